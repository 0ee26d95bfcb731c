package org.xinpiao.platform.coverage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xinpiao.contracts.policy.Filing;
import org.xinpiao.platform.coverage.Insured.Account;
import org.xinpiao.platform.coverage.Insured.Chronic;
import org.xinpiao.platform.coverage.Insured.Entitlement;
import org.xinpiao.platform.coverage.Insured.Filed;
import org.xinpiao.platform.coverage.Insured.Identity;
import org.xinpiao.platform.coverage.Insured.Period;
import tools.jackson.databind.json.JsonMapper;

class InsuredTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final LocalDate DAY = LocalDate.of(2026, 5, 10);
    private static final Insured PLAIN =
            new Insured("叶立新", "ID", LocalDate.of(1966, 5, 10), "男", "1", "1102", "", true);

    private static Entitlement known(Period period) {
        return new Entitlement(
                List.of(new Identity("901", period)),
                240,
                LocalDate.of(2006, 1, 1),
                DAY,
                List.of(new Chronic("M03900", "I10", period)),
                List.of(
                        new Filed(Filing.REFERRAL, "33", period),
                        new Filed(Filing.LONG_TERM, "330100", period)),
                new Account(12_345, DAY, true, List.of("child")),
                List.of("spouse"));
    }

    @Test
    void rowSealedWithoutEntitlement_canStillBeRead() {
        String row =
                """
                {"name":"叶立新","idNumber":"ID","birthDate":"1966-05-10","sex":"男","psnNo":"1",
                 "psnType":"1102","tier":"","civilServant":true}
                """;

        Insured read = JSON.readValue(row, Insured.class);

        assertThat(read).isEqualTo(PLAIN);
        assertThat(read.known()).isEqualTo(Entitlement.NONE);
    }

    @Test
    void readsBackWhatWasSealed() {
        Insured insured = PLAIN.with(known(new Period(DAY, null)));

        assertThat(JSON.readValue(JSON.writeValueAsBytes(insured), Insured.class))
                .isEqualTo(insured);
    }

    @ParameterizedTest
    @CsvSource({"2026-05-09, 1102", "2026-05-10, 1202", "2026-05-11, 1202"})
    void retiringChangesTheKindOfPerson(LocalDate day, String psnType) {
        Insured atWork = PLAIN.with(known(new Period(DAY, null)));
        Insured retired =
                new Insured(
                        "叶立新",
                        "ID",
                        atWork.birthDate(),
                        "男",
                        "1",
                        "1202",
                        "",
                        true,
                        atWork.entitlement());

        assertThat(atWork.psnTypeOn(day)).isEqualTo(psnType);
        assertThat(retired.psnTypeOn(day)).isEqualTo(psnType);
        assertThat(PLAIN.psnTypeOn(day)).isEqualTo("1102");
    }

    @ParameterizedTest
    @CsvSource({"2026-05-09, false", "2026-05-10, true", "2026-05-20, true", "2026-05-21, false"})
    void everythingHoldsInItsPeriod(LocalDate day, boolean holds) {
        Insured insured = PLAIN.with(known(new Period(DAY, DAY.plusDays(10))));

        assertThat(insured.identitiesOn(day)).isEqualTo(holds ? List.of("901") : List.of());
        assertThat(insured.disease(day, List.of("I10.x00"))).isEqualTo(holds ? "M03900" : "");
        assertThat(insured.filing(day, "330100").isPresent()).isEqualTo(holds);
    }

    @Test
    void diseaseIsFoundByDiagnosisOrByItsOwnCode() {
        Insured insured = PLAIN.with(known(new Period(DAY, null)));

        assertThat(insured.disease(DAY, List.of("J00", "I10.x02"))).isEqualTo("M03900");
        assertThat(insured.disease(DAY, List.of("M03900"))).isEqualTo("M03900");
        assertThat(insured.disease(DAY, List.of("E11.900"))).isEmpty();
        assertThat(PLAIN.disease(DAY, List.of("I10.x00"))).isEmpty();
    }

    @Test
    void filingIsForItsRegionAndLongTermGoesFirst() {
        Insured insured = PLAIN.with(known(new Period(DAY, null)));

        assertThat(insured.filing(DAY, "330100")).contains(Filing.LONG_TERM);
        assertThat(insured.filing(DAY, "330200")).contains(Filing.REFERRAL);
        assertThat(insured.filing(DAY, "110100")).isEmpty();
    }

    @Test
    void whatCannotBeIsNotSealed() {
        assertThatThrownBy(() -> new Account(-1, DAY, true, List.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Period(DAY, DAY.minusDays(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
