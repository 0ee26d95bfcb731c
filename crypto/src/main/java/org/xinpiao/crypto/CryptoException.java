package org.xinpiao.crypto;

/** Something is not what it was when it was signed or sealed, or is no key at all. */
public final class CryptoException extends Exception {

    public CryptoException(String message) {
        super(message);
    }

    public CryptoException(String message, Throwable cause) {
        super(message, cause);
    }
}
