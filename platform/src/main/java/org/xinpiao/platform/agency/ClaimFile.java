package org.xinpiao.platform.agency;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xinpiao.contracts.bill.DetailLine;
import org.xinpiao.contracts.coverage.Enrolment;
import org.xinpiao.platform.bill.BillContent;
import org.xinpiao.platform.bill.BillQueries;
import org.xinpiao.platform.claim.ClaimForm;
import org.xinpiao.platform.claim.ClaimQueries;
import org.xinpiao.platform.claim.Trace;
import org.xinpiao.platform.coverage.Insured;
import org.xinpiao.platform.payment.Payments.Executed;

/**
 * A claim with all its evidence, as the agency that decides it may see it.
 *
 * @param form as the patient submitted it
 * @param bill its status
 * @param content the bill opened with the agency's key; null while the agency holds none
 * @param enrolment what covers the visit; null when none does any more
 * @param insured what the agency knows of the person; null without an enrolment
 * @param trace the decision, line by line; null before it
 * @param endToEndId of the payment; null before it
 * @param transfer as the bank executed it; null before it
 * @param comparisons where form, bill and enrolment must say the same
 * @param steps what the ledger recorded, oldest first
 */
record ClaimFile(
        ClaimQueries.Row claim,
        ClaimForm form,
        BillQueries.Row bill,
        @Nullable BillContent content,
        @Nullable Enrolment enrolment,
        @Nullable Insured insured,
        @Nullable Trace trace,
        @Nullable String endToEndId,
        @Nullable Executed transfer,
        List<Comparison> comparisons,
        List<Step> steps) {

    /** The name of a line of the bill; empty for none. */
    public String item(String no) {
        return content == null
                ? ""
                : content.details().stream()
                        .filter(line -> line.getNo().equals(no))
                        .map(DetailLine::getName)
                        .findFirst()
                        .orElse("");
    }

    /**
     * One fact in the three sources.
     *
     * @param key message key of its name, after {@code agency.fact.}
     * @param bill null where the bill does not tell
     * @param insured null where the enrolment does not tell
     */
    record Comparison(
            String key,
            String form,
            @Nullable String bill,
            @Nullable String insured,
            boolean agrees) {}

    /** A transaction of this claim: its word, the time of its block and its leaf in the log. */
    record Step(String kind, Instant at, long leaf) {}
}
