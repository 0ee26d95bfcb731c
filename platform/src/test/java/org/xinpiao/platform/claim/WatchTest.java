package org.xinpiao.platform.claim;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xinpiao.platform.readmodel.ChinaTime;

class WatchTest {

    /** 2026-11-20 is a Friday. */
    @ParameterizedTest
    @CsvSource({
        "2026-11-18T10:00,1,2026-11-17T10:00",
        "2026-11-23T10:00,1,2026-11-20T10:00",
        "2026-11-23T10:00,2,2026-11-19T10:00",
        "2026-11-21T15:00,1,2026-11-20T00:00",
        "2026-11-22T15:00,1,2026-11-20T00:00",
        "2026-11-22T15:00,0,2026-11-21T00:00"
    })
    void weekendsAreNoWorkingDays(LocalDateTime now, int days, LocalDateTime before) {
        assertThat(Watch.workingDaysBefore(now.atZone(ChinaTime.ZONE), days).toLocalDateTime())
                .isEqualTo(before);
    }
}
