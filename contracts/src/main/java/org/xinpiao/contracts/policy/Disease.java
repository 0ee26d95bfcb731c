package org.xinpiao.contracts.policy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A chronic or special disease that a plan pays for (门诊慢特病), on terms of its own.
 *
 * @param codes dise_codg it stands for; they share its quota
 * @param ratios what the fund pays by level in place of the plan's bands; empty: the plan's bands
 * @param quota null when there is none
 */
public record Disease(
        String id,
        Label name,
        List<String> codes,
        List<Cut.LevelRatio> ratios,
        @Nullable Quota quota) {

    public Disease {
        codes = List.copyOf(codes);
        ratios = List.copyOf(ratios);
    }

    /**
     * The most that counts in a calendar month or year of the discharge.
     *
     * @param onScope whether it limits the in-scope amount counted; else what the fund pays
     */
    public record Quota(long fen, boolean perMonth, boolean onScope) {

        Label label(Label disease) {
            return perMonth
                    ? new Label(disease.zh() + "（每月）", disease.en() + " (a month)")
                    : new Label(disease.zh() + "（每年）", disease.en() + " (a year)");
        }
    }

    /** What the codes of this disease have used of the quota. */
    long used(Quota quota, List<Case.DiseaseUse> uses) {
        long sum = 0;
        for (Case.DiseaseUse use : uses) {
            if (codes.contains(use.code())) {
                long fund = quota.perMonth() ? use.monthBasic() : use.yearBasic();
                long scope = quota.perMonth() ? use.monthScope() : use.yearScope();
                sum = Math.addExact(sum, quota.onScope() ? scope : fund);
            }
        }
        return sum;
    }
}
