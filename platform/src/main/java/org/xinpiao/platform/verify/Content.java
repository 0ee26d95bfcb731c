package org.xinpiao.platform.verify;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.List;
import org.xinpiao.contracts.bill.Basics;
import org.xinpiao.contracts.bill.BillRecord;
import org.xinpiao.contracts.bill.ChargeItem;
import org.xinpiao.contracts.bill.Payment;
import org.xinpiao.contracts.bill.SectionKind;

/** What the holder of a bundle shows of a bill, decoded. */
record Content(List<Message> messages, List<BillText.Part> parts, boolean allCharges) {

    static Content of(Bundle bundle) throws InvalidProtocolBufferException {
        List<Message> messages = new ArrayList<>();
        List<BillText.Part> parts = new ArrayList<>();
        boolean allCharges = false;
        for (SectionKind kind : SectionKind.values()) {
            if (bundle.section(kind) instanceof Bundle.Section.Shown shown) {
                List<Message> open = open(kind, shown);
                int hidden = shown.items().size() - open.size();
                allCharges |= kind == SectionKind.CHARGES && hidden == 0;
                messages.addAll(open);
                parts.add(BillText.part(kind, open, hidden));
            }
        }
        return new Content(messages, parts, allCharges);
    }

    private static List<Message> open(SectionKind kind, Bundle.Section.Shown shown)
            throws InvalidProtocolBufferException {
        List<Message> open = new ArrayList<>();
        for (int i = 0; i < shown.items().size(); i++) {
            if (shown.items().get(i) instanceof Bundle.Item.Open item) {
                open.add(BillText.parse(kind, i, item.bytes()));
            }
        }
        return open;
    }

    /** Whether the shown parts say the number and the total that the public record says. */
    boolean agreesWith(BillRecord bill) {
        long charged = 0;
        for (Message message : messages) {
            boolean agrees =
                    switch (message) {
                        case Basics basics ->
                                basics.getCode().equals(bill.getCode())
                                        && basics.getNumber().equals(bill.getNumber());
                        case Payment payment -> same(payment.getTotalFen(), bill);
                        default -> true;
                    };
            if (!agrees) {
                return false;
            }
            charged += message instanceof ChargeItem charge ? charge.getAmountFen() : 0;
        }
        return !allCharges || same(charged, bill);
    }

    /** A red bill repeats the blue one's lines; only its record is sure to be negative. */
    private static boolean same(long fen, BillRecord bill) {
        return fen == bill.getTotalFen() || (bill.hasReverses() && -fen == bill.getTotalFen());
    }

    String shown() {
        return Integer.toString(parts.size());
    }

    String hidden() {
        return Integer.toString(parts.stream().mapToInt(BillText.Part::hidden).sum());
    }
}
