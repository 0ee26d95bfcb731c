package org.xinpiao.platform.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xinpiao.platform.readmodel.ChinaTime;

class BatchingTest {

    /** China's time of day, wherever the clock stands. */
    @ParameterizedTest
    @CsvSource({
        "2026-11-22T15:59:59.999,16:00,2026-11-21T16:00",
        "2026-11-22T16:00,16:00,2026-11-22T16:00",
        "2026-11-22T23:59,16:00,2026-11-22T16:00",
        "2026-11-23T00:00,16:00,2026-11-22T16:00",
        "2026-11-22T00:00,00:00,2026-11-22T00:00",
        "2027-01-01T07:00,08:30,2026-12-31T08:30"
    })
    void onceADay_whatWaitedAtThatTimeIsOrdered(
            LocalDateTime now, LocalTime dailyAt, LocalDateTime until) {
        assertThat(Batching.until(dailyAt, fixed(now))).isEqualTo(ChinaTime.millis(until));
    }

    @Test
    void withoutATimeOfDay_whatWaitsIsOrderedAtOnce() {
        Clock clock = fixed(LocalDateTime.parse("2026-11-22T10:00"));
        assertThat(Batching.until(null, clock)).isEqualTo(clock.millis());
    }

    private static Clock fixed(LocalDateTime china) {
        return Clock.fixed(china.atZone(ChinaTime.ZONE).toInstant(), ZoneOffset.UTC);
    }
}
