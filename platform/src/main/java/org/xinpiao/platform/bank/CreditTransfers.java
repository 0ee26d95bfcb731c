package org.xinpiao.platform.bank;

import com.prowidesoftware.swift.model.mx.MxPain00100109;
import com.prowidesoftware.swift.model.mx.dic.AmountType4Choice;
import com.prowidesoftware.swift.model.mx.dic.CreditTransferTransaction34;
import com.prowidesoftware.swift.model.mx.dic.CustomerCreditTransferInitiationV09;
import com.prowidesoftware.swift.model.mx.dic.DateAndDateTime2Choice;
import com.prowidesoftware.swift.model.mx.dic.GroupHeader85;
import com.prowidesoftware.swift.model.mx.dic.PaymentIdentification6;
import com.prowidesoftware.swift.model.mx.dic.PaymentInstruction30;
import com.prowidesoftware.swift.model.mx.dic.PaymentMethod3Code;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.xinpiao.platform.readmodel.ChinaTime;

/**
 * Orders of credit transfers (pain.001.001.09, CustomerCreditTransferInitiation).
 *
 * @param messageId at most 35 characters, unique for the account's owner
 * @param debtor the owner's name
 * @param account the account to debit
 * @param credits 1 or more
 */
public record CreditTransfers(
        String messageId, long createdMs, String debtor, String account, List<Credit> credits) {

    /** Name of the message, as answers refer to it. */
    public static final String NAME = "pain.001.001.09";

    private static final Iso<MxPain00100109> ISO = new Iso<>(MxPain00100109.class, NAME);

    /**
     * One transfer.
     *
     * @param endToEndId at most 35 characters
     * @param amountFen 1 or more
     * @param payee name of the account's owner
     * @param account the account to credit
     */
    public record Credit(String endToEndId, long amountFen, String payee, String account) {}

    public CreditTransfers {
        credits = List.copyOf(credits);
        Set<String> ids = new HashSet<>();
        for (Credit credit : credits) {
            if (credit.amountFen() <= 0 || !ids.add(credit.endToEndId())) {
                throw new MessageException(
                        "a transfer has an amount and an id of its own: " + credit.endToEndId());
            }
        }
        if (credits.isEmpty()) {
            throw new MessageException("an order without transfers");
        }
    }

    /** Sum of all transfers in fen. */
    public long sumFen() {
        return credits.stream().mapToLong(Credit::amountFen).reduce(0, Math::addExact);
    }

    /**
     * The message.
     *
     * @throws MessageException when a name or an id does not fit into it
     */
    public byte[] write() {
        String count = Integer.toString(credits.size());
        BigDecimal sum = Parts.yuan(sumFen());
        PaymentInstruction30 instruction =
                new PaymentInstruction30()
                        .setPmtInfId(Parts.text(messageId))
                        .setPmtMtd(PaymentMethod3Code.TRF)
                        .setNbOfTxs(count)
                        .setCtrlSum(sum)
                        .setReqdExctnDt(
                                new DateAndDateTime2Choice().setDt(ChinaTime.date(createdMs)))
                        .setDbtr(Parts.party(debtor))
                        .setDbtrAcct(Parts.cashAccount(account))
                        .setDbtrAgt(Parts.agent("bank"));
        credits.forEach(credit -> instruction.addCdtTrfTxInf(transaction(credit)));
        return ISO.write(
                new MxPain00100109()
                        .setCstmrCdtTrfInitn(
                                new CustomerCreditTransferInitiationV09()
                                        .setGrpHdr(
                                                new GroupHeader85()
                                                        .setMsgId(messageId)
                                                        .setCreDtTm(Parts.time(createdMs))
                                                        .setNbOfTxs(count)
                                                        .setCtrlSum(sum)
                                                        .setInitgPty(Parts.party(debtor)))
                                        .addPmtInf(instruction)));
    }

    private static CreditTransferTransaction34 transaction(Credit credit) {
        return new CreditTransferTransaction34()
                .setPmtId(new PaymentIdentification6().setEndToEndId(Parts.text(credit.endToEndId)))
                .setAmt(new AmountType4Choice().setInstdAmt(Parts.amount(credit.amountFen)))
                .setCdtr(Parts.party(credit.payee))
                .setCdtrAcct(Parts.cashAccount(credit.account));
    }

    /**
     * Reads a message.
     *
     * @throws MessageException when it is not valid, or its numbers or sums are not those of its
     *     transfers
     */
    public static CreditTransfers read(byte[] bytes) {
        CustomerCreditTransferInitiationV09 body = ISO.read(bytes).getCstmrCdtTrfInitn();
        GroupHeader85 header = body.getGrpHdr();
        PaymentInstruction30 instruction = Parts.only(body.getPmtInf());
        if (instruction.getPmtMtd() != PaymentMethod3Code.TRF) {
            throw new MessageException("a payment method that is no transfer");
        }
        List<Credit> credits =
                instruction.getCdtTrfTxInf().stream()
                        .map(each ->
                                new Credit(
                                        Parts.text(each.getPmtId().getEndToEndId()),
                                        Parts.fen(each.getAmt().getInstdAmt()),
                                        each.getCdtr().getNm(),
                                        Parts.account(each.getCdtrAcct().getId())))
                        .toList();
        CreditTransfers order =
                new CreditTransfers(
                        Parts.text(header.getMsgId()),
                        header.getCreDtTm().toInstant().toEpochMilli(),
                        instruction.getDbtr().getNm(),
                        Parts.account(instruction.getDbtrAcct().getId()),
                        credits);
        check(header.getNbOfTxs(), header.getCtrlSum(), order);
        check(instruction.getNbOfTxs(), instruction.getCtrlSum(), order);
        return order;
    }

    private static void check(String count, BigDecimal sum, CreditTransfers order) {
        if (!Integer.toString(order.credits().size()).equals(count)) {
            throw new MessageException(
                    "number of transactions " + count + " for " + order.credits().size());
        }
        if (Parts.fen(sum) != order.sumFen()) {
            throw new MessageException("control sum " + sum + " for fen " + order.sumFen());
        }
    }
}
