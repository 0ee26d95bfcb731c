package org.xinpiao.platform.payment;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An instruction to pay a claim: amounts in fen, times in milliseconds.
 *
 * @param state queued, batched, ordered, pending, executed, refused, returned, declined, cancelled
 * @param reason of a refusal, a return or a declination
 * @param recorded what the ledger knows: paid, failed; null nothing yet
 */
record Payment(
        String endToEndId,
        String claimId,
        String agency,
        long amountFen,
        String accountLast4,
        long createdMs,
        String state,
        long changedMs,
        @Nullable String messageId,
        @Nullable String reason,
        @Nullable String bankReference,
        @Nullable Long executedMs,
        @Nullable Long returnedMs,
        @Nullable String recorded) {

    public Instant created() {
        return Instant.ofEpochMilli(createdMs);
    }

    public Instant changed() {
        return Instant.ofEpochMilli(changedMs);
    }

    public String account() {
        return "**** " + accountLast4;
    }
}
