package org.xinpiao.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Public keys have one encoding, and nothing else is read as one. */
class KeysTest {

    private static final String SM2 = "3059301306072a8648ce3d020106082a811ccf5501822d034200";
    private static final String X25519 = "302a300506032b656e032100";
    private static final String ED25519 = "302a300506032b6570032100";

    @Test
    void readsWhatItWrites() throws CryptoException {
        for (Suite suite : List.of(Suites.national(), Suites.international())) {
            VerifyingKey signs = suite.newSigningKey().publicKey();
            VerifyingKey read = Keys.verifying(signs.algorithm(), signs.encoded());
            assertThat(read).isEqualTo(signs).hasSameHashCodeAs(signs);
            assertThat(read.id()).isEqualTo(suite.hash(signs.encoded()));
            RecipientKey seals = suite.newSealingKey().publicKey();
            assertThat(Keys.recipient(seals.algorithm(), seals.encoded())).isEqualTo(seals);
            assertThat(seals.id()).isEqualTo(suite.hash(seals.encoded()));
        }
    }

    @Test
    void callersCannotChangeAKey() {
        VerifyingKey key = Suites.national().newSigningKey().publicKey();
        key.id()[0]++;
        key.encoded()[0]++;
        assertThat(key.encoded()[0]).isEqualTo((byte) 0x30);
        assertThat(key.id()).isEqualTo(Suites.national().hash(key.encoded()));
    }

    @Test
    void refusesAlgorithmsOfAnotherPurpose() {
        byte[] spki = Suites.national().newSigningKey().publicKey().encoded();
        for (String algorithm : List.of("X25519", "sm2", "", "RSA")) {
            assertThatThrownBy(() -> Keys.verifying(algorithm, spki))
                    .isInstanceOf(CryptoException.class);
        }
        assertThatThrownBy(() -> Keys.verifying("Ed25519", spki))
                .isInstanceOf(CryptoException.class);
        assertThatThrownBy(() -> Keys.recipient("Ed25519", spki))
                .isInstanceOf(CryptoException.class);
        assertThatThrownBy(() -> Keys.recipient("X25519", spki))
                .isInstanceOf(CryptoException.class);
    }

    @Test
    void refusesTruncatedAndTrailingBytes() {
        for (Suite suite : List.of(Suites.national(), Suites.international())) {
            VerifyingKey signs = suite.newSigningKey().publicKey();
            RecipientKey seals = suite.newSealingKey().publicKey();
            for (int length = 0; length <= 100; length++) {
                byte[] sign = Arrays.copyOf(signs.encoded(), length);
                byte[] seal = Arrays.copyOf(seals.encoded(), length);
                if (length != signs.encoded().length) {
                    assertThatThrownBy(() -> Keys.verifying(signs.algorithm(), sign))
                            .isInstanceOf(CryptoException.class);
                    assertThatThrownBy(() -> Keys.recipient(seals.algorithm(), seal))
                            .isInstanceOf(CryptoException.class);
                }
            }
        }
    }

    @Test
    void refusesEveryBitFlipInAnSm2Key() {
        byte[] spki = Suites.national().newSigningKey().publicKey().encoded();
        for (int bit = 0; bit < spki.length * 8; bit++) {
            byte[] flipped = SuiteTest.flip(spki, bit);
            assertThatThrownBy(() -> Keys.verifying("SM2", flipped))
                    .isInstanceOf(CryptoException.class);
        }
    }

    @Test
    void refusesAnotherCurve() {
        // P-256's generator under its own name, and under SM2's.
        String point =
                "046b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296"
                        + "4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5";
        String p256 = "3059301306072a8648ce3d020106082a8648ce3d030107034200";
        refusesSm2(p256 + point);
        refusesSm2(SM2 + point);
    }

    @Test
    void refusesOtherFormsOfAPoint() {
        byte[] spki = Suites.national().newSigningKey().publicKey().encoded();
        String x = HexFormat.of().formatHex(spki, 27, 59);
        String y = HexFormat.of().formatHex(spki, 59, 91);
        String sign = (spki[90] & 1) == 0 ? "2" : "3";
        refusesSm2("3039301306072a8648ce3d020106082a811ccf5501822d032200" + "0" + sign + x);
        String hybrid = (spki[90] & 1) == 0 ? "06" : "07";
        refusesSm2(SM2 + hybrid + x + y);
        refusesSm2(SM2 + "00".repeat(65));
        refusesSm2(SM2 + "04" + "ff".repeat(64));
    }

    private static void refusesSm2(String hex) {
        byte[] spki = HexFormat.of().parseHex(hex);
        assertThatThrownBy(() -> Keys.verifying("SM2", spki)).isInstanceOf(CryptoException.class);
        assertThatThrownBy(() -> Keys.recipient("SM2", spki)).isInstanceOf(CryptoException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // Small order: 0, 1, a point of order 8; then p + 1 and 9 with the high bit set.
                "0000000000000000000000000000000000000000000000000000000000000000",
                "0100000000000000000000000000000000000000000000000000000000000000",
                "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
                "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "0900000000000000000000000000000000000000000000000000000000000080"
            })
    void refusesBadX25519(String u) {
        byte[] spki = HexFormat.of().parseHex(X25519 + u);
        assertThatThrownBy(() -> Keys.recipient("X25519", spki))
                .isInstanceOf(CryptoException.class);
    }

    @Test
    void readsTheBasePointOfX25519() throws CryptoException {
        byte[] spki = HexFormat.of().parseHex(X25519 + "09" + "00".repeat(31));
        assertThat(Keys.recipient("X25519", spki).encoded()).isEqualTo(spki);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // The neutral point, one of order 2, one of order 8, y = p, y not on the curve.
                "0100000000000000000000000000000000000000000000000000000000000000",
                "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
                "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "0200000000000000000000000000000000000000000000000000000000000000"
            })
    void refusesBadEd25519(String point) {
        byte[] spki = HexFormat.of().parseHex(ED25519 + point);
        assertThatThrownBy(() -> Keys.verifying("Ed25519", spki))
                .isInstanceOf(CryptoException.class);
    }
}
