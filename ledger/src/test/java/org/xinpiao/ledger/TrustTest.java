package org.xinpiao.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xinpiao.contracts.Primitives;
import org.xinpiao.contracts.Rules.ValidatorRecord;
import org.xinpiao.crypto.PostQuantumKey;
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
    void postQuantumKeysCountWhereAllHaveThem() {
        Suite suite = Suites.national();
        List<ValidatorRecord> all = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            ValidatorRecord one = validator(vkey(suite, "d" + i));
            all.add(
                    new ValidatorRecord(
                            one.name(), one.key(), one.checkpointKey(), postQuantum("d" + i)));
        }

        assertThat(Trust.of(ORIGIN, suite, all).postQuantum()).isEqualTo(3);
        all.set(0, validator(vkey(suite, "d0")));
        assertThat(Trust.of(ORIGIN, suite, all).postQuantum()).isZero();
        assertThat(Trust.of(ORIGIN, suite, all).keys()).hasSize(7);
    }

    private static String postQuantum(String name) {
        return new Cosigner(name, new PostQuantumKey(new byte[32])).publicKey(ORIGIN).vkey();
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

        assertThat(primitives.isCosignerKey(good, false)).isTrue();
        assertThat(primitives.isCosignerKey(vkey(Suites.international(), "finance"), false))
                .isTrue();
        assertThat(primitives.isCosignerKey(vkey(Suites.national(), ORIGIN), false)).isFalse();
        assertThat(primitives.isCosignerKey(good.replace("finance", "health"), false)).isFalse();
        assertThat(primitives.isCosignerKey(good.substring(0, good.length() - 8), false)).isFalse();
        assertThat(primitives.isCosignerKey("", false)).isFalse();
        String postQuantum = postQuantum("finance");
        assertThat(primitives.isCosignerKey(postQuantum, true)).isTrue();
        assertThat(primitives.isCosignerKey(postQuantum, false)).isFalse();
        assertThat(primitives.isCosignerKey(good, true)).isFalse();
    }
}
