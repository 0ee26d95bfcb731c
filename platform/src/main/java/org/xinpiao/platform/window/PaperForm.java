package org.xinpiao.platform.window;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.springframework.util.MultiValueMap;

/**
 * What a clerk typed off a paper bill.
 *
 * @param person identity number or number of the insured (psn_no)
 * @param code 票据代码, 8 digits
 * @param number 票据号码, up to 10 digits
 * @param check 校验码, empty where none is printed
 * @param institution member id; empty when the institution is no member
 * @param name its name otherwise
 * @param region its admdvs then
 * @param level its hosp_lv then
 * @param kind 01 inpatient, 02 outpatient, 03 emergency
 * @param day yyyy-MM-dd of the visit or of discharge
 * @param admission yyyy-MM-dd, of an inpatient
 * @param total in yuan
 * @param bankCard that the money goes to
 */
public record PaperForm(
        String person,
        String code,
        String number,
        String check,
        String institution,
        String name,
        String region,
        String level,
        String kind,
        String day,
        String admission,
        String total,
        String bankCard,
        List<Line> lines) {

    public static final String INPATIENT = "01";

    static final List<String> KINDS = List.of("02", INPATIENT, "03");

    private static final int LINES_MAX = 200;

    public PaperForm {
        lines = List.copyOf(lines);
    }

    /**
     * A fee line, or the total of a category.
     *
     * @param name empty for a category's total
     * @param itemClass 1 甲, 2 乙, 3 自费
     * @param preSelfPay percent, of a class-B item
     * @param amount in yuan
     */
    public record Line(
            String category, String name, String itemClass, String preSelfPay, String amount) {

        static final Line EMPTY = new Line("09", "", "1", "", "");
    }

    static PaperForm empty() {
        return new PaperForm(
                "", "", "", "", "", "", "", "", "02", "", "", "", "", List.of(Line.EMPTY));
    }

    public boolean inpatient() {
        return kind.equals(INPATIENT);
    }

    public boolean outside() {
        return institution.isEmpty();
    }

    /** The number as the ledger has it, with zeros in front. */
    String padded() {
        return "0".repeat(Math.max(0, 10 - number.length())) + number;
    }

    /** The posted fields; those of the lines come once for each line, in order. */
    static PaperForm of(MultiValueMap<String, String> fields) {
        List<Line> lines = new ArrayList<>();
        int rows = Math.min(LINES_MAX, fields.getOrDefault("lineAmount", List.of()).size());
        for (int i = 0; i < rows; i++) {
            Line line =
                    new Line(
                            at(fields, "lineCategory", i),
                            at(fields, "lineName", i),
                            at(fields, "lineClass", i),
                            at(fields, "linePreSelfPay", i),
                            at(fields, "lineAmount", i));
            if (!line.name().isEmpty() || !line.amount().isEmpty()) {
                lines.add(line);
            }
        }
        return new PaperForm(
                at(fields, "person", 0).toUpperCase(Locale.ROOT),
                at(fields, "code", 0),
                at(fields, "number", 0),
                at(fields, "check", 0).toLowerCase(Locale.ROOT),
                at(fields, "institution", 0),
                at(fields, "name", 0),
                at(fields, "region", 0),
                at(fields, "level", 0),
                at(fields, "kind", 0),
                at(fields, "day", 0),
                at(fields, "admission", 0),
                at(fields, "total", 0),
                at(fields, "bankCard", 0).replaceAll("[\\s-]", ""),
                lines);
    }

    private static String at(MultiValueMap<String, String> fields, String name, int index) {
        List<String> values = fields.getOrDefault(name, List.of());
        return index < values.size() ? values.get(index).strip() : "";
    }
}
