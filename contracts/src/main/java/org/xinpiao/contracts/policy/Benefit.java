package org.xinpiao.contracts.policy;

import java.util.List;

/**
 * What the policy gives for a case, and why.
 *
 * @param region of the package that decided
 * @param version of that package
 * @param plan id of the plan that applied; empty when the package states no benefit for the case
 * @param capLeftFen what the year's limit still allows after this settlement; {@link Band#OPEN}
 *     without a limit
 * @param aboveCapFen what of the in-scope amount lies above the year's limit
 * @param lines the split of each fee line, in the order given; empty for totals
 * @param trace every step, in order
 */
public record Benefit(
        String region,
        int version,
        String plan,
        Amounts amounts,
        long capLeftFen,
        long aboveCapFen,
        List<LineSplit> lines,
        List<Step> trace) {

    public Benefit {
        lines = List.copyOf(lines);
        trace = List.copyOf(trace);
    }

    /** A fee line with its split. */
    public record LineSplit(FeeLine line, Split split) {}

    /** Whether the package states a benefit for the case at all. */
    public boolean covered() {
        return !plan.isEmpty();
    }
}
