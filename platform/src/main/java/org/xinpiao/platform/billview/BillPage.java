package org.xinpiao.platform.billview;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.xinpiao.contracts.bill.Basics;
import org.xinpiao.contracts.bill.BillId;
import org.xinpiao.contracts.bill.Payer;
import org.xinpiao.contracts.bill.Payment;
import org.xinpiao.contracts.registry.Member;
import org.xinpiao.platform.bill.BillContent;
import org.xinpiao.platform.bill.BillQueries;
import org.xinpiao.platform.web.TimelineEntry;

/**
 * A bill as a page shows it.
 *
 * @param content what the reader's keys open; the face always
 * @param checkCode 校验码, six characters
 * @param words the total in Chinese capital figures
 * @param reversedBy the red bill that voided this one, if any
 * @param qr the QR code as SVG
 */
public record BillPage(
        BillQueries.Row row,
        BillContent content,
        String checkCode,
        String words,
        Member institution,
        @Nullable BillId reversedBy,
        List<TimelineEntry> timeline,
        String qr) {

    public BillPage {
        timeline = List.copyOf(timeline);
    }

    /**
     * One amount with its meaning.
     *
     * @param key message keys are {@code bill.amount.KEY} and {@code bill.amount.KEY.means}
     */
    public record Amount(String key, long fen) {}

    public Basics face() {
        return content.face();
    }

    public Payer payer() {
        return Objects.requireNonNull(content.payer());
    }

    public Payment payment() {
        return Objects.requireNonNull(content.payment());
    }

    public boolean inpatient() {
        return face().getBusType().equals("01");
    }

    public boolean red() {
        return row.reversesNumber() != null;
    }

    /** Who paid: what adds up to the total. */
    public List<Amount> paidBy() {
        return List.of(
                new Amount("fund", payment().getFundFen()),
                new Amount("otherFund", payment().getOtherFundFen()),
                new Amount("account", payment().getAccountFen()),
                new Amount("cash", payment().getCashFen()));
    }

    /** What the personal part is made of. */
    public List<Amount> personalPart() {
        return List.of(
                new Amount("selfpay", payment().getSelfpayFen()),
                new Amount("ownpay", payment().getOwnpayFen()));
    }

    /** What else the mandated form has room for, where it is not zero. */
    public List<Amount> others() {
        return List.of(
                        new Amount("negotiated", payment().getNegotiatedDrugFen()),
                        new Amount("prepaid", payment().getPrepaidFen()),
                        new Amount("supplement", payment().getSupplementFen()),
                        new Amount("refund", payment().getRefundFen()))
                .stream()
                .filter(amount -> amount.fen() != 0)
                .toList();
    }
}
