package org.xinpiao.platform.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xinpiao.contracts.policy.Amounts;
import org.xinpiao.contracts.policy.Benefit;
import org.xinpiao.contracts.policy.Evaluator;
import org.xinpiao.contracts.policy.Identities;
import org.xinpiao.contracts.policy.Step;
import org.xinpiao.contracts.policy.Template;

/** The worked cases of the domain reference, from YAML package and JSON case to the answer. */
class WorkedCasesTest {

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "f01, hangzhou, 5000000, 80000, 4094400, 1905600",
        "f02, hangzhou, 5000000, 80000, 4291200, 1708800",
        "f03, hangzhou, 600000, 30000, 456000, 144000",
        "f04, hangzhou, 1750000, 80000, 1169000, 831000",
        "f09, chengdu, 2680000, 80000, 2210000, 790000",
        "f10, chengdu, 2680000, 80000, 2314000, 686000",
        "f11, chengdu, 500000, 16000, 484000, 16000",
        "f12, zhengzhou, 1760000, 90000, 1469600, 530400",
        "f13, zhengzhou, 1760000, 90000, 1553100, 446900"
    })
    void gives(String id, String policy, long scope, long deductible, long fund, long personal) {
        Benefit benefit = Samples.evaluate(policy, Samples.caseFile(id));

        Amounts a = benefit.amounts();
        assertThat(a.inscpScpAmt()).isEqualTo(scope);
        assertThat(a.actPayDedc()).isEqualTo(deductible);
        assertThat(a.hifpPay()).isEqualTo(fund);
        assertThat(a.psnPartAmt()).isEqualTo(personal);
        assertThat(a.psnCashPay()).isEqualTo(personal);
        assertThat(Identities.check(a)).isEmpty();
    }

    @Test
    void f01_paysTwoBands() {
        Benefit benefit = Samples.evaluate("hangzhou", Samples.caseFile("f01"));

        assertThat(benefit.trace())
                .filteredOn(step -> step.template() == Template.BAND)
                .extracting(Step::amount)
                .containsExactly(3_214_400L, 880_000L);
    }

    @Test
    void f18_pointsAndFactorDiffer() {
        String yaml = Samples.yaml("hangzhou");
        String points =
                Samples.withCut(yaml, "employee-inpatient-active", "mode: points, points: 20%");
        String factor =
                Samples.withCut(yaml, "employee-inpatient-active", "mode: factor, factor: 80%");

        Amounts byPoints =
                Evaluator.evaluate(Samples.parsed(points), Samples.caseFile("f18")).amounts();
        Amounts byFactor =
                Evaluator.evaluate(Samples.parsed(factor), Samples.caseFile("f18")).amounts();

        assertThat(byPoints.actPayDedc()).isEqualTo(80_000);
        assertThat(byPoints.hifpPay()).isEqualTo(3_110_400);
        assertThat(byPoints.psnPartAmt()).isEqualTo(2_889_600);
        // 39200 × 82 % × 80 % + 10000 × 88 % × 80 %
        assertThat(byFactor.hifpPay()).isEqualTo(2_571_520 + 704_000);
        assertThat(Identities.check(byFactor)).isEmpty();
    }

    @Test
    void feeLines_areSplitOneByOneAndExplained() {
        Benefit benefit = Samples.evaluate("hangzhou", Samples.caseFile("lines"));

        assertThat(benefit.lines())
                .extracting(line -> line.split().inScope())
                .containsExactly(350_000L, 432_000L, 160_000L, 0L, 0L, -50_000L, 8_100L);
        Amounts a = benefit.amounts();
        assertThat(a.medfeeSumamt()).isEqualTo(1_276_000);
        assertThat(a.fulamtOwnpayAmt()).isEqualTo(96_000 + 150_000);
        assertThat(a.overlmtSelfpay()).isEqualTo(40_000 + 1_000);
        assertThat(a.preselfpayAmt()).isEqualTo(48_000 + 40_000 + 900);
        assertThat(a.inscpScpAmt()).isEqualTo(900_100);
        // (9001.00 − 800) × 82 %
        assertThat(a.hifpPay()).isEqualTo(672_482);
        assertThat(a.acctPay()).isEqualTo(50_000);
        assertThat(Identities.check(a)).isEmpty();
        assertThat(benefit.trace().get(2).zh())
                .isEqualTo("费用3：金额2400.00元，全自费0.00元，超限价400.00元，先行自付20%计400.00元，符合政策范围1600.00元。");
        assertThat(benefit.trace().get(2).en())
                .isEqualTo(
                        "Line 3: 2400.00 yuan, of which 0.00 self-paid, 400.00 above the price"
                                + " ceiling, 400.00 pre-self-paid (20%); 1600.00 yuan in scope.");
    }
}
