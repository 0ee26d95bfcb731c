package org.xinpiao.platform.verify;

/** The input is not what it should be at all: no bundle, no trust file, no QR payload. */
public final class UnusableException extends Exception {

    public UnusableException(String message) {
        super(message);
    }

    public UnusableException(String message, Throwable cause) {
        super(message, cause);
    }
}
