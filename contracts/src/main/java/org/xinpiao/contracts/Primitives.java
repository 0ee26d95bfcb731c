package org.xinpiao.contracts;

/**
 * The cryptography a contract may ask for; the ledger brings it. Pure functions, safe for use by
 * many threads.
 */
public interface Primitives {

    /** The chain's hash (SM3 or SHA-256) of the concatenated parts, 32 bytes. */
    byte[] hash(byte[]... parts);

    /**
     * Whether {@code signature} is good for {@code message} under a public key.
     *
     * @param algorithm as in {@code MemberKey.algorithm}; an unknown one gives {@code false}
     * @param publicKey SubjectPublicKeyInfo, DER; a malformed one gives {@code false}
     */
    boolean verify(String algorithm, byte[] publicKey, byte[] message, byte[] signature);

    /**
     * Whether a text is the verifier key line (C2SP signed-note) of a key that cosigns checkpoints.
     *
     * @param postQuantum whether it must be one of ML-DSA-44, or must not
     */
    boolean isCosignerKey(String line, boolean postQuantum);
}
