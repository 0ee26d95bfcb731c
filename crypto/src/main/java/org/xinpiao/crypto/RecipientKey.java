package org.xinpiao.crypto;

/** A parsed public key to seal for. Keep and reuse it. */
public interface RecipientKey {

    /** Hash of {@link #encoded}, 32 bytes. */
    byte[] id();

    /** {@code SM2} or {@code X25519}. */
    String algorithm();

    /** SubjectPublicKeyInfo, DER. */
    byte[] encoded();

    /**
     * A fresh envelope key that only the holder of the private key recovers: the one public-key
     * operation of an envelope.
     */
    Encapsulation encapsulate();

    /**
     * What one public-key operation made.
     *
     * @param bytes for the recipient
     * @param key for the sender
     */
    record Encapsulation(byte[] bytes, EnvelopeKey key) {}
}
