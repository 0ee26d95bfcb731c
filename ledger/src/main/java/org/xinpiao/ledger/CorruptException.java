package org.xinpiao.ledger;

/** Stored bytes are not what the log committed to. The message names the item; it is not served. */
public final class CorruptException extends RuntimeException {

    public CorruptException(String message) {
        super(message);
    }

    public CorruptException(String message, Throwable cause) {
        super(message, cause);
    }
}
