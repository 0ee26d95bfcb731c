package org.xinpiao.platform.gateway;

import java.util.List;
import org.xinpiao.contracts.Money;
import org.xinpiao.contracts.bill.ChargeItem;
import org.xinpiao.contracts.bill.DetailLine;
import org.xinpiao.contracts.bill.PayChannel;
import org.xinpiao.contracts.bill.Payment;

/** The sums a bill must satisfy before anything is signed (domain §2.3). */
final class Sums {

    private Sums() {}

    static void check(
            Fields body, Payment payment, List<ChargeItem> charges, List<DetailLine> details) {
        long total = payment.getTotalFen();
        equal(
                body,
                "chargeDetail",
                charges.stream().mapToLong(ChargeItem::getAmountFen).sum(),
                "totalAmt",
                total);
        equal(
                body,
                "listDetail",
                details.stream().mapToLong(DetailLine::getAmountFen).sum(),
                "totalAmt",
                total);
        equal(
                body,
                "payChannelDetail",
                payment.getChannelsList().stream().mapToLong(PayChannel::getAmountFen).sum(),
                "totalAmt",
                total);
        long personal = payment.getAccountFen() + payment.getCashFen();
        equal(
                body,
                "totalAmt",
                total,
                "fundPay + otherfundPay + accountPay + selfCashPay",
                payment.getFundFen() + payment.getOtherFundFen() + personal);
        equal(
                body,
                "selfPayAmt + ownPay",
                payment.getSelfpayFen() + payment.getOwnpayFen(),
                "accountPay + selfCashPay",
                personal);
        boolean negative =
                payment.getFundFen() < 0
                        || payment.getOtherFundFen() < 0
                        || payment.getAccountFen() < 0
                        || payment.getCashFen() < 0
                        || payment.getSelfpayFen() < 0
                        || payment.getOwnpayFen() < 0;
        if (total <= 0 || negative) {
            body.fault(
                    "totalAmt",
                    "金额应为正数；退费请冲红",
                    "amounts must be positive; reverse the bill to refund");
        }
        for (int i = 0; i < details.size(); i++) {
            DetailLine line = details.get(i);
            long price = line.getPriceTenThousandths();
            long number = line.getNumberHundredths();
            if (Math.multiplyHigh(price, number) != (price * number) >> 63) {
                body.fault("listDetail[" + i + "].number", "数量过大", "is too large");
                continue;
            }
            long product = rounded(price * number);
            if (product != line.getAmountFen()) {
                body.fault(
                        "listDetail[" + i + "].amt",
                        "应为单价乘数量 " + Money.ofFen(product),
                        "must be price times number, " + Money.ofFen(product));
            }
        }
    }

    /** 1/10,000 yuan times 1/100 is 1/10,000 fen; half up, away from zero. */
    private static long rounded(long tenThousandthsOfFen) {
        return Money.ofFen(tenThousandthsOfFen).timesBp(1).fen();
    }

    private static void equal(Fields body, String field, long sum, String other, long expected) {
        if (sum != expected) {
            body.fault(
                    field,
                    "合计 "
                            + Money.ofFen(sum)
                            + " 与 "
                            + body.called(other)
                            + " "
                            + Money.ofFen(expected)
                            + " 不等",
                    "adds up to "
                            + Money.ofFen(sum)
                            + ", but "
                            + body.called(other)
                            + " is "
                            + Money.ofFen(expected));
        }
    }
}
