package org.xinpiao.simulator;

import java.util.List;

/**
 * Settles a visit with the insurance at the hospital's counter.
 *
 * <p>First-band rates of domain §4.5; the outpatient deductible of the year counts as met. The
 * figures are plausible, not a policy: what must hold of a settled bill are its identities.
 */
final class Counter {

    private static final int CIVIL_SERVANT_SHARE_BP = 3_000;

    // Rates in percent for grades 1, 2, 3 of the hospital.
    private static final int[] OUTPATIENT_ACTIVE = {86, 80, 76};
    private static final int[] OUTPATIENT_RETIRED = {92, 86, 82};
    private static final int[] OUTPATIENT_RESIDENT = {60, 50, 40};

    private Counter() {}

    /**
     * Settles.
     *
     * @param balance personal account before, fen
     */
    static Settlement settle(
            Person person, Institution at, boolean inpatient, List<FeeLine> lines, long balance) {
        Settlement split = Settlement.split(lines);
        int grade = at.grade() - 1;
        long deductible = inpatient ? Math.min(split.inScope(), deductible(at.region(), grade)) : 0;
        int percent =
                inpatient ? inpatientPercent(person, grade) : outpatientPercent(person, grade);
        long pooled = FeeLine.share(split.inScope() - deductible, percent * 100);
        long copay = split.inScope() - deductible - pooled;
        long subsidy = person.civilServant() ? FeeLine.share(copay, CIVIL_SERVANT_SHARE_BP) : 0;
        long burden = split.total() - pooled - subsidy;
        long account = person.employee() ? Math.min(balance, burden - split.ownPay()) : 0;
        return split.paid(
                deductible, pooled, subsidy, account, person.employee() ? balance - account : 0);
    }

    private static int outpatientPercent(Person person, int grade) {
        if (!person.employee()) {
            return OUTPATIENT_RESIDENT[grade];
        }
        return (person.retired() ? OUTPATIENT_RETIRED : OUTPATIENT_ACTIVE)[grade];
    }

    private static int inpatientPercent(Person person, int grade) {
        int[] percent =
                switch (person.homeRegion()) {
                    case "330100" -> rates(person, 88, 84, 82, 92, 88, 86, 80, 75, 70);
                    case "370200" -> rates(person, 90, 88, 86, 95, 94, 93, 85, 80, 70);
                    case "510100" -> rates(person, 92, 90, 85, 96, 94, 89, 85, 75, 65);
                    default -> rates(person, 95, 95, 88, 97, 97, 93, 85, 75, 65);
                };
        return percent[grade];
    }

    /** Nine rates: active, retired, resident, each for grades 1, 2, 3. */
    private static int[] rates(Person person, int... nine) {
        int from = !person.employee() ? 6 : person.retired() ? 3 : 0;
        return new int[] {nine[from], nine[from + 1], nine[from + 2]};
    }

    private static long deductible(String region, int grade) {
        long[] yuan =
                switch (region) {
                    case "330100" -> new long[] {300, 500, 800};
                    case "370200" -> new long[] {200, 500, 800};
                    case "510100" -> new long[] {200, 400, 800};
                    default -> new long[] {200, 300, 900};
                };
        return yuan[grade] * 100;
    }
}
