package org.xinpiao.platform.bill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.xinpiao.contracts.State;
import org.xinpiao.contracts.bill.BillId;
import org.xinpiao.contracts.bill.Segment;
import org.xinpiao.platform.web.ProblemException;

final class NumbersTest {

    private static final String HOSPITAL = "h1";
    private static final String CODE = "33060125";

    private final Granted granted = new Granted();
    private final Numbers numbers = new Numbers(granted);

    @Test
    void next_overTwoSegments_givesEachNumberOnceInOrder() {
        granted.grant(7, 8, false);
        granted.grant(201, 202, false);

        assertThat(List.of(next(), next(), next(), next()))
                .containsExactly("0000000007", "0000000008", "0000000201", "0000000202");
        assertThatThrownBy(this::next).isInstanceOf(ProblemException.class);
    }

    @Test
    void giveBack_makesTheNumberTheNextOne() {
        granted.grant(1, 500, false);
        next();
        String rejected = next();
        next();

        numbers.giveBack(HOSPITAL, BillId.newBuilder().setCode(CODE).setNumber(rejected).build());

        assertThat(List.of(next(), next())).containsExactly(rejected, "0000000004");
    }

    @Test
    void lookAgain_afterTheSegmentWasClosed_takesTheNextSegment() {
        granted.grant(1, 500, false);
        granted.grant(900, 999, false);
        next();
        granted.grant(1, 500, true);

        numbers.lookAgain(HOSPITAL, CODE);

        assertThat(next()).isEqualTo("0000000900");
    }

    private String next() {
        return numbers.next(HOSPITAL, CODE);
    }

    /** A state that holds segments alone. */
    private static final class Granted implements State {

        private final Map<Long, Segment> segments = new TreeMap<>();

        void grant(long from, long to, boolean writtenOff) {
            segments.put(
                    from,
                    Segment.newBuilder()
                            .setInstitution(HOSPITAL)
                            .setCode(CODE)
                            .setFrom(from)
                            .setTo(to)
                            .setWrittenOff(writtenOff)
                            .build());
        }

        @Override
        public List<Map.Entry<String, ByteString>> scan(String prefix, int limit) {
            return segments.entrySet().stream()
                    .map(entry ->
                            Map.entry(prefix + entry.getKey(), entry.getValue().toByteString()))
                    .toList();
        }

        @Override
        public @Nullable ByteString get(String key) {
            throw new UnsupportedOperationException(key);
        }

        @Override
        public void put(String key, ByteString value) {
            throw new UnsupportedOperationException(key);
        }

        @Override
        public void delete(String key) {
            throw new UnsupportedOperationException(key);
        }
    }
}
