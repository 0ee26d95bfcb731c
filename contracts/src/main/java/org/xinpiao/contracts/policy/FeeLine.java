package org.xinpiao.contracts.policy;

import org.jspecify.annotations.Nullable;

/**
 * One line of the fee list as the catalogue of the care place classed it.
 *
 * @param serial feedetl_sn
 * @param totalFen det_item_fee_sumamt in fen; negative for a returned item
 * @param itemClass chrgitm_lv
 * @param selfpayBp selfpay_prop in basis points, 0 to 10000
 * @param limit the part above the price ceiling
 * @param limitedUse lmt_used_flag
 * @param approval hosp_appr_flag
 * @param given the split the care place already made, or null to split it here
 */
public record FeeLine(
        String serial,
        long totalFen,
        ItemClass itemClass,
        int selfpayBp,
        OverLimit limit,
        boolean limitedUse,
        Approval approval,
        @Nullable Split given) {

    /** Catalogue class: 甲, 乙, 丙 (self-paid). */
    public enum ItemClass {
        A,
        B,
        C
    }

    /** hosp_appr_flag: 0 not needed, 1 passed, 2 refused. */
    public enum Approval {
        NOT_NEEDED,
        PASSED,
        REFUSED
    }

    /** The part of a line above its price ceiling. */
    public sealed interface OverLimit {

        /** There is no ceiling. */
        OverLimit NONE = new Amount(0);

        /**
         * The part is known.
         *
         * @param fen of the line's sign
         */
        record Amount(long fen) implements OverLimit {}

        /**
         * To be computed: (price − ceiling) × count, never below nothing.
         *
         * @param priceMicro pric, millionths of a yuan
         * @param ceilingMicro pric_uplmt_amt, millionths of a yuan
         * @param countE4 cnt, ten-thousandths; negative for a returned item
         */
        record Ceiling(long priceMicro, long ceilingMicro, long countE4) implements OverLimit {}
    }

    /** A plain line: no ceiling, no limited use. */
    public static FeeLine of(String serial, long totalFen, ItemClass itemClass, int selfpayBp) {
        return of(serial, totalFen, itemClass, selfpayBp, 0);
    }

    /** A line whose part above the ceiling is known. */
    public static FeeLine of(
            String serial, long totalFen, ItemClass itemClass, int selfpayBp, long overLimitFen) {
        OverLimit limit = overLimitFen == 0 ? OverLimit.NONE : new OverLimit.Amount(overLimitFen);
        return new FeeLine(
                serial, totalFen, itemClass, selfpayBp, limit, false, Approval.NOT_NEEDED, null);
    }
}
