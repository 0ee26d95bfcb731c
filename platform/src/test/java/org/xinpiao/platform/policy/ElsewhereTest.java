package org.xinpiao.platform.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xinpiao.contracts.policy.Amounts;
import org.xinpiao.contracts.policy.Benefit;
import org.xinpiao.contracts.policy.Case;
import org.xinpiao.contracts.policy.Evaluator;
import org.xinpiao.contracts.policy.Filing;
import org.xinpiao.contracts.policy.Identities;
import org.xinpiao.contracts.policy.PolicyPackage;
import org.xinpiao.contracts.policy.Step;
import org.xinpiao.contracts.policy.Template;

/** Care outside the insured place, and the funds behind the basic one. */
class ElsewhereTest {

    private static final String IN_PROVINCE = "140100";
    private static final String OUT_OF_PROVINCE = "110100";

    @ParameterizedTest
    @CsvSource({
        "140200, UNFILED, class-1, 80",
        "140100, LONG_TERM, class-2, 85",
        "110100, LONG_TERM, class-3, 90",
        "140100, REFERRAL, class-1, 80",
        "110100, REFERRAL, class-1, 70",
        "110100, REFERRAL, class-2-county, 75",
        "110100, REFERRAL, class-3, 80",
        "110100, EMERGENCY, class-1, 80",
        "140100, EMERGENCY, class-1, 80",
        "140100, UNFILED, class-3, 75",
        "110100, UNFILED, class-2, 65"
    })
    void datong_paysByItsTable(String care, Filing filing, String level, int percent) {
        Case given = Samples.visit(Samples.inpatient("11", 10_000), level, care, filing, 1);

        assertThat(Samples.amounts("datong", given).hifpPay()).isEqualTo(percent * 100L);
    }

    @Test
    void datongResidents_distinguishCountyHospitals() {
        assertThat(resident("class-2", IN_PROVINCE, Filing.UNFILED)).isEqualTo(5_500);
        assertThat(resident("class-2-county", IN_PROVINCE, Filing.UNFILED)).isEqualTo(6_000);
        assertThat(resident("class-2-county", OUT_OF_PROVINCE, Filing.REFERRAL)).isEqualTo(6_500);
        assertThat(resident("class-3", OUT_OF_PROVINCE, Filing.EMERGENCY)).isEqualTo(7_500);
    }

    private static long resident(String level, String care, Filing filing) {
        Case given =
                Case.of(
                        Case.Person.of("390", "15", Samples.day("1980-05-20")),
                        Case.Visit.local("21", "05", Samples.day("2024-06-15")),
                        Samples.scope(10_000));
        return Samples.amounts("datong", Samples.visit(given, level, care, filing, 1)).hifpPay();
    }

    @Test
    void hanggin_paysElsewhereOnlyWithItsOwnDeductibles() {
        Case bill = Samples.inpatient("11", 1_000_000);
        Amounts first = hanggin(bill, Filing.REFERRAL, 1);
        Amounts second = hanggin(bill, Filing.REFERRAL, 2);
        Amounts unfiled = hanggin(bill, Filing.UNFILED, 1);

        assertThat(first.hifpPay()).isEqualTo(880_000L * 80 / 100);
        assertThat(second.hifpPay()).isEqualTo(940_000L * 80 / 100);
        assertThat(unfiled.hifpPay()).isEqualTo(880_000L * 70 / 100);
        Case local = Samples.visit(bill, "", "150802", Filing.REFERRAL, 1);
        assertThat(Samples.evaluate("hanggin-rear-banner", local).covered()).isFalse();
    }

    @Test
    void largeAmount_paysAboveTheBasicCapUpToItsOwn() {
        Amounts a = hanggin(Samples.inpatient("11", 100_000_000), Filing.REFERRAL, 1);

        assertThat(a.hifpPay()).isEqualTo((30_000_000L - 120_000) * 80 / 100);
        assertThat(a.hifobPay()).isEqualTo(30_000_000);
        assertThat(Identities.check(a)).isEmpty();
    }

    private static Amounts hanggin(Case bill, Filing filing, int admission) {
        return Samples.amounts(
                "hanggin-rear-banner", Samples.visit(bill, "", "150100", filing, admission));
    }

    @Test
    void policyWithoutARule_paysAsLocalAndSaysSo() {
        Case away =
                Samples.visit(Samples.inpatient("11", 5_000_000), "", "310100", Filing.UNFILED, 1);
        Benefit benefit = Samples.evaluate("hangzhou", away);

        assertThat(benefit.amounts().hifpPay()).isEqualTo(4_094_400);
        assertThat(benefit.trace()).extracting(Step::template).contains(Template.CUT_NOT_STATED);
    }

    @Test
    void missingYearsAndWaiting_lowerTheRatio() {
        PolicyPackage policy = Samples.parsed(FULL);
        int since = Samples.day("2024-01-01");

        // Retired woman with 23 of 25 years: 90 % − 2 × 3 points.
        assertThat(pay(policy, person("12", true, 23 * 12, since), "2024-12-01")).isEqualTo(84_000);
        assertThat(pay(policy, person("12", true, 25 * 12 - 1, since), "2024-12-01"))
                .isEqualTo(87_000);
        assertThat(pay(policy, person("12", false, 25 * 12, since), "2024-12-01"))
                .isEqualTo(75_000);
        // Waiting: 30 % of the benefit until six months have passed.
        assertThat(pay(policy, person("11", true, 0, since), "2024-06-30")).isEqualTo(27_000);
        assertThat(pay(policy, person("11", true, 0, since), "2024-07-01")).isEqualTo(90_000);
    }

    @Test
    void fundsFollowInOrder() {
        PolicyPackage policy = Samples.parsed(FULL);
        Case.Person person =
                new Case.Person(
                        "310",
                        "11",
                        "",
                        false,
                        Samples.day("1980-05-20"),
                        Case.Person.UNKNOWN,
                        true,
                        List.of("21"),
                        Case.Person.UNKNOWN,
                        Case.Person.UNKNOWN);
        Case given =
                Case.of(
                        person,
                        Case.Visit.local("21", "02", Samples.day("2024-12-01")),
                        Samples.scope(50_000_000));

        Benefit benefit = Evaluator.evaluate(policy, given);
        Amounts a = benefit.amounts();

        // Basic: 90 % of 260000. Above the cap 240000: 80 %, at most 100000.
        assertThat(a.hifpPay()).isEqualTo(23_400_000);
        assertThat(a.hifobPay()).isEqualTo(10_000_000);
        // Left 166000; beyond 20000: 60 % of 80000 and 70 % of 66000.
        assertThat(a.hifmiPay()).isEqualTo(4_800_000 + 4_620_000);
        // Left 71800: half subsidised, then 50 % aid of 35900 − 1000.
        assertThat(a.cvlservPay()).isEqualTo(3_590_000);
        assertThat(a.mafPay()).isEqualTo(1_745_000);
        assertThat(Identities.check(a)).isEmpty();
        long capCut =
                benefit.trace().stream()
                        .filter(s -> s.template() == Template.SUPPLEMENT_CAP)
                        .mapToLong(Step::amount)
                        .sum();
        assertThat(capCut).isEqualTo(-9_200_000);
    }

    private static long pay(PolicyPackage policy, Case.Person person, String day) {
        Case given =
                Case.of(
                        person,
                        Case.Visit.local("21", "02", Samples.day(day)),
                        Samples.scope(100_000));
        return Evaluator.evaluate(policy, given).amounts().hifpPay();
    }

    private static Case.Person person(String psnType, boolean female, int months, int since) {
        return new Case.Person(
                "310",
                psnType,
                "",
                female,
                Samples.day("1960-05-20"),
                Case.Person.UNKNOWN,
                false,
                List.of(),
                months,
                since);
    }

    /** Every switch a package has; the numbers are synthetic. */
    static final String FULL =
            """
            region: "460100"
            name: {zh: 合成, en: Synthetic}
            version: 1
            effective: {from: 2020-01-01, source: s}
            sources:
              s: {text: synthetic, mark: assumption}
            levels:
              - {id: all, zh: 全部, en: all, hosp_lv: ["01", "02", "03"], source: s}
            med_types: {"2105": inpatient}
            benefits:
              - id: employee
                zh: 职工住院
                en: employee inpatient
                insutype: ["310"]
                care: inpatient
                deductible:
                  per: admission
                  source: s
                  levels: [{level: any, amount: "0.00", source: s}]
                bands: [{level: any, from: "0", ratio: 90%, source: s}]
                cap: {amount: "260000.00", on: scope, source: s}
                contribution_years: {psn_type: ["12"], male: 30, female: 25, points: 3%, source: s}
                waiting: {months: 6, factor: 30%, source: s}
            supplements:
              - id: large
                zh: 大额
                en: large amount
                fund: hifob
                insutype: ["310"]
                over: above-cap
                source: s
                tiers: [{from: "0", ratio: 80%, source: s}]
                cap: "100000.00"
              - id: serious
                zh: 大病
                en: serious illness
                fund: hifmi
                insutype: ["310"]
                over: personal
                deductible: "20000.00"
                source: s
                tiers:
                  - {from: "0", to: "80000.00", ratio: 60%, source: s}
                  - {from: "80000.00", ratio: 70%, source: s}
            subsidies:
              - {id: civil, zh: 公务员补助, en: civil servants, psn_type: ["1102"], ratio: 50%, source: s}
            aid:
              - {id: aid, zh: 救助, en: aid, identities: ["21"], deductible: "1000.00", ratio: 50%, source: s}
            """;
}
