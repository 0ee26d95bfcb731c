package org.xinpiao.platform.payment;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;

/**
 * A day of an agency as ledger, fund book and bank have it; sums in fen.
 *
 * @param paid transfers that left
 * @param returned transfers that came back
 * @param openingFen the bank's balance before the day
 * @param closingFen the bank's balance after it
 */
public record Match(
        String agency,
        LocalDate day,
        Sums paid,
        Sums returned,
        long openingFen,
        long closingFen,
        List<Difference> differences) {

    /**
     * The same as three have it. What happens around midnight may be another day's for one of them,
     * without being a difference.
     *
     * @param fundFen without commercial cover, which no fund bears
     */
    public record Sums(long ledgerFen, long fundFen, long bankFen) {}

    /** Why the three differ. */
    public enum Cause {
        /** The bank has the order and has neither executed nor refused it. */
        ORDERED_NOT_EXECUTED,
        /** The bank executed what the ledger does not know. */
        EXECUTED_NOT_RECORDED,
        AMOUNT_DIFFERS,
        /** It came back, and counts as paid on the ledger. */
        RETURNED_NOT_RECORDED,
        /** The fund book or the bank has it more than once. */
        RECORDED_TWICE,
        /** The ledger knows a movement that the bank does not. */
        UNKNOWN_AT_BANK,
        /** The fund book has less than the claim's transfers. */
        FUND_BOOK_DIFFERS;

        /** As in messages and JSON. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * A difference, as each of the three has it.
     *
     * @param endToEndId empty when it is about the whole claim
     */
    public record Difference(
            Cause cause,
            String claimId,
            String endToEndId,
            long ledgerFen,
            long fundFen,
            long bankFen) {

        public String word() {
            return cause.word();
        }
    }

    public Match {
        differences = List.copyOf(differences);
    }

    /** Whether all three agree. */
    public boolean zero() {
        return differences.isEmpty();
    }
}
