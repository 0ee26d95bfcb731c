package org.xinpiao.platform.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xinpiao.platform.claim.WorkedPatient.fen;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xinpiao.contracts.claim.Settlement;
import org.xinpiao.platform.RunningPlatform;
import org.xinpiao.platform.coverage.Insured;

/**
 * The rules that ask what the home agency knows of a person, the way a real claim goes. The figures
 * of the package are made up, those of the answers worked by hand.
 */
class WorkedPeopleIT {

    private static City city;
    private static String hospital;

    @BeforeAll
    static void found() {
        city =
                City.found(
                        RunningPlatform.get(),
                        "990190",
                        City.resource("/policy/synthetic-person.yaml"));
        hospital = city.hospital("02");
    }

    private static Insured.Period lasting() {
        return new Insured.Period(City.today().minusYears(1), null);
    }

    private static Insured.Entitlement paid(
            @Nullable Integer months, @Nullable LocalDate since, @Nullable LocalDate retiredOn) {
        return new Insured.Entitlement(
                List.of(), months, since, retiredOn, List.of(), List.of(), null, List.of());
    }

    private static Insured.Entitlement account(
            long fen, boolean use, List<String> sharedWith, List<String> family) {
        return new Insured.Entitlement(
                List.of(),
                null,
                null,
                null,
                List.of(),
                List.of(),
                fen < 0
                        ? null
                        : new Insured.Account(fen, City.today().minusYears(1), use, sharedWith),
                family);
    }

    private static WorkedPatient patient(String insutype, String psnType) {
        return new WorkedPatient(city, insutype, psnType, City.today().minusYears(45));
    }

    /**
     * 10000 yuan above the deductible at 80 %, 3 points less for each begun year that is missing.
     */
    @ParameterizedTest
    @CsvSource({
        "1201, 240, , 6500",
        "1201, 299, , 7700",
        "1201, 300, , 8000",
        // At work nothing is missing; retiring today it is.
        "1101, 240, , 8000",
        "1101, 240, 0, 6500",
        "1101, 240, 1, 8000",
    })
    void contributionYears(String psnType, int months, @Nullable Integer retiresInDays, String fund)
            throws InterruptedException {
        LocalDate retires = retiresInDays == null ? null : City.today().plusDays(retiresInDays);

        Settlement s =
                patient("310", psnType)
                        .insured(paid(months, null, retires))
                        .stay(hospital, "11000");

        assertThat(s.getHifpPay()).isEqualTo(fen(fund));
        assertThat(s.getActPayDedc()).isEqualTo(fen("1000"));
    }

    /** 30 % of the benefit in the first six months. */
    @Test
    void waitingPeriod() throws InterruptedException {
        LocalDate over = City.today().minusMonths(6);

        assertThat(
                        patient("310", "1101")
                                .insured(paid(null, over.plusDays(5), null))
                                .stay(hospital, "11000")
                                .getHifpPay())
                .isEqualTo(fen("2400"));
        assertThat(
                        patient("310", "1101")
                                .insured(paid(null, over, null))
                                .stay(hospital, "11000")
                                .getHifpPay())
                .isEqualTo(fen("8000"));
    }

    /** 10000 × 80 %; of the 3000 in scope that are left 40 % for civil servants. */
    @ParameterizedTest
    @CsvSource({"1102, 1200", "1101, 0"})
    void civilServant(String psnType, String subsidy) throws InterruptedException {
        Settlement s =
                patient("310", psnType).insured(Insured.Entitlement.NONE).stay(hospital, "11000");

        assertThat(s.getHifpPay()).isEqualTo(fen("8000"));
        assertThat(s.getCvlservPay()).isEqualTo(fen(subsidy));
        assertThat(s.getPsnPartAmt()).isEqualTo(fen("3000") - fen(subsidy));
    }

    /** 5000 × 60 %; of 2500 left what exceeds 1000 × 60 %; of 1600 left what exceeds 100 × 50 %. */
    @ParameterizedTest
    @CsvSource({"901, true, 750", "901, false, 0", "902, true, 0"})
    void aid(String identity, boolean lasts, String aid) throws InterruptedException {
        Insured.Period period =
                lasts
                        ? lasting()
                        : new Insured.Period(City.today().minusYears(1), City.today().minusDays(1));
        Insured.Entitlement known =
                new Insured.Entitlement(
                        List.of(new Insured.Identity(identity, period)),
                        null,
                        null,
                        null,
                        List.of(),
                        List.of(),
                        null,
                        List.of());

        Settlement s = patient("390", "1501").insured(known).stay(hospital, "5500");

        assertThat(s.getHifpPay()).isEqualTo(fen("3000"));
        assertThat(s.getHifmiPay()).isEqualTo(fen("900"));
        assertThat(s.getMafPay()).isEqualTo(fen(aid));
        assertThat(s.getPsnPartAmt()).isEqualTo(fen("1600") - fen(aid));
    }

    /** The year's limit on aid: 1000, of which a first stay took 750. */
    @Test
    void aidOfAYear() throws InterruptedException {
        WorkedPatient patient =
                patient("390", "1501")
                        .insured(
                                new Insured.Entitlement(
                                        List.of(new Insured.Identity("901", lasting())),
                                        null,
                                        null,
                                        null,
                                        List.of(),
                                        List.of(),
                                        null,
                                        List.of()));
        patient.stay(hospital, "5500");

        // 3000 of the basic fund; the 2500 left are all above 1000 now, with 850 borne before: 60 %
        // of 2350; aid would be 50 % of 990.
        Settlement second = patient.stay(hospital, "5500");

        assertThat(second.getHifmiPay()).isEqualTo(fen("1410"));
        assertThat(second.getMafPay()).isEqualTo(fen("250"));
    }

    /** 70 % of the disease, at most 200 a month; ordinary visits take nothing of it. */
    @Test
    void chronicQuota() throws InterruptedException {
        WorkedPatient patient =
                patient("310", "1101")
                        .insured(
                                new Insured.Entitlement(
                                        List.of(),
                                        null,
                                        null,
                                        null,
                                        List.of(
                                                new Insured.Chronic("M03900", "I10", lasting()),
                                                new Insured.Chronic("M01600", "E11", lasting())),
                                        List.of(),
                                        null,
                                        List.of()));

        // (500 − 100) × 50 %
        assertThat(patient.visit(hospital, "11", "I10.x00", "500").getHifpPay())
                .isEqualTo(fen("200"));
        assertThat(patient.visit(hospital, "14", "I10.x00", "200").getHifpPay())
                .isEqualTo(fen("140"));
        // Both codes share one quota, of which 60 are left.
        assertThat(patient.visit(hospital, "14", "E11.900", "400").getHifpPay())
                .isEqualTo(fen("60"));
        assertThat(patient.visit(hospital, "14", "I10.x00", "100").getHifpPay()).isZero();
        // Neither a chronic disease that is not registered.
        assertThat(patient.visit(hospital, "14", "B18.100", "100").getHifpPay()).isZero();
        // And the yearly deductible of ordinary visits was borne by an ordinary visit.
        assertThat(patient.visit(hospital, "11", "J00.x00", "100").getHifpPay())
                .isEqualTo(fen("50"));
    }

    /** Stays and visits have limits of their own; what lies above that of stays goes on. */
    @Test
    void limitsOfStaysAndVisits() throws InterruptedException {
        WorkedPatient patient = patient("310", "1101").insured(Insured.Entitlement.NONE);

        assertThat(patient.stay(hospital, "15000").getHifpPay()).isEqualTo(fen("11200"));
        // 11200 were paid for a stay; the visits' own 300 are untouched, and then used up.
        assertThat(patient.visit(hospital, "11", "J00.x00", "700").getHifpPay())
                .isEqualTo(fen("300"));
        assertThat(patient.visit(hospital, "11", "J00.x00", "200").getHifpPay()).isZero();
        // 5000 of 20000 are left in scope, though the visits had 900; 5000 are above the limit.
        Settlement second = patient.stay(hospital, "10000");
        assertThat(second.getHifpPay()).isEqualTo(fen("3200"));
        assertThat(second.getHifobPay()).isEqualTo(fen("3600"));
        // The 1000 that the large amount starts from were borne with the stay before.
        Settlement third = patient.stay(hospital, "3000");
        assertThat(third.getHifpPay()).isZero();
        assertThat(third.getHifobPay()).isEqualTo(fen("1800"));
    }

    /** An account is spent once, and never below nothing. */
    @Test
    void ownAccount() throws InterruptedException {
        WorkedPatient patient =
                patient("310", "1101").insured(account(fen("3500"), true, List.of(), List.of()));

        Settlement first = patient.stay(hospital, "11000");
        assertThat(first.getPsnPartAmt()).isEqualTo(fen("3000"));
        assertThat(first.getAcctPay()).isEqualTo(fen("3000"));
        assertThat(first.getPsnCashPay()).isZero();

        // (2000 − 1000) × 80 %
        Settlement second = patient.stay(hospital, "2000");
        assertThat(second.getAcctPay()).isEqualTo(fen("500"));
        assertThat(second.getPsnCashPay()).isEqualTo(fen("700"));

        assertThat(patient.stay(hospital, "2000").getAcctPay()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"0, true, 0", "9000, true, 3000", "9000, false, 0"})
    void balance(String balance, boolean use, String paid) throws InterruptedException {
        Settlement s =
                patient("310", "1101")
                        .insured(account(fen(balance), use, List.of(), List.of()))
                        .stay(hospital, "11000");

        assertThat(s.getAcctPay()).isEqualTo(fen(paid));
        assertThat(s.getPsnCashPay()).isEqualTo(fen("3000") - fen(paid));
    }

    /** What a child's claim takes from a parent's account, the parent cannot take again. */
    @Test
    void familyAccount() throws InterruptedException {
        WorkedPatient parent = patient("310", "1101");
        WorkedPatient child = patient("390", "1403");
        parent.insured(account(fen("600"), true, List.of(child.idNumber()), List.of()));
        child.insured(account(-1, false, List.of(), List.of(parent.idNumber())));

        // 1000 × 60 %; of the 900 left the family pays at most 500 a year.
        Settlement first = child.stay(hospital, "1500");
        assertThat(first.getAcctPay()).isZero();
        assertThat(first.getAcctMulaidPay()).isEqualTo(fen("500"));
        assertThat(first.getPsnCashPay()).isEqualTo(fen("400"));

        Settlement own = parent.stay(hospital, "2000");
        assertThat(own.getAcctPay()).isEqualTo(fen("100"));
        assertThat(own.getPsnCashPay()).isEqualTo(fen("1100"));

        assertThat(child.stay(hospital, "1500").getAcctMulaidPay()).isZero();
    }

    @Test
    void familyAccountNeedsItsOwnersConsent() throws InterruptedException {
        WorkedPatient parent = patient("310", "1101");
        parent.insured(account(fen("600"), true, List.of(), List.of()));
        WorkedPatient child =
                patient("390", "1403")
                        .insured(account(-1, false, List.of(), List.of(parent.idNumber())));

        assertThat(child.stay(hospital, "1500").getAcctMulaidPay()).isZero();
    }
}
