package org.xinpiao.simulator;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;

/**
 * The facts of a detail line that the e-bill interface has no field for, as they stand in {@code
 * listDetail.remark}:
 *
 * <pre>selfpay_prop=0.1000;overlmt_amt=0.00;med_chrgitm_type=09;fee_ocur_time=20261001</pre>
 *
 * Names as in domain §3.4, pairs in any order, unknown names are skipped by the reader.
 *
 * @param preSelfPayBp selfpay_prop, four decimals on the wire
 * @param overLimitFen overlmt_amt, two decimals on the wire
 * @param category med_chrgitm_type, 01 to 14
 * @param day fee_ocur_time, yyyyMMdd
 */
public record LineRemark(int preSelfPayBp, long overLimitFen, String category, String day) {

    static LineRemark of(FeeLine line) {
        CatalogueItem item = line.item();
        return new LineRemark(
                item.preSelfPayBp(), line.overLimitFen(), item.category(), Times.day(line.day()));
    }

    /** The remark as written on the wire. */
    public String format() {
        return "selfpay_prop="
                + BigDecimal.valueOf(preSelfPayBp, 4)
                + ";overlmt_amt="
                + BigDecimal.valueOf(overLimitFen, 2)
                + ";med_chrgitm_type="
                + category
                + ";fee_ocur_time="
                + day;
    }

    /**
     * Reads a remark.
     *
     * @throws IllegalArgumentException when a name is missing or an amount is not one
     */
    public static LineRemark parse(String remark) {
        Map<String, String> values = new HashMap<>();
        for (String pair : remark.split(";", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                values.put(pair.substring(0, equals), pair.substring(equals + 1));
            }
        }
        try {
            return new LineRemark(
                    (int) scaled(value(values, "selfpay_prop"), 4),
                    scaled(value(values, "overlmt_amt"), 2),
                    value(values, "med_chrgitm_type"),
                    value(values, "fee_ocur_time"));
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("too many decimals: " + remark, e);
        }
    }

    private static String value(Map<String, String> values, String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("remark has no " + name);
        }
        return value;
    }

    private static long scaled(String number, int decimals) {
        return new BigDecimal(number)
                .setScale(decimals, RoundingMode.UNNECESSARY)
                .unscaledValue()
                .longValueExact();
    }

    /** Day the fee arose. */
    public LocalDate date() {
        int number = Integer.parseInt(day);
        return LocalDate.of(number / 10_000, number / 100 % 100, number % 100);
    }
}
