package org.xinpiao.ledger;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A transaction that never reached the ledger; nothing was written. Only {@link
 * TransactionReason#UNDECIDED} leaves it open: whoever sends the same again gets the right receipt.
 */
public final class RefusedException extends RuntimeException {

    private final String code;
    private final @Nullable Duration retryAfter;

    /**
     * Says why, and when to try again.
     *
     * @param code {@code transaction.<reason>}
     * @param retryAfter when the same transaction may be tried again; null when never
     */
    public RefusedException(String code, String message, @Nullable Duration retryAfter) {
        super(message);
        this.code = code;
        this.retryAfter = retryAfter;
    }

    public String code() {
        return code;
    }

    public @Nullable Duration retryAfter() {
        return retryAfter;
    }
}
