package org.xinpiao.platform.bank;

/** The bank cannot be reached or gives no answer: what it was asked may be done or not. */
public final class BankAwayException extends RuntimeException {

    private static final long serialVersionUID = 1;

    BankAwayException(String why) {
        super(why);
    }

    BankAwayException(Throwable cause) {
        super("no answer: " + cause, cause);
    }
}
