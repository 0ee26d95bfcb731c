package org.xinpiao.contracts.policy;

import java.util.List;

/**
 * Points that age adds to the ratio.
 *
 * @param steps ordered by age; the last that is reached counts
 * @param capBp the ratio never exceeds this
 * @param fullFromAge age from which the ratio is 100 %; 0 when there is none
 */
public record AgeBonus(List<Step> steps, int capBp, int fullFromAge) {

    public AgeBonus {
        steps = List.copyOf(steps);
    }

    /** From an age in full years, so many basis points more. */
    public record Step(int fromAge, int bonusBp) {}

    int bonusBp(int age) {
        int bonus = 0;
        for (Step step : steps) {
            if (step.fromAge() <= age) {
                bonus = step.bonusBp();
            }
        }
        return bonus;
    }

    boolean full(int age) {
        return fullFromAge > 0 && age >= fullFromAge;
    }
}
