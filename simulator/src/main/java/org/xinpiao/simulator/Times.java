package org.xinpiao.simulator;

import java.time.LocalDate;
import java.time.LocalDateTime;

/** Dates and times as the e-bill interface writes them; Beijing time throughout. */
final class Times {

    private Times() {}

    /** {@code yyyyMMdd}. */
    static String day(LocalDate day) {
        return Integer.toString(
                day.getYear() * 10_000 + day.getMonthValue() * 100 + day.getDayOfMonth());
    }

    /** {@code yyyyMMddHHmmssSSS}. */
    static String instant(LocalDateTime time) {
        long clock =
                time.getHour() * 10_000_000L
                        + time.getMinute() * 100_000L
                        + time.getSecond() * 1_000L
                        + time.getNano() / 1_000_000;
        String digits = Long.toString(1_000_000_000L + clock);
        return day(time.toLocalDate()) + digits.substring(1);
    }
}
