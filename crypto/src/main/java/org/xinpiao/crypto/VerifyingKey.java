package org.xinpiao.crypto;

/**
 * A parsed public key that checks signatures. Parsing and tables cost more than a check: keep and
 * reuse it.
 */
public interface VerifyingKey {

    /** Hash of {@link #encoded}, 32 bytes. */
    byte[] id();

    /** {@code SM2}, {@code Ed25519} or {@code ML-DSA-44}. */
    String algorithm();

    /** SubjectPublicKeyInfo, DER. */
    byte[] encoded();

    /** False for a signature that is wrong or malformed. */
    boolean verify(byte[] message, byte[] signature);
}
