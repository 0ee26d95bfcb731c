package org.xinpiao.platform.bank;

import com.prowidesoftware.swift.model.mx.MxPain00200110;
import com.prowidesoftware.swift.model.mx.dic.CustomerPaymentStatusReportV10;
import com.prowidesoftware.swift.model.mx.dic.GroupHeader86;
import com.prowidesoftware.swift.model.mx.dic.OriginalGroupHeader17;
import com.prowidesoftware.swift.model.mx.dic.OriginalPaymentInstruction32;
import com.prowidesoftware.swift.model.mx.dic.PaymentTransaction105;
import com.prowidesoftware.swift.model.mx.dic.StatusReason6Choice;
import com.prowidesoftware.swift.model.mx.dic.StatusReasonInformation12;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of an order (pain.002.001.10, CustomerPaymentStatusReport).
 *
 * @param messageId its own id
 * @param orderId message id of the order
 * @param refused why the order as a whole was not taken; null when it was
 */
public record StatusReport(
        String messageId,
        long createdMs,
        String orderId,
        @Nullable String refused,
        List<Status> statuses) {

    private static final Iso<MxPain00200110> ISO =
            new Iso<>(MxPain00200110.class, "pain.002.001.10");

    private static final String REJECTED = "RJCT";

    /** Status codes of ISO 20022 that the program reads or writes. */
    public enum Code {
        /** Taken, not executed yet. */
        ACCP,
        /** Waits at the bank. */
        PDNG,
        /** Executed: the account is debited. */
        ACSC,
        /** Not executed, and never will be. */
        RJCT,
        /** Taken back before it was executed. */
        CANC
    }

    /**
     * Of one transfer.
     *
     * @param reason ISO 20022 external reason code, such as AC04; null without one
     * @param executedMs when the account was debited; null before
     */
    public record Status(
            String endToEndId,
            Code code,
            @Nullable String reason,
            @Nullable String bankReference,
            @Nullable Long executedMs) {}

    public StatusReport {
        statuses = List.copyOf(statuses);
    }

    /** The message. */
    public byte[] write() {
        OriginalGroupHeader17 group =
                new OriginalGroupHeader17()
                        .setOrgnlMsgId(Parts.text(orderId))
                        .setOrgnlMsgNmId(CreditTransfers.NAME);
        if (refused != null) {
            group.setGrpSts(REJECTED).addStsRsnInf(reason(refused));
        }
        CustomerPaymentStatusReportV10 body =
                new CustomerPaymentStatusReportV10()
                        .setGrpHdr(
                                new GroupHeader86()
                                        .setMsgId(Parts.text(messageId))
                                        .setCreDtTm(Parts.time(createdMs)))
                        .setOrgnlGrpInfAndSts(group);
        if (!statuses.isEmpty()) {
            OriginalPaymentInstruction32 instruction =
                    new OriginalPaymentInstruction32().setOrgnlPmtInfId(orderId);
            statuses.forEach(status -> instruction.addTxInfAndSts(transaction(status)));
            body.addOrgnlPmtInfAndSts(instruction);
        }
        return ISO.write(new MxPain00200110().setCstmrPmtStsRpt(body));
    }

    private static PaymentTransaction105 transaction(Status status) {
        PaymentTransaction105 transaction =
                new PaymentTransaction105()
                        .setOrgnlEndToEndId(Parts.text(status.endToEndId))
                        .setTxSts(status.code.name());
        if (status.reason != null) {
            transaction.addStsRsnInf(reason(status.reason));
        }
        if (status.bankReference != null) {
            transaction.setAcctSvcrRef(status.bankReference);
        }
        if (status.executedMs != null) {
            transaction.setAccptncDtTm(Parts.time(status.executedMs));
        }
        return transaction;
    }

    private static StatusReasonInformation12 reason(String code) {
        return new StatusReasonInformation12().setRsn(new StatusReason6Choice().setCd(code));
    }

    /**
     * Reads a message.
     *
     * @throws MessageException when it is not valid or has a status of another name
     */
    public static StatusReport read(byte[] bytes) {
        CustomerPaymentStatusReportV10 body = ISO.read(bytes).getCstmrPmtStsRpt();
        OriginalGroupHeader17 group = body.getOrgnlGrpInfAndSts();
        return new StatusReport(
                Parts.text(body.getGrpHdr().getMsgId()),
                body.getGrpHdr().getCreDtTm().toInstant().toEpochMilli(),
                Parts.text(group.getOrgnlMsgId()),
                REJECTED.equals(group.getGrpSts()) ? code(group.getStsRsnInf(), "NARR") : null,
                body.getOrgnlPmtInfAndSts().stream()
                        .flatMap(instruction -> instruction.getTxInfAndSts().stream())
                        .map(StatusReport::status)
                        .toList());
    }

    private static Status status(PaymentTransaction105 transaction) {
        return new Status(
                Parts.text(transaction.getOrgnlEndToEndId()),
                code(transaction.getTxSts()),
                code(transaction.getStsRsnInf(), null),
                transaction.getAcctSvcrRef(),
                transaction.getAccptncDtTm() == null
                        ? null
                        : transaction.getAccptncDtTm().toInstant().toEpochMilli());
    }

    private static Code code(@Nullable String name) {
        try {
            return Code.valueOf(String.valueOf(name));
        } catch (IllegalArgumentException e) {
            throw new MessageException("transaction status " + name, e);
        }
    }

    private static @Nullable String code(
            List<StatusReasonInformation12> reasons, @Nullable String missing) {
        return reasons.isEmpty() || reasons.getFirst().getRsn() == null
                ? missing
                : reasons.getFirst().getRsn().getCd();
    }
}
