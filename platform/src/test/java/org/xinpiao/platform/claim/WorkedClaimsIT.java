package org.xinpiao.platform.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xinpiao.platform.claim.WorkedPatient.fen;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xinpiao.contracts.claim.ClaimState;
import org.xinpiao.contracts.claim.ClaimStatus;
import org.xinpiao.contracts.claim.Claims;
import org.xinpiao.contracts.claim.Settlement;
import org.xinpiao.contracts.policy.Filing;
import org.xinpiao.platform.RunningPlatform;
import org.xinpiao.platform.coverage.Insured;
import org.xinpiao.platform.demo.RunningDemo;

/**
 * The worked cases of the domain reference and their boundaries the way a real claim goes: a
 * hospital's system issues the bill, the patient claims, the agency decides under the policy in
 * force, the bank pays.
 */
class WorkedClaimsIT {

    private static final RunningDemo PLATFORM = RunningPlatform.get();
    private static final Map<String, City> CITIES = new TreeMap<>();
    private static final Map<String, String> HOSPITALS = new TreeMap<>();

    private static final String ACTIVE = "  - id: employee-inpatient-active\n";

    /** Nobody filed that care is sought elsewhere. */
    private static String cut(String mode) {
        return ACTIVE
                + "    out_of_area:\n"
                + "      - {filing: [unfiled], place: [in-province, out-of-province], "
                + mode
                + ", source: table}\n";
    }

    private static City city(String policy) {
        return CITIES.computeIfAbsent(
                policy,
                name ->
                        switch (name) {
                            case "hangzhou" -> City.found(PLATFORM, "330190", name);
                            case "chengdu" -> City.found(PLATFORM, "510190", name);
                            case "zhengzhou" -> City.found(PLATFORM, "410190", name);
                            case "datong" -> City.found(PLATFORM, "140290", name);
                            case "hangzhou -20" ->
                                    City.found(
                                            PLATFORM,
                                            "330991",
                                            "hangzhou",
                                            ACTIVE,
                                            cut("mode: points, points: 20%"));
                            case "hangzhou × 80 %" ->
                                    City.found(
                                            PLATFORM,
                                            "330992",
                                            "hangzhou",
                                            ACTIVE,
                                            cut("mode: factor, factor: 80%"));
                            default -> throw new IllegalArgumentException(name);
                        });
    }

    private static String hospital(String policy, String hospLv) {
        return HOSPITALS.computeIfAbsent(policy + hospLv, _ -> city(policy).hospital(hospLv));
    }

    /** Amounts in yuan: of the bill, then of the decision. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "f01, hangzhou, 02, 310, 1101, 44, 60000, 5000, 1000, 4000, 50000, 800, 40944, 19056",
        "f02, hangzhou, 02, 310, 1201, 64, 60000, 5000, 1000, 4000, 50000, 800, 42912, 17088",
        "f03, hangzhou, 11, 390, 1501, 44, 6000, 0, 0, 0, 6000, 300, 4560, 1440",
        "f04, hangzhou, 02, 390, 1501, 44, 20000, 1000, 0, 1500, 17500, 800, 11690, 8310",
        "f09, chengdu, 02, 310, 1101, 45, 30000, 2000, 0, 1200, 26800, 800, 22100, 7900",
        "f10, chengdu, 02, 310, 1201, 62, 30000, 2000, 0, 1200, 26800, 800, 23140, 6860",
        "f11, chengdu, 11, 310, 1201, 92, 5000, 0, 0, 0, 5000, 160, 4840, 160",
        "f12, zhengzhou, 02, 310, 1101, 44, 20000, 1500, 0, 900, 17600, 900, 14696, 5304",
        "f13, zhengzhou, 02, 310, 1201, 64, 20000, 1500, 0, 900, 17600, 900, 15531, 4469",
        "below the deductible, hangzhou, 02, 310, 1101, 44, 799, 0, 0, 0, 799, 799, 0, 799",
        "all self-paid, hangzhou, 02, 310, 1101, 44, 5000, 5000, 0, 0, 0, 0, 0, 5000",
        "band edge, hangzhou, 02, 310, 1101, 44, 40000, 0, 0, 0, 40000, 800, 32144, 7856",
        "a fen above, hangzhou, 02, 310, 1101, 44, 40000.01, 0, 0, 0, 40000.01, 800, 32144.01,"
                + " 7856",
        "zero deductible, datong, 02, 310, 1101, 44, 100, 0, 0, 0, 100, 0, 80, 20",
        "60 today, chengdu, 02, 310, 1201, 60, 10800, 0, 0, 0, 10800, 800, 8900, 1900",
        "still 59, chengdu, 02, 310, 1201, 59, 10800, 0, 0, 0, 10800, 800, 8700, 2100",
    })
    void decidedAndPaid(
            String name,
            String policy,
            String hospLv,
            String insutype,
            String psnType,
            int age,
            String total,
            String own,
            String overLimit,
            String preSelf,
            String scope,
            String deductible,
            String fund,
            String personal)
            throws InterruptedException {
        LocalDate born = City.today().minusYears(age);
        WorkedPatient patient =
                new WorkedPatient(
                                city(policy),
                                insutype,
                                psnType,
                                // The last day on which one is still a year younger tomorrow.
                                age == 59 ? born.minusYears(1).plusDays(1) : born)
                        .insured(Insured.Entitlement.NONE);
        String hospital = hospital(policy, hospLv);
        ClaimState claim =
                patient.claim(
                        hospital,
                        "inpatient",
                        patient.bill(
                                hospital,
                                "21",
                                "K80.100",
                                lines(fen(total), fen(own), fen(overLimit), fen(preSelf))));

        Settlement s = claim.getDecision().getSettlement();
        assertThat(s.getInscpScpAmt()).as(name).isEqualTo(fen(scope));
        assertThat(s.getActPayDedc()).isEqualTo(fen(deductible));
        assertThat(s.getHifpPay()).isEqualTo(fen(fund));
        assertThat(s.getPsnPartAmt()).isEqualTo(fen(personal));
        assertThat(Claims.paidFen(claim)).isEqualTo(fen(fund));
        assertThat(claim.getStatus())
                .isEqualTo(fen(fund) == 0 ? ClaimStatus.CLOSED : ClaimStatus.PAID);
    }

    /** 20 points less, or 80 % of the ratio, where nobody filed that care is sought there. */
    @ParameterizedTest
    @CsvSource({
        "hangzhou -20, hangzhou, , '', 31104, 28896",
        "hangzhou -20, hangzhou -20, , '', 40944, 19056",
        "hangzhou -20, hangzhou, REFERRAL, 330190, 40944, 19056",
        "hangzhou -20, hangzhou, LONG_TERM, '', 40944, 19056",
        "hangzhou -20, hangzhou, LONG_TERM, 510190, 31104, 28896",
        // 39200 × 82 % × 80 % + 10000 × 88 % × 80 %
        "hangzhou × 80 %, hangzhou, , '', 32755.20, 27244.80",
        "hangzhou × 80 %, hangzhou, REFERRAL, 330190, 40944, 19056",
    })
    void f18_unfiledElsewhere(
            String home,
            String place,
            @Nullable Filing filing,
            String region,
            String fund,
            String personal)
            throws InterruptedException {
        City city = city(home);
        WorkedPatient patient =
                new WorkedPatient(city, "310", "1101", City.today().minusYears(44))
                        .insured(filed(filing, region));
        String hospital = hospital(place, "02");
        ClaimState claim =
                patient.claim(
                        hospital,
                        "inpatient",
                        patient.bill(
                                hospital,
                                "21",
                                "K80.100",
                                lines(fen("60000"), fen("5000"), fen("1000"), fen("4000"))));

        assertThat(Claims.paidFen(claim)).isEqualTo(fen(fund));
        assertThat(claim.getDecision().getSettlement().getPsnPartAmt()).isEqualTo(fen(personal));
    }

    /** What was given back takes its own share back: 8000 of class B count. */
    @Test
    void negativeLine() throws InterruptedException {
        WorkedPatient patient =
                new WorkedPatient(city("hangzhou"), "310", "1101", City.today().minusYears(44))
                        .insured(Insured.Entitlement.NONE);
        String hospital = hospital("hangzhou", "02");
        ClaimState claim =
                patient.claim(
                        hospital,
                        "inpatient",
                        patient.bill(
                                hospital,
                                "21",
                                "K80.100",
                                List.of(
                                        new WorkedPatient.Line("2", fen("10000"), 1_000, 0),
                                        new WorkedPatient.Line("2", fen("-2000"), 1_000, 0))));

        // (7200 − 800) × 82 %
        assertThat(Claims.paidFen(claim)).isEqualTo(fen("5248"));
        assertThat(claim.getDecision().getSettlement().getPreselfpayAmt()).isEqualTo(fen("800"));
    }

    private static Insured.Entitlement filed(@Nullable Filing kind, String region) {
        return kind == null
                ? Insured.Entitlement.NONE
                : new Insured.Entitlement(
                        List.of(),
                        null,
                        null,
                        null,
                        List.of(),
                        List.of(
                                new Insured.Filed(
                                        kind,
                                        region,
                                        new Insured.Period(City.today(), City.today()))),
                        null,
                        List.of());
    }

    /** One line outside the catalogue, one of class B with 10 % to pay first, one of A. */
    private static List<WorkedPatient.Line> lines(
            long total, long own, long overLimit, long preSelf) {
        long second = preSelf == 0 ? 0 : 10 * preSelf + overLimit;
        return Stream.of(
                        new WorkedPatient.Line("3", own, 0, 0),
                        new WorkedPatient.Line("2", second, 1_000, overLimit),
                        new WorkedPatient.Line("1", total - own - second, 0, 0))
                .filter(line -> line.fen() != 0)
                .toList();
    }
}
