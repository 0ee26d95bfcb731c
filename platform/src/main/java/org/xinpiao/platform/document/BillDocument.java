package org.xinpiao.platform.document;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xinpiao.contracts.bill.Basics;
import org.xinpiao.contracts.bill.ChargeItem;
import org.xinpiao.contracts.bill.DetailLine;
import org.xinpiao.contracts.bill.Payer;
import org.xinpiao.contracts.bill.Payment;
import org.xinpiao.contracts.bill.Visit;

/**
 * What is printed of one bill.
 *
 * @param visit null where the reader may not see it; its rows stay empty then
 * @param checkCode 校验码, six characters
 * @param qrPayload the text of the QR code
 * @param red printed in red letters: the bill reverses another, its amounts are negative
 * @param status laid across every page when not empty, such as 已冲红 or 作废
 */
public record BillDocument(
        Basics basics,
        Payer payer,
        Payment payment,
        List<ChargeItem> charges,
        List<DetailLine> details,
        @Nullable Visit visit,
        String checkCode,
        String qrPayload,
        boolean red,
        String status) {

    public BillDocument {
        charges = List.copyOf(charges);
        details = List.copyOf(details);
    }

    /** Whether the inpatient form (医疗住院收费票据) is the mandated one. */
    public boolean inpatient() {
        return basics.getTitle().contains("住院");
    }
}
