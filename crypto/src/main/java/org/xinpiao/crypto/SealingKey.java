package org.xinpiao.crypto;

/** A private key that opens what was sealed for it. Safe for use by many threads. */
public interface SealingKey {

    RecipientKey publicKey();

    /**
     * Recovers the envelope's key from what the sender made for this recipient: one public-key
     * operation.
     *
     * @throws CryptoException when it was not made for this key
     */
    EnvelopeKey open(byte[] encapsulation) throws CryptoException;
}
