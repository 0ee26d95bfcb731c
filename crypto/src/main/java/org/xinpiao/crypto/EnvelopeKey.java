package org.xinpiao.crypto;

/** Wraps many small keys under one that sender and recipient share. */
public interface EnvelopeKey {

    /**
     * Encrypts a small key for a place.
     *
     * @param index the key's place in the envelope, 0 or more; once per place
     * @return ciphertext and a tag of 16 bytes
     * @throws IllegalStateException for a place that was wrapped before, or on the recipient's side
     */
    byte[] wrap(int index, byte[] key);

    /**
     * The reverse of {@link #wrap}.
     *
     * @throws CryptoException when it was wrapped by another key or for another place
     */
    byte[] unwrap(int index, byte[] wrapped) throws CryptoException;
}
