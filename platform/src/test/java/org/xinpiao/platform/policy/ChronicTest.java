package org.xinpiao.platform.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.charset.StandardCharsets;
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
import org.xinpiao.platform.policy.Fault.Kind;

/** Chronic diseases with quotas, and the family's accounts, under a synthetic package. */
class ChronicTest {

    private static final PolicyPackage POLICY = Samples.parsed(Samples.synthetic());

    @Test
    void monthlyQuota_endsWhatTheFundPays() {
        Benefit benefit = Evaluator.evaluate(POLICY, Samples.caseFile("chronic"));

        Amounts a = benefit.amounts();
        // 500 × 70 % = 350; the other code of the disease left 130 of the month's 200.
        assertThat(a.hifpPay()).isEqualTo(13_000);
        assertThat(benefit.capLeftFen()).isZero();
        assertThat(a.acctPay()).isEqualTo(3_000);
        assertThat(a.acctMulaidPay()).isEqualTo(52_000 - 13_000 - 3_000);
        assertThat(a.psnCashPay()).isZero();
        assertThat(Identities.check(a)).isEmpty();
        assertThat(benefit.trace())
                .extracting(Step::ruleId, Step::zh)
                .contains(
                        tuple("resident-chronic/disease.ratio", "门诊慢特病病种“高血压、糖尿病”，支付比例为70%。"),
                        tuple(
                                "resident-chronic/quota.fund",
                                "高血压、糖尿病（每月）最高支付限额200.00元，已付70.00元，支付调整-220.00元。"));
        assertThat(benefit.trace())
                .extracting(Step::en)
                .contains(
                        "The fund pays at most 200.00 yuan for hypertension and diabetes (a month),"
                                + " 70.00 already paid; adjustment -220.00 yuan.",
                        "Family account (chronic) holds 1000.00 yuan and pays 360.00 yuan.");
    }

    @ParameterizedTest(name = "{0} in {1}, {2} used: {3}")
    @CsvSource({
        // What is left of the yearly 1000 in scope counts; the plan's ratio of the level.
        "M00200, 02, 0, 45000",
        "M00200, 05, 0, 54000",
        "M00200, 02, 100000, 0",
        "M00200, 02, 70000, 10000",
        // A ratio of its own by level, no quota.
        "M07800, 02, 900000, 161500",
        "M07800, 09, 0, 171000",
        // Not listed.
        "M99999, 02, 0, 0",
        "'', 02, 0, 0"
    })
    void diseases_haveTheirRatiosAndQuotas(String code, String hospLv, long used, long fund) {
        Case given = chronic(code, hospLv, "", new Case.DiseaseUse("M00200", used, 0, 0, 0));

        Benefit benefit = Evaluator.evaluate(POLICY, given);

        assertThat(benefit.amounts().hifpPay()).isEqualTo(fund);
        assertThat(Identities.check(benefit.amounts())).isEmpty();
        boolean listed = code.startsWith("M0");
        assertThat(benefit.trace().stream().anyMatch(s -> s.template() == Template.NO_DISEASE))
                .isNotEqualTo(listed);
    }

    @Test
    void careElsewhere_cutsTheDiseasesOwnRatio() {
        Case given = chronic("M07800", "02", "110100", new Case.DiseaseUse("M07800", 0, 0, 0, 0));

        assertThat(Evaluator.evaluate(POLICY, given).amounts().hifpPay())
                .isEqualTo(190_000 * 65 / 100);
    }

    @Test
    void familyAccount_paysOnlyWhatThePackageLetsIt() {
        // 1000 in scope and 400 outside; the fund pays 500.
        assertThat(family("11", 0, 10_000_000, 0)).containsExactly(0L, 30_000L, 60_000L);
        assertThat(family("11", 0, 20_000, 0)).containsExactly(0L, 20_000L, 70_000L);
        assertThat(family("11", 0, 10_000_000, 25_000)).containsExactly(0L, 5_000L, 85_000L);
        // The own account goes first, on the part in scope.
        assertThat(family("11", 45_000, 10_000_000, 0)).containsExactly(45_000L, 5_000L, 40_000L);
        assertThat(family("11", 80_000, 10_000_000, 0)).containsExactly(80_000L, 0L, 10_000L);
        // No family account is stated for inpatient care.
        assertThat(family("21", 0, 10_000_000, 0)).containsExactly(0L, 0L, 140_000L);
    }

    @ParameterizedTest(name = "{0} → {1}: {2} {3}")
    @CsvSource(
            delimiter = '|',
            value = {
                "\"M00200\" | \"M01600\" | REFERENCE | /benefits/0/diseases/1/codes/0",
                "id: hepatitis | id: dialysis | REFERENCE | /benefits/0/diseases/2/id",
                "{level: any, ratio: 90% | {level: tertiary, ratio: 90% | GAP |"
                        + " /benefits/0/diseases/2/ratios",
                "ratio: 85% | ratio: 185% | RATIO | /benefits/0/diseases/2/ratios/0/ratio",
                "per: month | per: week | FORM | /benefits/0/diseases/0/quota/per",
                "{amount: \"1000.00\", per | {amount: \"-1\", per | FORM |"
                        + " /benefits/0/diseases/1/quota/amount",
                "care: [outpatient] | care: [anywhere] | FORM | /family_accounts/1/care/0",
                "over: scope | over: most | FORM | /family_accounts/1/over",
                "id: family, | id: family-chronic, | REFERENCE | /family_accounts/1/id"
            })
    void badPackage_isRefusedAtTheValue(String from, String to, Kind kind, String path) {
        assertThat(Samples.synthetic()).contains(from);
        byte[] yaml = Samples.synthetic().replace(from, to).getBytes(StandardCharsets.UTF_8);

        assertThat(Samples.READER.read(yaml))
                .isInstanceOfSatisfying(
                        Reading.Bad.class,
                        bad ->
                                assertThat(((Reading.Bad<?>) bad).faults())
                                        .extracting(Fault::kind, Fault::path)
                                        .contains(tuple(kind, path)));
    }

    /** Own account, family's account, cash. */
    private static List<Long> family(String medType, long own, long family, long used) {
        Case given =
                new Case(
                        Case.Person.of("390", "15", Samples.day("1980-05-20")),
                        Case.Visit.local(medType, "02", Samples.day("2024-06-15")),
                        new Case.Used(0, 0, 0, 0, 0, 0, 0, 0, used, List.of()),
                        new Case.Account(true, own, family),
                        new Case.Fees.Totals(
                                new org.xinpiao.contracts.policy.Split(40_000, 0, 0, 100_000)));
        Amounts a = Evaluator.evaluate(POLICY, given).amounts();
        assertThat(Identities.check(a)).isEmpty();
        return List.of(a.acctPay(), a.acctMulaidPay(), a.psnCashPay());
    }

    /** 2000 yuan in scope, nothing borne this year. */
    private static Case chronic(
            String code, String hospLv, String careRegion, Case.DiseaseUse use) {
        return new Case(
                Case.Person.of("390", "15", Samples.day("1955-03-04")),
                new Case.Visit(
                        "14",
                        hospLv,
                        "",
                        "",
                        false,
                        careRegion,
                        Filing.UNFILED,
                        1,
                        Samples.day("2024-06-15"),
                        code),
                new Case.Used(0, 0, 0, 0, 0, 0, 0, 0, 0, List.of(use)),
                Case.Account.NONE,
                Samples.scope(200_000));
    }
}
