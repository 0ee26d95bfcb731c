package org.xinpiao.platform.claim;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.xinpiao.contracts.Money;
import org.xinpiao.contracts.bill.DetailLine;
import org.xinpiao.contracts.policy.FeeLine;
import org.xinpiao.contracts.policy.FeeLine.ItemClass;

/**
 * What a clerk ruled before the policy is evaluated: an input of the decision like the bill itself.
 *
 * @param emergency whether an emergency outside the insured place counts as one
 * @param lines the lines that are not taken as they stand
 */
public record Rulings(boolean emergency, List<Line> lines) {

    /** Nothing was ruled: the bill is taken as it stands. */
    public static final Rulings NONE = new Rulings(true, List.of());

    public Rulings {
        lines = List.copyOf(lines);
    }

    /**
     * A ruling on one line.
     *
     * @param no number of the line on the bill
     * @param approvedFen what counts of it; the rest is the patient's. 0 refuses the line
     * @param reason code of a {@link LineReason}
     */
    public record Line(String no, long approvedFen, String reason) {

        boolean refuses() {
            return approvedFen == 0;
        }
    }

    Optional<Line> on(String no) {
        return lines.stream().filter(line -> line.no().equals(no)).findFirst();
    }

    /** Whether each is about one line of the bill, lowers it and says why. */
    boolean fits(List<DetailLine> details) {
        return lines.stream().map(Line::no).distinct().count() == lines.size()
                && lines.stream()
                        .allMatch(line ->
                                LineReason.of(line.reason()).isPresent()
                                        && details.stream()
                                                .anyMatch(detail ->
                                                        detail.getNo().equals(line.no())
                                                                && line.approvedFen() >= 0
                                                                && line.approvedFen()
                                                                        < detail.getAmountFen()));
    }

    /**
     * A line as the evaluator takes it: one that is refused lies outside the catalogue, one that is
     * adjusted is two. What is refused of a line is first the part above its price ceiling.
     */
    List<FeeLine> apply(FeeLine line, long overLimitFen) {
        Optional<Line> ruling = on(line.serial());
        if (ruling.isEmpty()) {
            return List.of(line);
        }
        long approved = ruling.get().approvedFen();
        long refused = Math.subtractExact(line.totalFen(), approved);
        FeeLine outside = FeeLine.of(line.serial(), refused, ItemClass.C, 10_000);
        return ruling.get().refuses()
                ? List.of(outside)
                : List.of(
                        FeeLine.of(
                                line.serial(),
                                approved,
                                line.itemClass(),
                                line.selfpayBp(),
                                Math.max(0, overLimitFen - refused)),
                        outside);
    }

    /** The rulings as steps of the trace, with the clerk's reasons. */
    List<Trace.Step> steps() {
        return lines.stream().map(Rulings::step).toList();
    }

    private static Trace.Step step(Line line) {
        LineReason reason = LineReason.of(line.reason()).orElseThrow();
        String amount = Money.ofFen(line.approvedFen()).toString();
        return line.refuses()
                ? new Trace.Step(
                        "clerk.line-refused",
                        line.no(),
                        Map.of("reason", line.reason()),
                        amount,
                        "费用%s：经办人员审核不予支付，原因：%s。".formatted(line.no(), reason.zh()),
                        "Line %s: refused by a clerk: %s.".formatted(line.no(), reason.en()))
                : new Trace.Step(
                        "clerk.line-adjusted",
                        line.no(),
                        Map.of("reason", line.reason()),
                        amount,
                        "费用%s：经办人员核减为%s元，其余自费，原因：%s。".formatted(line.no(), amount, reason.zh()),
                        "Line %s: lowered by a clerk to %s yuan, the rest self-paid: %s."
                                .formatted(line.no(), amount, reason.en()));
    }
}
