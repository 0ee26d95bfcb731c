package org.xinpiao.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xinpiao.contracts.Primitives;
import org.xinpiao.contracts.Rules.ValidatorRecord;
import org.xinpiao.crypto.Suite;
import org.xinpiao.crypto.Suites;

class TrustTest {

    private static final String ORIGIN = "log.example";

    private static String vkey(Suite suite, String name) {
        return new Cosigner(name, suite.newSigningKey()).publicKey(ORIGIN).vkey();
    }

    private static ValidatorRecord validator(String checkpointKey) {
        return new ValidatorRecord("v", ByteString.EMPTY, checkpointKey);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 2", "3, 3", "4, 3", "5, 4", "6, 5", "7, 5", "10, 7", "32, 22"})
    void quorumIsMoreThanTwoThirds(int validators, int quorum) {
        Suite suite = Suites.international();
        List<ValidatorRecord> all =
                IntStream.range(0, validators)
                        .mapToObj(i -> validator(vkey(suite, "d" + i)))
                        .toList();

        assertThat(Trust.of(ORIGIN, suite, all).quorum()).isEqualTo(quorum);
    }

    @Test
    void unreadableCheckpointKeyIsAFault() {
        List<ValidatorRecord> one = List.of(validator("d+00000000+AAAA"));

        assertThatThrownBy(() -> Trust.of(ORIGIN, Suites.international(), one))
                .isInstanceOf(CorruptException.class);
    }

    @Test
    void contractsTakeCosignersKeysOfBothSuitesOnly() {
        Primitives primitives = new SuitePrimitives(Suites.national());
        String good = vkey(Suites.national(), "finance");

        assertThat(primitives.isCosignerKey(good)).isTrue();
        assertThat(primitives.isCosignerKey(vkey(Suites.international(), "finance"))).isTrue();
        assertThat(primitives.isCosignerKey(vkey(Suites.national(), ORIGIN))).isFalse();
        assertThat(primitives.isCosignerKey(good.replace("finance", "health"))).isFalse();
        assertThat(primitives.isCosignerKey(good.substring(0, good.length() - 8))).isFalse();
        assertThat(primitives.isCosignerKey("")).isFalse();
    }
}
