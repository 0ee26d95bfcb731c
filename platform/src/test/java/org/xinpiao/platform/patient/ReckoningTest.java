package org.xinpiao.platform.patient;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.xinpiao.platform.claim.Rulings;
import org.xinpiao.platform.claim.Trace;

class ReckoningTest {

    private static final Trace TRACE =
            new Trace(
                    "370200",
                    1,
                    "employee-inpatient",
                    Map.of(
                            "medfee_sumamt", "1000.00",
                            "inscp_scp_amt", "900.00",
                            "act_pay_dedc", "500.00",
                            "fund_pay_sumamt", "376.00",
                            "psn_part_amt", "624.00"),
                    Rulings.NONE,
                    List.of(
                            step("line.split", "1", "60.00"),
                            step("line.outside", "2", "0.00"),
                            step("clerk.line-refused", "2", "0.00"),
                            step("employee-inpatient/cut.not-stated", "0.00"),
                            step("employee-inpatient/deductible.admission", "500.00"),
                            step("employee-inpatient/band", "376.00"),
                            step("serious/supplement.cap", "-12.34"),
                            step("personal", "624.00"),
                            step("cash", "624.00")));

    @Test
    void groupsStepsInTheOrderInWhichAPersonAsks() {
        var reckoning = Reckoning.of(TRACE, Map.of("1", "床位费", "2", "陪护费"), Locale.ENGLISH);

        assertThat(reckoning.groups())
                .extracting(Reckoning.Group::key)
                .containsExactly("lines", "rules", "deductible", "bands", "supplements", "result");
        assertThat(reckoning.groups().getFirst().lines())
                .extracting(Reckoning.Line::item)
                .containsExactly("床位费", "陪护费", "陪护费");
        assertThat(reckoning.groups().get(4).lines().getFirst().fen()).isEqualTo(-1_234);
        assertThat(reckoning.groups().getLast().lines()).hasSize(2);
    }

    @Test
    void speaksTheReadersLanguage() {
        var english = Reckoning.of(TRACE, Map.of(), Locale.ENGLISH);
        var chinese = Reckoning.of(TRACE, Map.of(), Locale.SIMPLIFIED_CHINESE);

        assertThat(english.groups().getFirst().lines().getFirst().sentence())
                .isEqualTo("line.split in words");
        assertThat(chinese.groups().getFirst().lines().getFirst().sentence())
                .isEqualTo("line.split 的话");
        assertThat(english.groups().getFirst().lines().getFirst().item()).isEmpty();
    }

    @Test
    void figuresOfTheSummaryAddUp() {
        Reckoning.Figures figures = Reckoning.of(TRACE, Map.of(), Locale.ENGLISH).figures();

        assertThat(figures)
                .isEqualTo(new Reckoning.Figures(100_000, 10_000, 90_000, 50_000, 37_600, 62_400));
        assertThat(figures.fund() + figures.personal()).isEqualTo(figures.total());
    }

    private static Trace.Step step(String rule, String amount) {
        return step(rule, "", amount);
    }

    private static Trace.Step step(String rule, String line, String amount) {
        return new Trace.Step(rule, line, Map.of(), amount, rule + " 的话", rule + " in words");
    }
}
