package org.xinpiao.platform.bank;

/** A message that its schema does not allow, or that says what this program does not read. */
public final class MessageException extends RuntimeException {

    private static final long serialVersionUID = 1;

    MessageException(String why) {
        super(why);
    }

    MessageException(String why, Throwable cause) {
        super(why, cause);
    }
}
