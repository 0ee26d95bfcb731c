package org.xinpiao.crypto;

/**
 * A set of algorithms that belong together. Everything signed or sealed names the suite, so both
 * can stand side by side. Implementations are stateless and safe for use by many threads.
 */
public interface Suite {

    /** Length of a hash, a MAC and a key id in bytes. */
    int HASH_BYTES = 32;

    /** Length of a symmetric key in bytes. */
    int KEY_BYTES = 16;

    /** {@code xp-national-1} or {@code xp-international-1}. */
    String id();

    /** SM3 or SHA-256 over the concatenated parts. */
    byte[] hash(byte[]... parts);

    /** HMAC with {@link #hash}. */
    byte[] mac(byte[] key, byte[]... parts);

    /** HKDF (RFC 5869) with {@link #mac}; at most 255 × 32 bytes. */
    byte[] derive(byte[] secret, String info, int length);

    /**
     * SM4-GCM or AES-128-GCM: ciphertext, then a tag of 16 bytes. The nonce has 12 bytes and is
     * used once per key.
     */
    byte[] encrypt(byte[] key, byte[] nonce, byte[] associated, byte[] plaintext);

    /**
     * The reverse of {@link #encrypt}.
     *
     * @throws CryptoException when the ciphertext, its associated data or the key is not the one it
     *     was made with
     */
    byte[] decrypt(byte[] key, byte[] nonce, byte[] associated, byte[] ciphertext)
            throws CryptoException;

    /** A new SM2 or Ed25519 key. */
    SigningKey newSigningKey();

    /** A new SM2 or X25519 key for sealed boxes. */
    SealingKey newSealingKey();
}
