package org.xinpiao.platform.bill;

import java.util.Locale;

/** Bill codes (票据代码, domain §2.2): region of the finance authority, class and kind, year. */
public final class BillCodes {

    private static final String OUTPATIENT = "0601";
    private static final String INPATIENT = "0602";

    private BillCodes() {}

    /**
     * The code of a bill.
     *
     * @param region admdvs of the institution, of which the first two digits count
     * @param year four digits, of the charge
     */
    public static String of(String region, boolean inpatient, int year) {
        return String.format(
                Locale.ROOT,
                "%s%s%02d",
                region.substring(0, 2),
                inpatient ? INPATIENT : OUTPATIENT,
                year % 100);
    }
}
