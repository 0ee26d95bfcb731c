package org.xinpiao.simulator;

import java.time.LocalDate;

/**
 * One line of the detail list with its split (domain §4.3); each amount is rounded half up to a fen
 * on the line.
 *
 * @param priceTenThousandths unit price at this hospital, in 1/10,000 yuan
 * @param quantityHundredths 1/100 units
 * @param amountFen price times quantity
 * @param ownPayFen fulamt_ownpay_amt: the whole amount of a class 3 item
 * @param overLimitFen overlmt_amt: what lies above the price ceiling
 * @param preSelfPayFen preselfpay_amt: the item's ratio of the rest
 * @param day fee_ocur_time
 */
public record FeeLine(
        CatalogueItem item,
        long priceTenThousandths,
        long quantityHundredths,
        long amountFen,
        long ownPayFen,
        long overLimitFen,
        long preSelfPayFen,
        LocalDate day) {

    /** Splits a line by its catalogue item. */
    public static FeeLine of(
            CatalogueItem item, long priceTenThousandths, long quantityHundredths, LocalDate day) {
        long amount = product(priceTenThousandths, quantityHundredths);
        if (item.catalogueClass() == 3) {
            return new FeeLine(
                    item, priceTenThousandths, quantityHundredths, amount, amount, 0, 0, day);
        }
        long ceiling = item.ceilingTenThousandths();
        long excess = ceiling == 0 ? 0 : Math.max(0, priceTenThousandths - ceiling);
        long over = Math.min(amount, product(excess, quantityHundredths));
        long pre = share(amount - over, item.preSelfPayBp());
        return new FeeLine(
                item, priceTenThousandths, quantityHundredths, amount, 0, over, pre, day);
    }

    /** inscp_scp_amt: what the policy of the home region applies to. */
    public long inScopeFen() {
        return amountFen - ownPayFen - overLimitFen - preSelfPayFen;
    }

    /** A share of an amount of at least 0, in basis points, rounded half up to a fen. */
    static long share(long fen, int basisPoints) {
        return (fen * basisPoints + 5_000) / 10_000;
    }

    /** 1/10,000 yuan times 1/100 units is 1/10,000 fen; rounded half up. */
    private static long product(long price, long quantity) {
        return (price * quantity + 5_000) / 10_000;
    }
}
