package org.xinpiao.platform.insurer;

import org.jspecify.annotations.Nullable;
import org.xinpiao.platform.bill.BillContent;
import org.xinpiao.platform.bill.BillQueries;
import org.xinpiao.platform.claim.ClaimForm;
import org.xinpiao.platform.claim.ClaimQueries;
import org.xinpiao.platform.claim.Trace;

/**
 * A claim as the insurer may see it: what the ledger tells of the money, and of the bill what the
 * patient granted.
 *
 * @param form as the patient submitted it
 * @param content face and lines; null when the patient's leave is over
 * @param trace the decision; null before it
 * @param basic what the claim waits for: the status of the one on the basic insurance; null when it
 *     waits for nothing
 */
record InsurerFile(
        ClaimQueries.Row claim,
        ClaimForm form,
        BillQueries.Row bill,
        @Nullable BillContent content,
        @Nullable Trace trace,
        Balance balance,
        @Nullable String basic) {

    /**
     * Who bears what of the bill, in fen: reserved or paid.
     *
     * @param personalFen what the patient bore at the counter
     * @param mostFen what this claim may be given at most
     */
    record Balance(long personalFen, long basicFen, long othersFen, long ownFen, long mostFen) {}
}
