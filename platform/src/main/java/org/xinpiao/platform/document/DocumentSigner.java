package org.xinpiao.platform.document;

/**
 * A key that seals documents, wherever it lies, with its certificate. Safe for use by many threads.
 */
public interface DocumentSigner {

    /** SM3 with SM2 (GM/T 0009), user id 1234567812345678, signature as DER. */
    String SM2 = "SM3WITHSM2";

    /** Ed25519, signature of 64 bytes. For PDF only: an OFD seal is SM2 by its standard. */
    String ED25519 = "ED25519";

    /** The X.509 certificate of the key, DER. */
    byte[] certificateDer();

    /** Signs the message itself, not its hash. */
    byte[] sign(byte[] message);

    /** {@link #SM2} or {@link #ED25519}. */
    String algorithm();
}
