package org.xinpiao.platform.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xinpiao.platform.identity.Role;
import tools.jackson.databind.json.JsonMapper;

class UiTest {

    private final Ui ui = new Ui(JsonMapper.shared());

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | ¥0.00",
                "1 | ¥0.01",
                "-1 | -¥0.01",
                "123456 | ¥1,234.56",
                "-100 | -¥1.00",
                "4170000000000 | ¥41,700,000,000.00",
                "9223372036854775807 | ¥92,233,720,368,547,758.07",
                "-9223372036854775808 | -¥92,233,720,368,547,758.08"
            })
    void moneyIsExact(long fen, String written) {
        assertThat(ui.money(fen)).isEqualTo(written);
    }

    @Test
    void timesAreOfChina() {
        var lateEvening = Instant.parse("2026-11-21T16:30:59Z");
        assertThat(ui.time(lateEvening)).isEqualTo("2026-11-22 00:30");
        assertThat(ui.day(lateEvening)).isEqualTo(LocalDate.of(2026, 11, 22));
    }

    @Test
    void hashesKeepTheirEnds() {
        assertThat(ui.shortHash("0123456789abcdef")).isEqualTo("0123456789abcdef");
        assertThat(ui.shortHash("0123456789abcdef0")).isEqualTo("01234567…9abcdef0");
    }

    @Test
    void jsonOfSeriesIsWhatTheScriptReads() {
        assertThat(ui.json(List.of(new Chart.Series("门诊", List.of(1L, 2L)))))
                .isEqualTo("[{\"name\":\"门诊\",\"data\":[1,2]}]");
    }

    @Test
    void chartRefusesSeriesOfAnotherLength() {
        var series = List.of(new Chart.Series("a", List.of(1L)));
        assertThatThrownBy(() ->
                        new Chart(Chart.Kind.BAR, "t", Chart.Unit.COUNT, List.of("x", "y"), series))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void pagesCoverAllItems() {
        assertThat(PageOf.of(List.of(), 1, 20, 0).pages()).isEqualTo(1);
        assertThat(PageOf.of(List.of(), 1, 20, 20).hasNext()).isFalse();
        assertThat(PageOf.of(List.of(), 1, 20, 21).hasNext()).isTrue();
        assertThat(PageOf.of(List.of(), 2, 20, 21).hasPrevious()).isTrue();
    }

    @Test
    void rolesOwnTheirPagesAndNoOthers() {
        assertThat(Role.PATIENT.owns("/patient")).isTrue();
        assertThat(Role.PATIENT.owns("/patient/bills")).isTrue();
        assertThat(Role.PATIENT.owns("/patients")).isFalse();
    }
}
