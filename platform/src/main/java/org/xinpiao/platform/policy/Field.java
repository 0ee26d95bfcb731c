package org.xinpiao.platform.policy;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A value of a document together with its place, reading numbers exactly and noting faults. */
final class Field {

    private final JsonNode node;
    private final String path;
    private final List<Fault> faults;

    Field(JsonNode node, String path, List<Fault> faults) {
        this.node = node;
        this.path = path;
        this.faults = faults;
    }

    Field at(String name) {
        JsonNode child = node.path(name);
        return new Field(child, path + "/" + name, faults);
    }

    boolean exists() {
        return !node.isMissingNode() && !node.isNull();
    }

    String path() {
        return path;
    }

    List<Fault> faults() {
        return faults;
    }

    JsonNode node() {
        return node;
    }

    /** The elements of an array; none when it is absent. */
    List<Field> elements() {
        List<Field> elements = new ArrayList<>();
        if (exists() && !node.isArray()) {
            fault(Fault.Kind.FORM, "应为数组。", "This should be an array.");
            return elements;
        }
        for (int i = 0; i < node.size(); i++) {
            elements.add(new Field(node.path(i), path + "/" + i, faults));
        }
        return elements;
    }

    /** The text; empty when absent. Whole numbers count as text, their digits. */
    String text() {
        if (!exists()) {
            return "";
        }
        if (node.isString() || node.isIntegralNumber()) {
            return node.asString();
        }
        fault(Fault.Kind.FORM, "应为文本。", "This should be text.");
        return "";
    }

    List<String> texts() {
        return elements().stream().map(Field::text).toList();
    }

    int integer(int absent) {
        if (!exists()) {
            return absent;
        }
        long value = decimal(0, true, absent);
        if (value < 0 || value > 1_000_000) {
            fault(Fault.Kind.FORM, "数值超出范围。", "The number is out of range.");
            return absent;
        }
        return (int) value;
    }

    /** An amount of yuan as fen; {@code absent} when there is none. */
    long fen(long absent) {
        return decimal(2, false, absent);
    }

    /**
     * An exact decimal as a whole number of its smallest part.
     *
     * @param digits how many decimals it may have
     * @param numbers whether a JSON number will do beside a string
     */
    long decimal(int digits, boolean numbers, long absent) {
        if (!exists()) {
            return absent;
        }
        boolean readable = node.isString() || (numbers && node.isNumber());
        String text = readable ? node.asString() : "";
        int point = text.indexOf('.');
        int decimals = point < 0 ? 0 : text.length() - point - 1;
        if (!readable || !isDecimal(text, digits) || trimmed(text, decimals) > digits) {
            fault(
                    Fault.Kind.FORM,
                    "应为最多" + digits + "位小数的十进制" + (numbers ? "数。" : "文本，如\"12.50\"。"),
                    "This should be a decimal "
                            + (numbers ? "number" : "string such as \"12.50\"")
                            + " with at most "
                            + digits
                            + " decimals.");
            return absent;
        }
        return new java.math.BigDecimal(text).movePointRight(digits).longValueExact();
    }

    /**
     * A sign, up to 10 digits of an amount (8 of a price or a count, so that their product fits),
     * and decimals.
     */
    private static boolean isDecimal(String text, int digits) {
        int whole = digits <= 2 ? 10 : 8;
        return text.matches("-?[0-9]{1," + whole + "}(\\.[0-9]{1,8})?");
    }

    private static int trimmed(String text, int decimals) {
        int left = decimals;
        for (int i = text.length() - 1; left > 0 && text.charAt(i) == '0'; i--) {
            left--;
        }
        return left;
    }

    /** A percentage such as {@code 82%} in basis points; above 100 % is a fault. */
    int bp(int absent) {
        String text = text();
        if (text.isEmpty()) {
            return absent;
        }
        int value =
                new java.math.BigDecimal(text.substring(0, text.length() - 1))
                        .movePointRight(2)
                        .intValueExact();
        if (value > 10_000) {
            fault(Fault.Kind.RATIO, "不得超过100%。", "This is above 100 %.");
            return absent;
        }
        return value;
    }

    /** The day, since 1970-01-01, of a date or of a date with a time; null when unreadable. */
    @Nullable Integer day() {
        String text = text();
        if (text.isEmpty()) {
            return null;
        }
        if (text.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}( [0-9]{2}:[0-9]{2}:[0-9]{2})?")) {
            try {
                return Math.toIntExact(LocalDate.parse(text.substring(0, 10)).toEpochDay());
            } catch (DateTimeParseException e) {
                fault(Fault.Kind.DATE, "日期不存在。", "There is no such date.");
                return null;
            }
        }
        fault(Fault.Kind.DATE, "日期应为yyyy-MM-dd。", "A date is written yyyy-MM-dd.");
        return null;
    }

    void fault(Fault.Kind kind, String zh, String en) {
        faults.add(new Fault(kind, path, zh, en));
    }
}
