package org.xinpiao.platform.claim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.xinpiao.contracts.bill.DetailLine;
import org.xinpiao.contracts.policy.FeeLine;
import org.xinpiao.contracts.policy.FeeLine.ItemClass;
import org.xinpiao.contracts.policy.LineSplitter;
import org.xinpiao.contracts.policy.Split;

class RulingsTest {

    private static final FeeLine LINE = FeeLine.of("1", 10_000, ItemClass.B, 1_000, 3_000);

    @Test
    void refusedLineIsWhollyThePatients() {
        assertThat(rule(0).apply(LINE, 3_000))
                .extracting(LineSplitter::split)
                .containsExactly(new Split(10_000, 0, 0, 0));
    }

    @Test
    void adjustedLineIsSplitInTwoThatAddUp() {
        List<FeeLine> parts = rule(8_000).apply(LINE, 3_000);

        assertThat(parts).extracting(FeeLine::totalFen).containsExactly(8_000L, 2_000L);
        // Of the 30 yuan above the ceiling, 20 are refused already.
        assertThat(parts)
                .extracting(LineSplitter::split)
                .containsExactly(new Split(0, 1_000, 700, 6_300), new Split(2_000, 0, 0, 0));
    }

    @Test
    void otherLinesStayAsTheyAre() {
        FeeLine other = FeeLine.of("2", 10_000, ItemClass.A, 0);

        assertThat(rule(0).apply(other, 0)).containsExactly(other);
    }

    @Test
    void onlyRulingsThatLowerALineOfTheBillFit() {
        List<DetailLine> bill = List.of(FindingsTest.line("1", "A", 10_000, 100, 100));

        assertThat(rule(0).fits(bill)).isTrue();
        assertThat(rule(99).fits(bill)).isTrue();
        assertThat(rule(100).fits(bill)).isFalse();
        assertThat(rule(-1).fits(bill)).isFalse();
        assertThat(rulings(new Rulings.Line("2", 0, "line-sum")).fits(bill)).isFalse();
        assertThat(rulings(new Rulings.Line("1", 0, "because")).fits(bill)).isFalse();
        assertThat(
                        rulings(
                                        new Rulings.Line("1", 0, "line-sum"),
                                        new Rulings.Line("1", 5, "line-sum"))
                                .fits(bill))
                .isFalse();
        assertThat(Rulings.NONE.fits(bill)).isTrue();
    }

    @Test
    void traceSaysWhatWasRuledAndWhy() {
        assertThat(rule(8_000).steps())
                .containsExactly(
                        new Trace.Step(
                                "clerk.line-adjusted",
                                "1",
                                java.util.Map.of("reason", "line-sum"),
                                "80.00",
                                "费用1：经办人员核减为80.00元，其余自费，原因：单价乘数量与金额不符。",
                                "Line 1: lowered by a clerk to 80.00 yuan, the rest self-paid:"
                                        + " price times quantity is not the amount."));
    }

    private static Rulings rule(long approvedFen) {
        return rulings(new Rulings.Line("1", approvedFen, "line-sum"));
    }

    private static Rulings rulings(Rulings.Line... lines) {
        return new Rulings(true, List.of(lines));
    }
}
