package org.xinpiao.platform.bill;

import java.util.Locale;

/** Bill codes (票据代码, domain §2.2): region of the finance authority, class and kind, year. */
public final class BillCodes {

    private static final String OUTPATIENT = "0601";
    private static final String INPATIENT = "0602";
    private static final String PAPER = "0604";

    private BillCodes() {}

    /**
     * The code of a bill.
     *
     * @param region admdvs of the institution, of which the first two digits count
     * @param year four digits, of the charge
     */
    public static String of(String region, boolean inpatient, int year) {
        return code(region, inpatient ? INPATIENT : OUTPATIENT, year);
    }

    /** The code of the paper forms that bills are converted to. */
    static String ofPaper(String region, int year) {
        return code(region, PAPER, year);
    }

    private static String code(String region, String kind, int year) {
        return String.format(Locale.ROOT, "%s%s%02d", region.substring(0, 2), kind, year % 100);
    }
}
