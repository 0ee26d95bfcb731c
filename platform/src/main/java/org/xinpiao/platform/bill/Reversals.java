package org.xinpiao.platform.bill;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.springframework.stereotype.Service;
import org.xinpiao.contracts.bill.Basics;
import org.xinpiao.contracts.bill.BillId;
import org.xinpiao.contracts.bill.BillState;
import org.xinpiao.contracts.bill.Bills;
import org.xinpiao.contracts.bill.ChargeItem;
import org.xinpiao.contracts.bill.DetailLine;
import org.xinpiao.contracts.bill.PayChannel;
import org.xinpiao.contracts.bill.Payment;
import org.xinpiao.crypto.CryptoException;
import org.xinpiao.ledger.CorruptException;
import org.xinpiao.platform.node.LedgerState;
import org.xinpiao.platform.node.Parties;
import org.xinpiao.platform.node.Submitter;

/** Red bills (冲红): the original with every amount negated; the original is void from then on. */
@Service
public class Reversals {

    private final Parties parties;
    private final LedgerState state;
    private final BillReader reader;
    private final Issuing issuing;

    Reversals(Parties parties, LedgerState state, BillReader reader, Issuing issuing) {
        this.parties = parties;
        this.state = state;
        this.reader = reader;
        this.issuing = issuing;
    }

    /**
     * Reverses a bill; again, it finds the red bill of the first time.
     *
     * @param issuedMillis time of the reversal; 0 for now
     * @throws UnknownBillException when the institution issued no such bill
     * @throws org.xinpiao.platform.node.RejectedException when it is reserved, reimbursed, frozen
     *     or on live paper
     */
    public Issued reverse(
            String institution, BillId id, String reason, String operator, long issuedMillis) {
        BillState bill = Bills.find(state, id);
        if (bill == null || !bill.getRecord().getIssuer().equals(institution)) {
            throw new UnknownBillException(id);
        }
        BillContent original;
        try {
            original = reader.read(parties.get(institution), bill);
        } catch (CryptoException | InvalidProtocolBufferException e) {
            throw new CorruptException("bill " + Bills.text(id), e);
        }
        Basics basics =
                original.face().toBuilder()
                        .clearCode()
                        .clearNumber()
                        .clearIssuedMs()
                        .setReverses(id)
                        .setReason(reason)
                        .setAuthor(operator)
                        .build();
        BillContent red =
                new BillContent(
                        basics,
                        original.payer(),
                        negated(Objects.requireNonNull(original.payment())),
                        charges(original.charges()),
                        details(original.details()),
                        original.visit(),
                        original.diagnoses());
        return Submitter.join(
                issuing.issueAsync(
                        new IssueOrder(
                                institution,
                                id.getCode(),
                                red,
                                bill.getPatient(),
                                -bill.getPersonalFen(),
                                bill.getSettledDirectly(),
                                null,
                                id),
                        issuedMillis));
    }

    private static Payment negated(Payment payment) {
        Payment.Builder red =
                payment.toBuilder()
                        .setTotalFen(-payment.getTotalFen())
                        .setFundFen(-payment.getFundFen())
                        .setOtherFundFen(-payment.getOtherFundFen())
                        .setAccountFen(-payment.getAccountFen())
                        .setCashFen(-payment.getCashFen())
                        .setSelfpayFen(-payment.getSelfpayFen())
                        .setOwnpayFen(-payment.getOwnpayFen())
                        .setNegotiatedDrugFen(-payment.getNegotiatedDrugFen())
                        .setPrepaidFen(-payment.getPrepaidFen())
                        .setSupplementFen(-payment.getSupplementFen())
                        .setRefundFen(-payment.getRefundFen())
                        .clearChannels();
        for (PayChannel channel : payment.getChannelsList()) {
            red.addChannels(channel.toBuilder().setAmountFen(-channel.getAmountFen()));
        }
        return red.build();
    }

    private static List<ChargeItem> charges(List<ChargeItem> charges) {
        List<ChargeItem> red = new ArrayList<>(charges.size());
        for (ChargeItem line : charges) {
            red.add(
                    line.toBuilder()
                            .setNumberHundredths(-line.getNumberHundredths())
                            .setAmountFen(-line.getAmountFen())
                            .setSelfFen(-line.getSelfFen())
                            .build());
        }
        return red;
    }

    private static List<DetailLine> details(List<DetailLine> details) {
        List<DetailLine> red = new ArrayList<>(details.size());
        for (DetailLine line : details) {
            red.add(
                    line.toBuilder()
                            .setNumberHundredths(-line.getNumberHundredths())
                            .setAmountFen(-line.getAmountFen())
                            .setSelfFen(-line.getSelfFen())
                            .setOverLimitFen(-line.getOverLimitFen())
                            .build());
        }
        return red;
    }

    /** The institution issued no such bill. */
    public static final class UnknownBillException extends RuntimeException {
        UnknownBillException(BillId id) {
            super("no bill " + Bills.text(id) + " of this institution");
        }
    }
}
