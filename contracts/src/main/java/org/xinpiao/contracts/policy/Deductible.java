package org.xinpiao.contracts.policy;

import java.util.List;
import org.xinpiao.contracts.Money;

/**
 * How a deductible is counted; the amounts stand with the level.
 *
 * @param perYear whether it is due once a year instead of for each admission or visit
 * @param admissions how it changes from one admission to the next, ordered; empty when it does not
 * @param tcmShareBp share due in hospitals of Chinese medicine, basis points; 10000 when the same
 * @param institutions amounts of single institutions, which go before the level's
 */
public record Deductible(
        boolean perYear,
        List<Admission> admissions,
        int tcmShareBp,
        List<InstitutionAmount> institutions) {

    public Deductible {
        admissions = List.copyOf(admissions);
        institutions = List.copyOf(institutions);
    }

    /**
     * What is due from the {@code from}-th admission of the year.
     *
     * @param shareBp share of the level's amount, basis points; unused when an amount is fixed
     * @param fixedFen the amount itself, or {@link #SHARE}
     */
    public record Admission(int from, int shareBp, long fixedFen) {

        /** The share decides. */
        public static final long SHARE = -1;
    }

    /**
     * An institution with an amount of its own.
     *
     * @param code fixmedins_code
     */
    public record InstitutionAmount(String code, long fen) {}

    /** The full amount for a visit before admissions and the year are looked at, in fen. */
    long standard(long levelFen, Case.Visit visit) {
        for (InstitutionAmount own : institutions) {
            if (own.code().equals(visit.institution())) {
                return own.fen();
            }
        }
        return visit.tcm() && tcmShareBp != Money.ONE_BP
                ? Amounts.times(levelFen, tcmShareBp)
                : levelFen;
    }

    /** The rule for the n-th admission; the whole amount when the package names none. */
    Admission admission(int nth) {
        Admission found = WHOLE;
        for (Admission each : admissions) {
            if (each.from() <= nth) {
                found = each;
            }
        }
        return found;
    }

    private static final Admission WHOLE = new Admission(1, Money.ONE_BP, Admission.SHARE);
}
