package org.xinpiao.platform.gateway;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.xinpiao.platform.readmodel.ChinaTime;
import org.xinpiao.platform.web.Fault;
import org.xinpiao.platform.web.ProblemException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * Reads the fields of a JSON object and gathers what is wrong with them, so that a sender learns
 * all of it at once.
 */
public final class Fields {

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("uuuuMMdd").withResolverStyle(ResolverStyle.STRICT);

    private static final DateTimeFormatter INSTANT =
            DateTimeFormatter.ofPattern("uuuuMMddHHmmssSSS")
                    .withResolverStyle(ResolverStyle.STRICT);

    /** num14,2 of the interface. */
    private static final BigDecimal AMOUNT_MAX = new BigDecimal("999999999999.99");

    private static final long FEN_MAX = 99_999_999_999_999L;

    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,14}(\\.\\d{1,8})?");

    private final Dialect dialect;
    private final Supplier<String> path;
    private final String list;
    private final JsonNode node;
    private final List<Fault> faults;
    private final Set<String> asked = new HashSet<>();
    private final List<Fields> entries = new ArrayList<>();

    private Fields(
            Dialect dialect,
            Supplier<String> path,
            String list,
            JsonNode node,
            List<Fault> faults) {
        this.dialect = dialect;
        this.path = path;
        this.list = list;
        this.node = node;
        this.faults = faults;
    }

    static Fields of(JsonNode node) {
        return of(Dialect.HIS, node);
    }

    /** Begins to read an object. */
    public static Fields of(Dialect dialect, JsonNode node) {
        Fields fields = new Fields(dialect, () -> "", "", node, new ArrayList<>());
        if (!node.isObject()) {
            fields.fault("", "应为 JSON 对象", "must be a JSON object");
        }
        return fields;
    }

    /**
     * Ends the reading.
     *
     * @throws ProblemException with what was gathered, if anything
     */
    public void check() {
        if (dialect.strict()) {
            refuseUnknown("", node);
            entries.forEach(entry -> entry.refuseUnknown("", entry.node));
        }
        if (!faults.isEmpty()) {
            throw ProblemException.unprocessable(faults.stream().distinct().toList());
        }
    }

    boolean sound() {
        return faults.isEmpty();
    }

    /** Notes a fault of a field, or of the object itself when the field is empty. */
    public void fault(String field, String zh, String en) {
        add(dialect.place(list, field), zh, en);
    }

    /** What the sender calls a field, for a sentence about another one. */
    String called(String field) {
        return dialect.place(list, field);
    }

    private void add(String name, String zh, String en) {
        faults.add(new Fault(below(path.get(), name), "intake.field", zh, en));
    }

    private static String below(String path, String name) {
        return path.isEmpty() ? name : name.isEmpty() ? path : path + "." + name;
    }

    private JsonNode value(String field) {
        String name = dialect.name(list, field);
        if (dialect.strict()) {
            asked.add(name);
        }
        if (name.indexOf('.') < 0) {
            return node.path(name);
        }
        JsonNode value = node;
        for (String part : name.split("\\.", -1)) {
            value = value.path(part);
        }
        return value;
    }

    /** Faults each property that nobody asked for. */
    private void refuseUnknown(String prefix, JsonNode object) {
        for (Map.Entry<String, JsonNode> property : object.properties()) {
            String name = prefix + property.getKey();
            if (asked.contains(name)) {
                continue;
            }
            if (asked.stream().noneMatch(known -> known.startsWith(name + "."))) {
                add(name, "没有这个字段", "is no field here");
            } else if (property.getValue().isObject()) {
                refuseUnknown(name + ".", property.getValue());
            } else if (!property.getValue().isNull()) {
                add(name, "应为 JSON 对象", "must be a JSON object");
            }
        }
    }

    /** A mandatory text. */
    public String text(String field, int max) {
        String value = optional(field, max);
        if (value.isEmpty()) {
            fault(field, "必填", "is mandatory");
        }
        return value;
    }

    /** A text that may be absent; then it is empty. */
    public String optional(String field, int max) {
        JsonNode value = value(field);
        if (value.isMissingNode() || value.isNull()) {
            return "";
        }
        if (!value.isString() && (dialect.strict() || !value.isNumber())) {
            fault(field, "应为文本", "must be text");
            return "";
        }
        String text = value.asString().strip();
        if (text.codePointCount(0, text.length()) > max) {
            fault(field, "超过 " + max + " 个字符", "is longer than " + max + " characters");
            return "";
        }
        if (!clean(text)) {
            fault(field, "含有不允许的字符", "holds a character that is not allowed");
            return "";
        }
        return text;
    }

    private static boolean clean(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c == '\ufffd') {
                return false;
            }
        }
        return true;
    }

    /** A mandatory text out of a list. */
    String code(String field, int max, Set<String> allowed) {
        String value = text(field, max);
        if (!value.isEmpty() && !allowed.contains(value)) {
            fault(field, "代码未知：" + value, "is an unknown code: " + value);
        }
        return value;
    }

    /** A mandatory amount in the dialect's unit, as fen. */
    long amount(String field) {
        return dialect.strict() ? whole(field, false) : scaled(field, 2, false);
    }

    /** An amount that may be absent; then it is 0. */
    long optionalAmount(String field) {
        return dialect.strict() ? whole(field, true) : scaled(field, 2, true);
    }

    /** A JSON integer. */
    long whole(String field, boolean optional) {
        JsonNode value = value(field);
        if (value.isMissingNode() || value.isNull()) {
            if (!optional) {
                fault(field, "必填", "is mandatory");
            }
            return 0;
        }
        if (!value.isIntegralNumber()
                || !value.canConvertToLong()
                || Math.abs(value.longValue()) > FEN_MAX) {
            fault(field, "应为整数，不超过 14 位", "must be an integer of at most 14 digits");
            return 0;
        }
        return value.longValue();
    }

    /** A mandatory number with at most {@code decimals}, as a whole number of its last place. */
    long scaled(String field, int decimals, boolean optional) {
        if (dialect.strict() && decimals == 0) {
            return whole(field, optional);
        }
        JsonNode value = value(field);
        if (value.isMissingNode()
                || value.isNull()
                || (value.isString() && value.stringValue().isBlank())) {
            if (!optional) {
                fault(field, "必填", "is mandatory");
            }
            return 0;
        }
        BigDecimal number = dialect.strict() && !value.isString() ? null : number(value);
        if (number == null && dialect.strict()) {
            fault(field, "应为十进制字符串，如 \"12.50\"", "must be a decimal string, such as \"12.50\"");
            return 0;
        }
        if (number == null || number.abs().compareTo(AMOUNT_MAX) > 0) {
            fault(field, "应为数字，不超过 14 位", "must be a number of at most 14 digits");
            return 0;
        }
        try {
            return number.setScale(decimals, RoundingMode.UNNECESSARY)
                    .unscaledValue()
                    .longValueExact();
        } catch (ArithmeticException e) {
            fault(field, "小数超过 " + decimals + " 位", "has more than " + decimals + " decimals");
            return 0;
        }
    }

    /** A mandatory day. */
    public @Nullable LocalDate day(String field) {
        String text = text(field, 10);
        try {
            return text.isEmpty()
                    ? null
                    : LocalDate.parse(
                            text, dialect.strict() ? DateTimeFormatter.ISO_LOCAL_DATE : DAY);
        } catch (DateTimeException e) {
            String form = dialect.strict() ? "yyyy-MM-dd" : "yyyyMMdd";
            fault(field, "日期应为 " + form, "must be a day, " + form);
            return null;
        }
    }

    /** A mandatory time in China. */
    public @Nullable LocalDateTime instant(String field) {
        String text = text(field, dialect.strict() ? 35 : 17);
        try {
            if (dialect.strict() && !text.isEmpty()) {
                return ChinaTime.dateTime(OffsetDateTime.parse(text).toInstant().toEpochMilli());
            }
            return text.isEmpty() ? null : LocalDateTime.parse(text, INSTANT);
        } catch (DateTimeException e) {
            if (dialect.strict()) {
                fault(field, "时间应为 ISO 8601，含时区", "must be a time of ISO 8601 with its offset");
                return null;
            }
            fault(field, "时间应为 yyyyMMddHHmmssSSS", "must be a time, yyyyMMddHHmmssSSS");
            return null;
        }
    }

    /** The objects of an array. */
    public List<Fields> objects(String field, int min, int max) {
        JsonNode value = value(field);
        if (value.isMissingNode() || value.isNull()) {
            value = MissingNode.getInstance();
        } else if (!value.isArray()) {
            fault(field, "应为数组", "must be an array");
            return List.of();
        }
        if (value.size() < min || value.size() > max) {
            fault(
                    field,
                    "应有 " + min + " 至 " + max + " 项",
                    "must have " + min + " to " + max + " entries");
            return List.of();
        }
        List<Fields> objects = new ArrayList<>(value.size());
        for (JsonNode element : value) {
            int index = objects.size();
            Fields fields =
                    new Fields(
                            dialect,
                            () -> below(path.get(), dialect.name(list, field) + "[" + index + "]"),
                            field,
                            element,
                            faults);
            if (dialect.strict()) {
                entries.add(fields);
            }
            if (!element.isObject()) {
                fields.fault("", "应为 JSON 对象", "must be a JSON object");
            }
            objects.add(fields);
        }
        return objects;
    }

    private static @Nullable BigDecimal number(JsonNode value) {
        if (value.isNumber()) {
            return value.decimalValue();
        }
        String text = value.isString() ? value.stringValue().strip() : "";
        return NUMBER.matcher(text).matches() ? new BigDecimal(text) : null;
    }
}
