package org.xinpiao.platform.bank;

import com.prowidesoftware.swift.model.mx.dic.BankTransactionCodeStructure4;
import com.prowidesoftware.swift.model.mx.dic.BankTransactionCodeStructure5;
import com.prowidesoftware.swift.model.mx.dic.BankTransactionCodeStructure6;
import com.prowidesoftware.swift.model.mx.dic.CreditDebitCode;
import com.prowidesoftware.swift.model.mx.dic.DateAndDateTime2Choice;
import com.prowidesoftware.swift.model.mx.dic.EntryDetails9;
import com.prowidesoftware.swift.model.mx.dic.EntryStatus1Choice;
import com.prowidesoftware.swift.model.mx.dic.EntryTransaction10;
import com.prowidesoftware.swift.model.mx.dic.PaymentReturnReason5;
import com.prowidesoftware.swift.model.mx.dic.ReportEntry10;
import com.prowidesoftware.swift.model.mx.dic.ReturnReason5Choice;
import com.prowidesoftware.swift.model.mx.dic.TransactionReferences6;
import org.jspecify.annotations.Nullable;

/**
 * An entry on an account: money of a transfer that left it, or that came back, or that somebody
 * else paid in.
 *
 * @param orderId message id of the order; null when the bank does not say
 * @param bankReference the bank's own reference
 * @param amountFen 1 or more, in either direction
 * @param returned why it came back, such as AC04, or {@link #RECEIVED}; null when it left
 */
public record Movement(
        String endToEndId,
        @Nullable String orderId,
        String bankReference,
        long amountFen,
        @Nullable String returned,
        long bookedMs) {

    /** It did not come back: somebody else sent it. */
    public static final String RECEIVED = "RCDT";

    /** Whether somebody else paid it in. */
    public boolean received() {
        return RECEIVED.equals(returned);
    }

    /** What the balance changes by, in fen. */
    public long signedFen() {
        return returned == null ? -amountFen : amountFen;
    }

    ReportEntry10 entry() {
        CreditDebitCode direction = returned == null ? CreditDebitCode.DBIT : CreditDebitCode.CRDT;
        TransactionReferences6 references =
                new TransactionReferences6()
                        .setAcctSvcrRef(Parts.text(bankReference))
                        .setEndToEndId(Parts.text(endToEndId));
        if (orderId != null) {
            references.setMsgId(orderId);
        }
        EntryTransaction10 details =
                new EntryTransaction10()
                        .setRefs(references)
                        .setAmt(Parts.amount(amountFen))
                        .setCdtDbtInd(direction);
        if (returned != null && !received()) {
            details.setRtrInf(
                    new PaymentReturnReason5().setRsn(new ReturnReason5Choice().setCd(returned)));
        }
        return new ReportEntry10()
                .setAmt(Parts.amount(amountFen))
                .setCdtDbtInd(direction)
                .setSts(new EntryStatus1Choice().setCd("BOOK"))
                .setBookgDt(new DateAndDateTime2Choice().setDtTm(Parts.time(bookedMs)))
                .setAcctSvcrRef(bankReference)
                .setBkTxCd(
                        received()
                                ? code(RECEIVED, "DMCT")
                                : code("ICDT", returned == null ? "DMCT" : "RRTN"))
                .addNtryDtls(new EntryDetails9().addTxDtls(details));
    }

    /** PMNT, issued or received credit transfers, domestic or returned. */
    private static BankTransactionCodeStructure4 code(String family, String kind) {
        return new BankTransactionCodeStructure4()
                .setDomn(
                        new BankTransactionCodeStructure5()
                                .setCd("PMNT")
                                .setFmly(
                                        new BankTransactionCodeStructure6()
                                                .setCd(family)
                                                .setSubFmlyCd(kind)));
    }

    static Movement of(ReportEntry10 entry) {
        EntryTransaction10 details = Parts.only(Parts.only(entry.getNtryDtls()).getTxDtls());
        boolean credit = Parts.isCredit(entry.getCdtDbtInd());
        if (entry.getBookgDt() == null || details.getRefs() == null) {
            throw new MessageException("an entry without its day or references");
        }
        boolean received = credit && isReceived(entry);
        if (credit
                && !received
                && (details.getRtrInf() == null || details.getRtrInf().getRsn() == null)) {
            throw new MessageException("a credit that was neither returned nor received");
        }
        return new Movement(
                Parts.text(details.getRefs().getEndToEndId()),
                details.getRefs().getMsgId(),
                Parts.text(entry.getAcctSvcrRef()),
                Parts.fen(entry.getAmt()),
                received ? RECEIVED : credit ? details.getRtrInf().getRsn().getCd() : null,
                entry.getBookgDt().getDtTm().toInstant().toEpochMilli());
    }

    private static boolean isReceived(ReportEntry10 entry) {
        BankTransactionCodeStructure4 code = entry.getBkTxCd();
        return code != null
                && code.getDomn() != null
                && code.getDomn().getFmly() != null
                && RECEIVED.equals(code.getDomn().getFmly().getCd());
    }
}
