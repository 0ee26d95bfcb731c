package org.xinpiao.platform.web;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** How figures are written on pages; templates call it {@code @ui}. */
@Component("ui")
public class Ui {

    private static final long FEN_PER_YUAN = 100;
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZONE);
    private static final int HASH_SHOWN = 8;

    private final JsonMapper json;

    Ui(JsonMapper json) {
        this.json = json;
    }

    /** An amount in fen as yuan: {@code ¥1,234.56}. */
    public String money(long fen) {
        // Quotient and remainder are made positive apart: the smallest long has no absolute value.
        return String.format(
                Locale.ROOT,
                "%s¥%,d.%02d",
                fen < 0 ? "-" : "",
                Math.abs(fen / FEN_PER_YUAN),
                Math.abs(fen % FEN_PER_YUAN));
    }

    /** A count with its thousands set apart. */
    public String count(long n) {
        return String.format(Locale.ROOT, "%,d", n);
    }

    /** A time in China to the minute. */
    public String time(Instant at) {
        return MINUTE.format(at);
    }

    /** The day in China. */
    public LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, ZONE);
    }

    /** The two ends of a hash, enough to compare by eye. */
    public String shortHash(String hex) {
        return hex.length() <= 2 * HASH_SHOWN
                ? hex
                : hex.substring(0, HASH_SHOWN) + "…" + hex.substring(hex.length() - HASH_SHOWN);
    }

    /** A value for a {@code data-} attribute that a script reads. */
    public String json(Object value) {
        return json.writeValueAsString(value);
    }
}
