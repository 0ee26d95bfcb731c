package org.xinpiao.crypto;

/** What a caller of a cipher must keep to. */
final class Lengths {

    static final int NONCE_BYTES = 12;

    private Lengths() {}

    static void requireAead(byte[] key, byte[] nonce) {
        if (key.length != Suite.KEY_BYTES || nonce.length != NONCE_BYTES) {
            throw new IllegalArgumentException("a key has 16 bytes and a nonce 12");
        }
    }
}
