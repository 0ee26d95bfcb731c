package org.xinpiao.platform.cashier;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.springframework.util.MultiValueMap;

/**
 * What stands in the form, as it was typed.
 *
 * @param busNo made with the form, so that a form sent twice is one bill
 * @param visitDate yyyy-MM-dd; of discharge for an inpatient
 * @param admissionDate yyyy-MM-dd, of an inpatient
 * @param channel payChannelCode
 */
record IssueForm(
        String busNo,
        VisitKind kind,
        String name,
        String idNumber,
        String department,
        String visitDate,
        String admissionDate,
        String channel,
        List<Line> lines) {

    private static final int LINES_MAX = 200;

    IssueForm {
        lines = List.copyOf(lines);
    }

    /**
     * One line of the detail list.
     *
     * @param itemClass 1 甲, 2 乙, 3 自费
     * @param preSelfPay percent, of a class-B item
     */
    record Line(
            String category,
            String name,
            String itemClass,
            String preSelfPay,
            String unit,
            String price,
            String quantity) {

        static final Line EMPTY = new Line("09", "", "1", "", "", "", "1");

        private boolean blank() {
            return name.isEmpty() && price.isEmpty();
        }
    }

    /** An empty form of a day. */
    static IssueForm empty(String busNo, String today) {
        return new IssueForm(
                busNo, VisitKind.OUTPATIENT, "", "", "", today, today, "02", List.of(Line.EMPTY));
    }

    /** The posted fields; those of the lines come once for each line, in order. */
    static IssueForm of(MultiValueMap<String, String> fields) {
        List<Line> lines = new ArrayList<>();
        int rows = Math.min(LINES_MAX, fields.getOrDefault("lineName", List.of()).size());
        for (int i = 0; i < rows; i++) {
            var line =
                    new Line(
                            at(fields, "lineCategory", i),
                            at(fields, "lineName", i),
                            at(fields, "lineClass", i),
                            at(fields, "linePreSelfPay", i),
                            at(fields, "lineUnit", i),
                            at(fields, "linePrice", i),
                            at(fields, "lineQuantity", i));
            if (!line.blank()) {
                lines.add(line);
            }
        }
        return new IssueForm(
                at(fields, "busNo", 0),
                VisitKind.of(at(fields, "kind", 0)),
                at(fields, "name", 0),
                at(fields, "idNumber", 0).toUpperCase(Locale.ROOT),
                at(fields, "department", 0),
                at(fields, "visitDate", 0),
                at(fields, "admissionDate", 0),
                at(fields, "channel", 0),
                lines);
    }

    private static String at(MultiValueMap<String, String> fields, String name, int index) {
        List<String> values = fields.getOrDefault(name, List.of());
        return index < values.size() ? values.get(index).strip() : "";
    }
}
