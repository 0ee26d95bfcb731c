package org.xinpiao.platform.verify;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.xinpiao.contracts.Money;
import org.xinpiao.contracts.bill.Basics;
import org.xinpiao.contracts.bill.BillId;
import org.xinpiao.contracts.bill.ChargeItem;
import org.xinpiao.contracts.bill.DetailLine;
import org.xinpiao.contracts.bill.Diagnosis;
import org.xinpiao.contracts.bill.PayChannel;
import org.xinpiao.contracts.bill.Payer;
import org.xinpiao.contracts.bill.Payment;
import org.xinpiao.contracts.bill.SectionKind;
import org.xinpiao.contracts.bill.Visit;

/** Puts the shown parts of a bill into words. */
public final class BillText {

    /** Where the ledger's people live; a bill prints this zone's time. */
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(ZONE);

    /** A shown section; {@code hidden} counts its items that are not shown. */
    public record Part(SectionKind kind, Text title, List<Row> rows, int hidden) {
        public Part {
            rows = List.copyOf(rows);
        }
    }

    /** A line of it. */
    public record Row(Text label, String value) {}

    private BillText() {}

    /** An item's message, by its section and place. */
    static Message parse(SectionKind kind, int place, byte[] item)
            throws InvalidProtocolBufferException {
        Parser<? extends Message> parser =
                switch (kind) {
                    case FACE ->
                            switch (place) {
                                case 0 -> Basics.parser();
                                case 1 -> Payer.parser();
                                case 2 -> Payment.parser();
                                default ->
                                        throw new InvalidProtocolBufferException(
                                                "a face has three items");
                            };
                    case CHARGES -> ChargeItem.parser();
                    case DETAILS -> DetailLine.parser();
                    case CLINICAL -> place == 0 ? Visit.parser() : Diagnosis.parser();
                };
        return parser.parseFrom(ByteString.copyFrom(item));
    }

    static Part part(SectionKind kind, List<Message> open, int hidden) {
        List<Row> rows = new ArrayList<>();
        for (Message message : open) {
            switch (message) {
                case ChargeItem line -> rows.add(charge(line));
                case DetailLine line -> rows.add(detail(line));
                case Diagnosis diagnosis ->
                        rows.add(
                                new Row(
                                        Text.of("verify.field.Diagnosis"),
                                        diagnosis.getCode() + " " + diagnosis.getName()));
                default -> fields(message, rows);
            }
        }
        return new Part(kind, Text.of("verify.section." + kind), rows, hidden);
    }

    static String yuan(long fen) {
        return Money.ofFen(fen).toString();
    }

    static String id(BillId id) {
        return id.getCode() + " " + id.getNumber();
    }

    static String time(long millis) {
        return TIME.format(Instant.ofEpochMilli(millis));
    }

    private static void fields(Message message, List<Row> rows) {
        String type = message.getDescriptorForType().getName();
        for (Map.Entry<FieldDescriptor, Object> field : message.getAllFields().entrySet()) {
            String name = field.getKey().getName();
            Text label = Text.of("verify.field." + type + "." + name);
            if (field.getValue() instanceof List<?> values) {
                values.forEach(value -> rows.add(new Row(label, value(name, value))));
            } else {
                rows.add(new Row(label, value(name, field.getValue())));
            }
        }
    }

    private static String value(String name, Object value) {
        return switch (value) {
            case BillId id -> id(id);
            case PayChannel channel -> channel.getCode() + " " + yuan(channel.getAmountFen());
            case Long fen when name.endsWith("_fen") -> yuan(fen);
            case Long millis when name.endsWith("_ms") -> time(millis);
            default -> clean(value.toString());
        };
    }

    private static Row charge(ChargeItem line) {
        String name = line.getCode() + " " + line.getName();
        String sum = yuan(line.getAmountFen());
        if (line.getNumberHundredths() != 0) {
            sum +=
                    quantity(
                            line.getNumberHundredths(),
                            line.getUnit(),
                            decimal(line.getStandardFen(), 2));
        }
        return new Row(same(name), clean(sum));
    }

    private static Row detail(DetailLine line) {
        String name = line.getCode() + " " + line.getName();
        String sum =
                yuan(line.getAmountFen())
                        + quantity(
                                line.getNumberHundredths(),
                                line.getUnit(),
                                decimal(line.getPriceTenThousandths(), 4));
        return new Row(same(name), clean(sum));
    }

    private static String quantity(long hundredths, String unit, String price) {
        return "  (" + decimal(hundredths, 2) + " " + unit + " × " + price + ")";
    }

    /** A scaled integer as a decimal without trailing zeros beyond two places of money. */
    private static String decimal(long scaled, int places) {
        return BigDecimal.valueOf(scaled, places).stripTrailingZeros().toPlainString();
    }

    private static Text same(String text) {
        String clean = clean(text);
        return new Text(clean, clean);
    }

    /** A bill's text goes to terminals too: no control characters. */
    private static String clean(String text) {
        return text.replaceAll("\\p{Cntrl}", " ").strip();
    }
}
