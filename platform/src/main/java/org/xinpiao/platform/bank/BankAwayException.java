package org.xinpiao.platform.bank;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/** The bank cannot be reached or gives no answer: what it was asked may be done or not. */
@ResponseStatus(HttpStatus.SERVICE_UNAVAILABLE)
public final class BankAwayException extends RuntimeException {

    private static final long serialVersionUID = 1;

    BankAwayException(String why) {
        super(why);
    }

    BankAwayException(Throwable cause) {
        super("no answer: " + cause, cause);
    }
}
