package org.xinpiao.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every suite keeps to, and what it refuses. */
class SuiteTest {

    private static final byte[] KEY = Arrays.copyOf("key".getBytes(UTF_8), Suite.KEY_BYTES);
    private static final byte[] NONCE = new byte[12];
    private static final byte[] NAME = "bill/face".getBytes(UTF_8);
    private static final byte[] TEXT = "合计 128.50".getBytes(UTF_8);

    static Stream<Suite> suites() {
        return Stream.of(Suites.national(), Suites.international());
    }

    @ParameterizedTest
    @MethodSource("suites")
    void isFoundByItsId(Suite suite) throws CryptoException {
        assertThat(Suites.of(suite.id())).isSameAs(suite);
    }

    @Test
    void refusesAnUnknownSuite() {
        assertThatThrownBy(() -> Suites.of("xp-national-2")).isInstanceOf(CryptoException.class);
    }

    @ParameterizedTest
    @MethodSource("suites")
    void refusesEveryBitFlipInCiphertext(Suite suite) throws CryptoException {
        byte[] sealed = suite.encrypt(KEY, NONCE, NAME, TEXT);
        assertThat(sealed).hasSize(TEXT.length + 16);
        assertThat(suite.decrypt(KEY, NONCE, NAME, sealed)).isEqualTo(TEXT);
        for (int bit = 0; bit < sealed.length * 8; bit++) {
            refuses(suite, KEY, NONCE, NAME, flip(sealed, bit));
        }
        for (int length = 0; length < sealed.length; length++) {
            refuses(suite, KEY, NONCE, NAME, Arrays.copyOf(sealed, length));
        }
    }

    @ParameterizedTest
    @MethodSource("suites")
    void refusesAnotherKeyNonceOrName(Suite suite) {
        byte[] sealed = suite.encrypt(KEY, NONCE, NAME, TEXT);
        refuses(suite, flip(KEY, 0), NONCE, NAME, sealed);
        refuses(suite, KEY, flip(NONCE, 95), NAME, sealed);
        refuses(suite, KEY, NONCE, flip(NAME, 3), sealed);
        refuses(suite, KEY, NONCE, new byte[0], sealed);
    }

    private static void refuses(Suite suite, byte[] key, byte[] nonce, byte[] name, byte[] sealed) {
        assertThatThrownBy(() -> suite.decrypt(key, nonce, name, sealed))
                .isInstanceOf(CryptoException.class);
    }

    @ParameterizedTest
    @MethodSource("suites")
    void sealsNothingAndMuch(Suite suite) throws CryptoException {
        for (int length : new int[] {0, 1, 15, 16, 17, 4096, 100_003}) {
            byte[] text = new byte[length];
            new Random(length).nextBytes(text);
            byte[] sealed = suite.encrypt(KEY, NONCE, NAME, text);
            assertThat(suite.decrypt(KEY, NONCE, NAME, sealed)).isEqualTo(text);
        }
    }

    @ParameterizedTest
    @MethodSource("suites")
    void keysAndNoncesOfAnotherLengthAreABug(Suite suite) {
        assertThatThrownBy(() -> suite.encrypt(new byte[32], NONCE, NAME, TEXT))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> suite.encrypt(KEY, new byte[16], NAME, TEXT))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @MethodSource("suites")
    void derivesUpToItsLimit(Suite suite) {
        byte[] longest = suite.derive(KEY, "info", Hkdf.LENGTH_MAX);
        assertThat(Arrays.copyOf(longest, 16)).isEqualTo(suite.derive(KEY, "info", 16));
        assertThat(suite.derive(KEY, "other", 16)).isNotEqualTo(suite.derive(KEY, "info", 16));
        assertThat(suite.derive(KEY, "info", 0)).isEmpty();
        assertThatThrownBy(() -> suite.derive(KEY, "info", Hkdf.LENGTH_MAX + 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @MethodSource("suites")
    void takesAnEmptyMacKey(Suite suite) {
        assertThat(suite.mac(new byte[0], TEXT)).isEqualTo(suite.mac(new byte[1], TEXT));
    }

    @ParameterizedTest
    @MethodSource("suites")
    @SuppressWarnings("NullAway") // the point of the test
    void aFailedHashLeavesNothingBehind(Suite suite) {
        byte[] expected = suite.hash(TEXT);
        assertThatThrownBy(() -> suite.hash(NAME, null)).isInstanceOf(RuntimeException.class);
        assertThat(suite.hash(TEXT)).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("suites")
    void refusesEveryBitFlipInASignature(Suite suite) {
        SigningKey key = suite.newSigningKey();
        byte[] signature = key.sign(TEXT);
        for (int bit = 0; bit < signature.length * 8; bit++) {
            assertThat(key.publicKey().verify(TEXT, flip(signature, bit))).isFalse();
        }
        for (int length = 0; length < signature.length; length++) {
            assertThat(key.publicKey().verify(TEXT, Arrays.copyOf(signature, length))).isFalse();
        }
        byte[] longer = Arrays.copyOf(signature, signature.length + 1);
        assertThat(key.publicKey().verify(TEXT, longer)).isFalse();
        assertThat(key.publicKey().verify(flip(TEXT, 5), signature)).isFalse();
        assertThat(suite.newSigningKey().publicKey().verify(TEXT, signature)).isFalse();
        assertThat(key.publicKey().verify(TEXT, signature)).isTrue();
    }

    @ParameterizedTest
    @MethodSource("suites")
    void aRefusedSignatureLeavesNothingBehind(Suite suite) {
        SigningKey key = suite.newSigningKey();
        byte[] good = key.sign(TEXT);
        for (byte[] bad : new byte[][] {{}, {0x30, 0x00}, new byte[64], flip(good, 30)}) {
            assertThat(key.publicKey().verify(NAME, bad)).isFalse();
            assertThat(key.publicKey().verify(TEXT, good)).isTrue();
        }
    }

    static byte[] flip(byte[] bytes, int bit) {
        byte[] flipped = bytes.clone();
        flipped[bit / 8] ^= (byte) (1 << (bit % 8));
        return flipped;
    }
}
