package org.xinpiao.platform.faults;

import org.xinpiao.ledger.Receipt;

/**
 * One submission of a transaction, as its client saw it.
 *
 * @param member who signed it
 * @param key its idempotency key; the same content at every attempt
 * @param invokedNanos when it was sent, on the clock of all attempts
 * @param completedNanos when its end was seen
 */
record Attempt(String member, String key, long invokedNanos, long completedNanos, Seen seen) {

    /** How it ended. */
    sealed interface Seen {

        /** In a block. */
        record Answered(Receipt receipt) implements Seen {}

        /** It is not in the ledger and will not be. */
        record Refused(String code) implements Seen {}

        /** Nobody knows: no answer came, or the answer said so. */
        record Unknown(String why) implements Seen {}
    }
}
