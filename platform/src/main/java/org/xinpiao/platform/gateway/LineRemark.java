package org.xinpiao.platform.gateway;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * What a detail line's remark says beyond the interface's fields: {@code
 * selfpay_prop=0.1000;overlmt_amt=0.00}, names as in domain §3.4, pairs in any order, unknown names
 * skipped, free text without such a pair allowed.
 *
 * @param preSelfPayBp selfpay_prop of the care place's catalogue, basis points
 * @param overLimitFen overlmt_amt, the part above the price ceiling
 */
record LineRemark(int preSelfPayBp, long overLimitFen) {

    private static final int FULL_BP = 10_000;

    static LineRemark of(Fields line, Dialect dialect) {
        return dialect == Dialect.REST ? fields(line) : remark(line);
    }

    /** The two as fields of their own. */
    private static LineRemark fields(Fields line) {
        long ratio = line.whole("selfpay_prop", true);
        long over = line.whole("overlmt_amt", true);
        if (ratio < 0 || ratio > FULL_BP) {
            line.fault("selfpay_prop", "应在 0 至 10000 之间", "must be 0 to 10000");
            ratio = 0;
        }
        if (over < 0) {
            line.fault("overlmt_amt", "不能为负数", "must not be negative");
        }
        return new LineRemark((int) ratio, over);
    }

    private static LineRemark remark(Fields line) {
        int ratio = 0;
        long over = 0;
        for (String pair : line.optional("remark", 200).split(";", -1)) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? "" : pair.substring(0, equals).strip();
            if (name.equals("selfpay_prop")) {
                ratio = (int) scaled(line, pair.substring(equals + 1), 4, 1);
            } else if (name.equals("overlmt_amt")) {
                over = scaled(line, pair.substring(equals + 1), 2, Integer.MAX_VALUE);
            }
        }
        return new LineRemark(ratio, over);
    }

    private static long scaled(Fields line, String number, int decimals, int max) {
        try {
            BigDecimal value = new BigDecimal(number.strip());
            if (value.signum() >= 0 && value.compareTo(BigDecimal.valueOf(max)) <= 0) {
                return value.setScale(decimals, RoundingMode.UNNECESSARY)
                        .unscaledValue()
                        .longValueExact();
            }
        } catch (ArithmeticException | NumberFormatException e) {
            // Falls through: the fault below says what was expected.
        }
        line.fault("remark", "备注中的数值不正确：" + number, "holds a number that is none: " + number);
        return 0;
    }
}
