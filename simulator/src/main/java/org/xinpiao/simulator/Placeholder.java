package org.xinpiao.simulator;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Stands in a message for a value that the platform gives only when it answers an earlier message.
 *
 * <p>On file it is the text <code>${billNo@MZ330100…}</code>; the sender replaces it by that field
 * of the answer to the message that issued the bill with that busNo.
 *
 * @param field name in the answer, {@code billBatchCode} or {@code billNo}
 * @param busNo business serial of the earlier message
 */
public record Placeholder(String field, String busNo) {

    private static final Pattern FORM = Pattern.compile("\\$\\{(\\w+)@([^}]+)}");

    /** Reads a text that is a placeholder as a whole; empty when it is anything else. */
    public static Optional<Placeholder> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        return matcher.matches()
                ? Optional.of(new Placeholder(matcher.group(1), matcher.group(2)))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return "${" + field + "@" + busNo + "}";
    }
}
