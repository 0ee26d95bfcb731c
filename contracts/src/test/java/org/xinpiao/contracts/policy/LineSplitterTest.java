package org.xinpiao.contracts.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.xinpiao.contracts.policy.FeeLine.Approval;
import org.xinpiao.contracts.policy.FeeLine.ItemClass;
import org.xinpiao.contracts.policy.FeeLine.OverLimit;

class LineSplitterTest {

    @Test
    void classA_isWhollyInScope() {
        assertThat(split(FeeLine.of("1", 12_345, ItemClass.A, 0)))
                .isEqualTo(new Split(0, 0, 0, 12_345));
    }

    @Test
    void classB_roundsThePreSelfPayHalfUp() {
        // 10 % of 0.05 yuan is half a fen.
        assertThat(split(FeeLine.of("1", 5, ItemClass.B, 1000))).isEqualTo(new Split(0, 0, 1, 4));
        assertThat(split(FeeLine.of("1", 4, ItemClass.B, 1000))).isEqualTo(new Split(0, 0, 0, 4));
    }

    @Test
    void classC_isWhollySelfPaid() {
        assertThat(split(FeeLine.of("1", 900, ItemClass.C, 0))).isEqualTo(new Split(900, 0, 0, 0));
    }

    @Test
    void ceiling_takesThePriceAboveItTimesTheCount() {
        // 3 pieces at 12.345678 yuan, ceiling 10: 7.037034 yuan above.
        OverLimit limit = new OverLimit.Ceiling(12_345_678, 10_000_000, 30_000);
        FeeLine line =
                new FeeLine("1", 3704, ItemClass.B, 1000, limit, false, Approval.NOT_NEEDED, null);

        assertThat(split(line)).isEqualTo(new Split(0, 704, 300, 2700));
    }

    @Test
    void ceiling_belowPriceOnly() {
        OverLimit limit = new OverLimit.Ceiling(9_000_000, 10_000_000, 30_000);
        FeeLine line =
                new FeeLine("1", 2700, ItemClass.A, 0, limit, false, Approval.NOT_NEEDED, null);

        assertThat(split(line)).isEqualTo(new Split(0, 0, 0, 2700));
    }

    @Test
    void negativeLine_isTheMirrorOfTheOriginal() {
        OverLimit back = new OverLimit.Ceiling(12_345_678, 10_000_000, -30_000);
        FeeLine line =
                new FeeLine("1", -3704, ItemClass.B, 1000, back, false, Approval.NOT_NEEDED, null);

        assertThat(split(line)).isEqualTo(new Split(0, -704, -300, -2700));
        assertThat(split(FeeLine.of("1", -5, ItemClass.B, 1000)))
                .isEqualTo(new Split(0, 0, -1, -4));
    }

    @Test
    void overLimit_neverExceedsTheLine() {
        assertThat(split(FeeLine.of("1", 100, ItemClass.A, 0, 250)))
                .isEqualTo(new Split(0, 100, 0, 0));
    }

    @Test
    void limitedUse_needsApproval() {
        assertThat(approved(true, Approval.PASSED)).isEqualTo(new Split(0, 0, 0, 100));
        assertThat(approved(true, Approval.NOT_NEEDED)).isEqualTo(new Split(100, 0, 0, 0));
        assertThat(approved(true, Approval.REFUSED)).isEqualTo(new Split(100, 0, 0, 0));
        assertThat(approved(false, Approval.NOT_NEEDED)).isEqualTo(new Split(0, 0, 0, 100));
        assertThat(approved(false, Approval.PASSED)).isEqualTo(new Split(0, 0, 0, 100));
        assertThat(approved(false, Approval.REFUSED)).isEqualTo(new Split(100, 0, 0, 0));
    }

    @Test
    void givenSplit_isTakenAsItIs() {
        Split given = new Split(10, 20, 30, 40);
        FeeLine line =
                new FeeLine(
                        "1",
                        100,
                        ItemClass.C,
                        0,
                        OverLimit.NONE,
                        false,
                        Approval.NOT_NEEDED,
                        given);

        assertThat(split(line)).isEqualTo(given);
    }

    @Test
    void timesOver_isExactWhereTheProductIsNot() {
        assertThat(Amounts.timesOver(Long.MAX_VALUE, 10_000, 10_000)).isEqualTo(Long.MAX_VALUE);
        assertThat(Amounts.timesOver(-3_000_000_000_000L, 50_000_000, 100_000_000))
                .isEqualTo(-1_500_000_000_000L);
        assertThat(Amounts.timesOver(1, 5_000, 10_000)).isEqualTo(1);
        assertThat(Amounts.timesOver(-1, 5_000, 10_000)).isEqualTo(-1);
        assertThat(Amounts.timesOver(1, 4_999, 10_000)).isZero();
    }

    private static Split approved(boolean limited, Approval approval) {
        return split(
                new FeeLine("1", 100, ItemClass.A, 0, OverLimit.NONE, limited, approval, null));
    }

    private static Split split(FeeLine line) {
        return LineSplitter.split(line);
    }
}
