package org.xinpiao.platform.bank;

import com.prowidesoftware.swift.model.mx.MxCamt02900109;
import com.prowidesoftware.swift.model.mx.dic.CancellationIndividualStatus1Code;
import com.prowidesoftware.swift.model.mx.dic.CancellationStatusReason3Choice;
import com.prowidesoftware.swift.model.mx.dic.CancellationStatusReason4;
import com.prowidesoftware.swift.model.mx.dic.Case5;
import com.prowidesoftware.swift.model.mx.dic.CaseAssignment5;
import com.prowidesoftware.swift.model.mx.dic.InvestigationStatus5Choice;
import com.prowidesoftware.swift.model.mx.dic.PaymentTransaction102;
import com.prowidesoftware.swift.model.mx.dic.ResolutionOfInvestigationV09;
import com.prowidesoftware.swift.model.mx.dic.UnderlyingTransaction22;
import org.jspecify.annotations.Nullable;

/**
 * What the bank makes of a wish to take a transfer back (camt.029.001.09,
 * ResolutionOfInvestigation).
 *
 * @param messageId its own id
 * @param owner the name of the account's owner
 * @param requestId message id of the request
 * @param refused why the transfer stands; null when it was not and never will be executed
 */
public record Resolution(
        String messageId,
        long createdMs,
        String owner,
        String requestId,
        String endToEndId,
        @Nullable String refused) {

    private static final Iso<MxCamt02900109> ISO =
            new Iso<>(MxCamt02900109.class, "camt.029.001.09");

    private static final String CANCELLED = "CNCL";

    private static final String REJECTED = "RJCR";

    /** Whether the transfer was not executed, and never will be. */
    public boolean cancelled() {
        return refused == null;
    }

    /** The message. */
    public byte[] write() {
        CaseAssignment5 assignment =
                Parts.assignment(messageId, createdMs, Parts.bank(), Parts.owner(owner));
        PaymentTransaction102 transaction =
                new PaymentTransaction102()
                        .setRslvdCase(
                                new Case5()
                                        .setId(Parts.text(requestId))
                                        .setCretr(assignment.getAssgne()))
                        .setOrgnlEndToEndId(Parts.text(endToEndId))
                        .setTxCxlSts(
                                refused == null
                                        ? CancellationIndividualStatus1Code.ACCR
                                        : CancellationIndividualStatus1Code.RJCR);
        if (refused != null) {
            transaction.addCxlStsRsnInf(
                    new CancellationStatusReason4()
                            .setRsn(
                                    new CancellationStatusReason3Choice()
                                            .setPrtry(Parts.text(refused))));
        }
        return ISO.write(
                new MxCamt02900109()
                        .setRsltnOfInvstgtn(
                                new ResolutionOfInvestigationV09()
                                        .setAssgnmt(assignment)
                                        .setSts(
                                                new InvestigationStatus5Choice()
                                                        .setConf(
                                                                refused == null
                                                                        ? CANCELLED
                                                                        : REJECTED))
                                        .addCxlDtls(
                                                new UnderlyingTransaction22()
                                                        .addTxInfAndSts(transaction))));
    }

    /**
     * Reads a message.
     *
     * @throws MessageException when it is not valid, leaves it open, or says two things
     */
    public static Resolution read(byte[] bytes) {
        ResolutionOfInvestigationV09 body = ISO.read(bytes).getRsltnOfInvstgtn();
        PaymentTransaction102 transaction =
                Parts.only(Parts.only(body.getCxlDtls()).getTxInfAndSts());
        CancellationIndividualStatus1Code status = transaction.getTxCxlSts();
        boolean cancelled = status == CancellationIndividualStatus1Code.ACCR;
        if (!(cancelled || status == CancellationIndividualStatus1Code.RJCR)
                || !(cancelled ? CANCELLED : REJECTED).equals(body.getSts().getConf())) {
            throw new MessageException(
                    "resolution " + body.getSts().getConf() + " of a transfer in " + status);
        }
        return new Resolution(
                Parts.text(body.getAssgnmt().getId()),
                body.getAssgnmt().getCreDtTm().toInstant().toEpochMilli(),
                Parts.name(body.getAssgnmt().getAssgne()),
                Parts.text(transaction.getRslvdCase().getId()),
                Parts.text(transaction.getOrgnlEndToEndId()),
                cancelled ? null : reason(transaction));
    }

    private static String reason(PaymentTransaction102 transaction) {
        CancellationStatusReason3Choice reason = Parts.only(transaction.getCxlStsRsnInf()).getRsn();
        if (reason == null) {
            throw new MessageException("a refusal without a reason");
        }
        return Parts.text(reason.getCd() == null ? reason.getPrtry() : reason.getCd());
    }
}
