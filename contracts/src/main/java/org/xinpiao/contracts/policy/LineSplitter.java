package org.xinpiao.contracts.policy;

/** Splits a fee line by the catalogue of the care place; rounds each line half up. */
public final class LineSplitter {

    /** Millionths of a yuan times ten-thousandths of a piece, for one fen. */
    private static final long PRODUCT_PER_FEN = 100_000_000L;

    private LineSplitter() {}

    /** The four parts of a line; they add up to its total. */
    public static Split split(FeeLine line) {
        Split given = line.given();
        if (given != null) {
            return given;
        }
        long total = line.totalFen();
        if (line.itemClass() == FeeLine.ItemClass.C || refused(line)) {
            return new Split(total, 0, 0, 0);
        }
        long over = over(line);
        long rest = Math.subtractExact(total, over);
        long pre = line.itemClass() == FeeLine.ItemClass.A ? 0 : Amounts.times(rest, rate(line));
        return new Split(0, over, pre, rest - pre);
    }

    /** The pre-self-pay rate that counts: none for class A. */
    static int rate(FeeLine line) {
        return line.itemClass() == FeeLine.ItemClass.A ? 0 : line.selfpayBp();
    }

    /** A limited item needs approval; any item can be refused. */
    static boolean refused(FeeLine line) {
        return line.limitedUse()
                ? line.approval() != FeeLine.Approval.PASSED
                : line.approval() == FeeLine.Approval.REFUSED;
    }

    /** The part above the ceiling, of the line's sign and never more than the line. */
    private static long over(FeeLine line) {
        long over =
                switch (line.limit()) {
                    case FeeLine.OverLimit.Amount(long fen) -> fen;
                    case FeeLine.OverLimit.Ceiling(long price, long ceiling, long count) ->
                            Amounts.timesOver(Math.max(0, price - ceiling), count, PRODUCT_PER_FEN);
                };
        long total = line.totalFen();
        return total < 0 ? Math.min(0, Math.max(over, total)) : Math.max(0, Math.min(over, total));
    }

    static Step step(FeeLine line, Split split) {
        Label label = Label.same(line.serial());
        long total = line.totalFen();
        if (line.given() != null) {
            return new Step(
                    Template.LINE_GIVEN,
                    "",
                    label,
                    split.inScope(),
                    total,
                    split.ownpay(),
                    split.overLimit(),
                    split.preSelfpay());
        }
        if (line.itemClass() == FeeLine.ItemClass.C) {
            return new Step(Template.LINE_OUTSIDE, "", label, 0, total);
        }
        if (refused(line)) {
            return new Step(Template.LINE_NOT_APPROVED, "", label, 0, total);
        }
        return new Step(
                Template.LINE_SPLIT,
                "",
                label,
                split.inScope(),
                total,
                split.ownpay(),
                split.overLimit(),
                rate(line),
                split.preSelfpay());
    }
}
