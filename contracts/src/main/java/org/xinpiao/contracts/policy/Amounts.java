package org.xinpiao.contracts.policy;

import java.math.BigInteger;
import org.xinpiao.contracts.Money;

/**
 * The amounts of a settlement in fen, named as {@code setlinfo}.
 *
 * @param poolPropSelfpay what the basic fund paid of the in-scope amount above the deductible,
 *     basis points, half up
 */
public record Amounts(
        long medfeeSumamt,
        long fulamtOwnpayAmt,
        long overlmtSelfpay,
        long preselfpayAmt,
        long inscpScpAmt,
        long actPayDedc,
        long hifpPay,
        int poolPropSelfpay,
        long cvlservPay,
        long hifesPay,
        long hifmiPay,
        long hifobPay,
        long hifdmPay,
        long mafPay,
        long othPay,
        long fundPaySumamt,
        long psnPartAmt,
        long acctPay,
        long acctMulaidPay,
        long psnCashPay,
        long hospPartAmt) {

    /** What one fund paid. */
    public long paid(Fund fund) {
        return switch (fund) {
            case HIFP -> hifpPay;
            case CVLSERV -> cvlservPay;
            case HIFES -> hifesPay;
            case HIFMI -> hifmiPay;
            case HIFOB -> hifobPay;
            case HIFDM -> hifdmPay;
            case MAF -> mafPay;
            case OTH -> othPay;
        };
    }

    /** An amount times a rate in basis points, half up. */
    static long times(long fen, int bp) {
        return timesOver(fen, bp, Money.ONE_BP);
    }

    /**
     * {@code a × b / c}, rounded half up (away from zero), exact whatever the size of the product.
     *
     * @param c positive and even
     */
    static long timesOver(long a, long b, long c) {
        long low = a * b;
        long half = c / 2;
        boolean fits =
                Math.multiplyHigh(a, b) == low >> 63 && low != Long.MIN_VALUE && abs(low) < ROOM;
        if (fits) {
            return (low + (low < 0 ? -half : half)) / c;
        }
        BigInteger product = BigInteger.valueOf(a).multiply(BigInteger.valueOf(b));
        BigInteger shift = BigInteger.valueOf(product.signum() * half);
        return product.add(shift).divide(BigInteger.valueOf(c)).longValueExact();
    }

    private static final long ROOM = Long.MAX_VALUE / 2;

    private static long abs(long value) {
        return value < 0 ? -value : value;
    }
}
