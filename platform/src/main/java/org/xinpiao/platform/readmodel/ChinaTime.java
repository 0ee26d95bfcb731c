package org.xinpiao.platform.readmodel;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** Civil time in China: UTC+8 all year. */
public final class ChinaTime {

    public static final ZoneOffset ZONE = ZoneOffset.ofHours(8);

    private ChinaTime() {}

    public static LocalDate date(long millis) {
        return dateTime(millis).toLocalDate();
    }

    public static LocalDateTime dateTime(long millis) {
        return LocalDateTime.ofInstant(Instant.ofEpochMilli(millis), ZONE);
    }

    public static long millis(LocalDateTime time) {
        return time.toInstant(ZONE).toEpochMilli();
    }
}
