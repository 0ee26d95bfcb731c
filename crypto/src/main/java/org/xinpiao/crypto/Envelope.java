package org.xinpiao.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A key for many small keys of one recipient; the place in the envelope is the nonce. */
final class Envelope implements EnvelopeKey {

    /** First byte of an encapsulation: how the rest was made. */
    static final byte SM2 = 1;

    static final byte X25519 = 2;

    private static final byte[] NOTHING = {};

    private final Suite suite;
    private final byte[] key;
    private final boolean sender;
    private final Set<Integer> wrapped = ConcurrentHashMap.newKeySet();

    Envelope(Suite suite, byte[] key, boolean sender) {
        this.suite = suite;
        this.key = key;
        this.sender = sender;
    }

    static byte[] info() {
        return "xinpiao envelope 1".getBytes(US_ASCII);
    }

    @Override
    public byte[] wrap(int index, byte[] secret) {
        byte[] nonce = nonce(index);
        // Two plaintexts under one nonce would give both away, and the key that authenticates.
        if (!sender || !wrapped.add(index)) {
            throw new IllegalStateException("only the sender wraps, and each place once");
        }
        return suite.encrypt(key, nonce, NOTHING, secret);
    }

    @Override
    public byte[] unwrap(int index, byte[] ciphertext) throws CryptoException {
        return suite.decrypt(key, nonce(index), NOTHING, ciphertext);
    }

    private static byte[] nonce(int index) {
        if (index < 0) {
            throw new IllegalArgumentException("negative place");
        }
        return ByteBuffer.allocate(Lengths.NONCE_BYTES)
                .putInt(Lengths.NONCE_BYTES - Integer.BYTES, index)
                .array();
    }
}
