package org.xinpiao.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Sealed boxes: one public-key operation, then many wrapped keys. */
class EnvelopeTest {

    private static final byte[] KEY = Arrays.copyOf(new byte[] {1, 2, 3}, Suite.KEY_BYTES);

    static Stream<Suite> suites() {
        return Stream.of(Suites.national(), Suites.international());
    }

    @ParameterizedTest
    @MethodSource("suites")
    void recipientUnwrapsWhatTheSenderWrapped(Suite suite) throws CryptoException {
        SealingKey recipient = suite.newSealingKey();
        var sent = publicCopy(recipient).encapsulate();
        EnvelopeKey opened = recipient.open(sent.bytes());
        for (int index : new int[] {0, 1, 99, Integer.MAX_VALUE}) {
            byte[] wrapped = sent.key().wrap(index, KEY);
            assertThat(wrapped).hasSize(KEY.length + 16);
            assertThat(opened.unwrap(index, wrapped)).isEqualTo(KEY);
            assertThat(sent.key().unwrap(index, wrapped)).isEqualTo(KEY);
        }
    }

    private static RecipientKey publicCopy(SealingKey key) throws CryptoException {
        return Keys.recipient(key.publicKey().algorithm(), key.publicKey().encoded());
    }

    @ParameterizedTest
    @MethodSource("suites")
    void refusesAnotherPlaceAnotherEnvelopeAndFlippedBits(Suite suite) throws CryptoException {
        SealingKey recipient = suite.newSealingKey();
        var sent = recipient.publicKey().encapsulate();
        EnvelopeKey opened = recipient.open(sent.bytes());
        EnvelopeKey other = recipient.open(recipient.publicKey().encapsulate().bytes());
        byte[] wrapped = sent.key().wrap(5, KEY);
        refuses(opened, 6, wrapped);
        refuses(other, 5, wrapped);
        for (int bit = 0; bit < wrapped.length * 8; bit++) {
            refuses(opened, 5, SuiteTest.flip(wrapped, bit));
        }
        refuses(opened, 5, new byte[0]);
    }

    private static void refuses(EnvelopeKey key, int index, byte[] wrapped) {
        assertThatThrownBy(() -> key.unwrap(index, wrapped)).isInstanceOf(CryptoException.class);
    }

    @ParameterizedTest
    @MethodSource("suites")
    void aChangedEncapsulationGivesNoKey(Suite suite) {
        SealingKey recipient = suite.newSealingKey();
        var sent = recipient.publicKey().encapsulate();
        byte[] wrapped = sent.key().wrap(0, KEY);
        for (int bit = 0; bit < sent.bytes().length * 8; bit++) {
            byte[] flipped = SuiteTest.flip(sent.bytes(), bit);
            assertThatThrownBy(() -> recipient.open(flipped).unwrap(0, wrapped))
                    .isInstanceOf(CryptoException.class);
        }
        for (int length = 0; length < 140; length++) {
            byte[] cut = Arrays.copyOf(sent.bytes(), length);
            if (length != sent.bytes().length) {
                assertThatThrownBy(() -> recipient.open(cut)).isInstanceOf(CryptoException.class);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("suites")
    void anotherRecipientCannotOpen(Suite suite) {
        var sent = suite.newSealingKey().publicKey().encapsulate();
        byte[] wrapped = sent.key().wrap(0, KEY);
        SealingKey other = suite.newSealingKey();
        assertThatThrownBy(() -> other.open(sent.bytes()).unwrap(0, wrapped))
                .isInstanceOf(CryptoException.class);
    }

    @ParameterizedTest
    @MethodSource("suites")
    void noNonceIsUsedTwice(Suite suite) throws CryptoException {
        SealingKey recipient = suite.newSealingKey();
        var sent = recipient.publicKey().encapsulate();
        assertThat(sent.key().wrap(3, KEY)).isNotEmpty();
        assertThatThrownBy(() -> sent.key().wrap(3, KEY)).isInstanceOf(IllegalStateException.class);
        EnvelopeKey opened = recipient.open(sent.bytes());
        assertThatThrownBy(() -> opened.wrap(4, KEY)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> sent.key().wrap(-1, KEY))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @MethodSource("suites")
    void everyEnvelopeIsFresh(Suite suite) {
        RecipientKey recipient = suite.newSealingKey().publicKey();
        var one = recipient.encapsulate();
        var two = recipient.encapsulate();
        assertThat(one.bytes()).isNotEqualTo(two.bytes());
        assertThat(one.key().wrap(0, KEY)).isNotEqualTo(two.key().wrap(0, KEY));
    }
}
