package org.xinpiao.crypto;

/** A private key that signs, wherever it lies. Safe for use by many threads. */
public interface SigningKey {

    VerifyingKey publicKey();

    /**
     * SM2 (user id 1234567812345678, DER), Ed25519 (64 bytes) or ML-DSA-44 (2,420 bytes) over the
     * message itself.
     */
    byte[] sign(byte[] message);
}
