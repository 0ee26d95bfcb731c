package org.xinpiao.platform.claim;

import java.util.List;
import java.util.Map;

/**
 * A decision's trace as it rests sealed for patient and agency: everything needed to understand the
 * amount.
 *
 * @param region admdvs of the policy
 * @param plan part of the package that applied, empty when none did
 * @param amounts {@code setlinfo} amounts, decimal strings in yuan
 * @param rulings what a clerk ruled before; with the bill they give the same steps again
 */
public record Trace(
        String region,
        int version,
        String plan,
        Map<String, String> amounts,
        Rulings rulings,
        List<Step> steps) {

    public Trace {
        steps = List.copyOf(steps);
    }

    /**
     * One step.
     *
     * @param rule permanent rule id inside the package
     * @param line number of the bill's line that it is about; empty when it is about the whole
     * @param inputs by name, printed
     * @param amount yuan, decimal string
     */
    public record Step(
            String rule,
            String line,
            Map<String, String> inputs,
            String amount,
            String zh,
            String en) {}
}
