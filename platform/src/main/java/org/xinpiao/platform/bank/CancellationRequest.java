package org.xinpiao.platform.bank;

import com.prowidesoftware.swift.model.mx.MxCamt05500108;
import com.prowidesoftware.swift.model.mx.dic.CancellationReason33Choice;
import com.prowidesoftware.swift.model.mx.dic.Case5;
import com.prowidesoftware.swift.model.mx.dic.CaseAssignment5;
import com.prowidesoftware.swift.model.mx.dic.CustomerPaymentCancellationRequestV08;
import com.prowidesoftware.swift.model.mx.dic.OriginalPaymentInstruction34;
import com.prowidesoftware.swift.model.mx.dic.PaymentCancellationReason5;
import com.prowidesoftware.swift.model.mx.dic.PaymentTransaction109;
import com.prowidesoftware.swift.model.mx.dic.UnderlyingTransaction24;

/**
 * A wish to take a transfer back (camt.055.001.08, CustomerPaymentCancellationRequest).
 *
 * @param messageId its own id
 * @param owner the name of the account's owner
 * @param orderId message id of the order; {@link #NOT_ORDERED} when there was none
 * @param endToEndId the transfer
 */
public record CancellationRequest(
        String messageId, long createdMs, String owner, String orderId, String endToEndId) {

    /** Stands for the order of a transfer that was never ordered, and never shall be. */
    public static final String NOT_ORDERED = "NOTPROVIDED";

    private static final Iso<MxCamt05500108> ISO =
            new Iso<>(MxCamt05500108.class, "camt.055.001.08");

    /** As the customer wishes. */
    private static final String CUSTOMER = "CUST";

    /** The message. */
    public byte[] write() {
        CaseAssignment5 assignment =
                Parts.assignment(messageId, createdMs, Parts.owner(owner), Parts.bank());
        PaymentTransaction109 transaction =
                new PaymentTransaction109()
                        .setCxlId(messageId)
                        .setCase(new Case5().setId(messageId).setCretr(assignment.getAssgnr()))
                        .setOrgnlEndToEndId(Parts.text(endToEndId))
                        .addCxlRsnInf(
                                new PaymentCancellationReason5()
                                        .setRsn(new CancellationReason33Choice().setCd(CUSTOMER)));
        return ISO.write(
                new MxCamt05500108()
                        .setCstmrPmtCxlReq(
                                new CustomerPaymentCancellationRequestV08()
                                        .setAssgnmt(assignment)
                                        .addUndrlyg(
                                                new UnderlyingTransaction24()
                                                        .addOrgnlPmtInfAndCxl(
                                                                new OriginalPaymentInstruction34()
                                                                        .setOrgnlPmtInfId(
                                                                                Parts.text(orderId))
                                                                        .addTxInf(transaction)))));
    }

    /**
     * Reads a message.
     *
     * @throws MessageException when it is not valid or is about more than one transfer
     */
    public static CancellationRequest read(byte[] bytes) {
        CustomerPaymentCancellationRequestV08 body = ISO.read(bytes).getCstmrPmtCxlReq();
        OriginalPaymentInstruction34 order =
                Parts.only(Parts.only(body.getUndrlyg()).getOrgnlPmtInfAndCxl());
        return new CancellationRequest(
                Parts.text(body.getAssgnmt().getId()),
                body.getAssgnmt().getCreDtTm().toInstant().toEpochMilli(),
                Parts.name(body.getAssgnmt().getAssgnr()),
                Parts.text(order.getOrgnlPmtInfId()),
                Parts.text(Parts.only(order.getTxInf()).getOrgnlEndToEndId()));
    }
}
