package org.xinpiao.contracts.policy;

/**
 * Adds up what a person's settlements of a year use, for the next one. Used by one thread at a
 * time.
 */
public final class YearToDate {

    /**
     * What one settlement used, in fen, by the interface's names.
     *
     * @param inpatient whether it was a stay: a yearly deductible counts for its own kind of care
     * @param fundPay fund_pay_sumamt
     */
    public record Entry(
            boolean inpatient,
            long scope,
            long deductible,
            long fundPay,
            long basic,
            long serious,
            long large,
            long aid,
            long family) {

        /** Of a benefit. */
        public static Entry of(boolean inpatient, Amounts amounts) {
            return new Entry(
                    inpatient,
                    amounts.inscpScpAmt(),
                    amounts.actPayDedc(),
                    amounts.fundPaySumamt(),
                    amounts.hifpPay(),
                    amounts.hifmiPay(),
                    amounts.hifobPay(),
                    amounts.mafPay(),
                    amounts.acctMulaidPay());
        }
    }

    private long scope;
    private long basic;
    private long inpatientDeductible;
    private long outpatientDeductible;
    private long personal;
    private long serious;
    private long large;
    private long aid;
    private long family;

    /** Counts a settlement. */
    public void add(Entry entry) {
        scope = Math.addExact(scope, entry.scope());
        basic = Math.addExact(basic, entry.basic());
        if (entry.inpatient()) {
            inpatientDeductible = Math.addExact(inpatientDeductible, entry.deductible());
        } else {
            outpatientDeductible = Math.addExact(outpatientDeductible, entry.deductible());
        }
        personal = Math.addExact(personal, entry.scope() - entry.fundPay());
        serious = Math.addExact(serious, entry.serious());
        large = Math.addExact(large, entry.large());
        aid = Math.addExact(aid, entry.aid());
        family = Math.addExact(family, entry.family());
    }

    /** What was used before the next settlement, a stay or not. */
    public Case.Used before(boolean inpatient) {
        return new Case.Used(
                scope,
                basic,
                inpatient ? inpatientDeductible : outpatientDeductible,
                personal,
                0,
                serious,
                large,
                aid,
                family,
                java.util.List.of());
    }
}
