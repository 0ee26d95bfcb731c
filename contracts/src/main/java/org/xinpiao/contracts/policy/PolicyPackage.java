package org.xinpiao.contracts.policy;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A region's policy as data: who is paid how much for what, from a date on.
 *
 * @param region admdvs of the pooling area, 6 digits
 * @param version counts from 1
 * @param fromDay first day of discharge, days since 1970-01-01
 * @param toDay last day, {@link #NO_END} when it is open
 * @param medTypes regional {@code med_type} codes beside the national ones
 * @param plans benefits; the most exact match for a person wins, then the first
 * @param supplements serious illness and large amount, in the order they pay
 * @param familyAccounts the first that fits a person and a kind of care counts
 */
public record PolicyPackage(
        String region,
        Label name,
        int version,
        int fromDay,
        int toDay,
        List<Source> sources,
        List<Level> levels,
        SortedMap<String, Care> medTypes,
        List<Plan> plans,
        List<Supplement> supplements,
        List<Subsidy> subsidies,
        List<Aid> aids,
        List<FamilyAccount> familyAccounts) {

    /** No last day. */
    public static final int NO_END = Integer.MAX_VALUE;

    public PolicyPackage {
        sources = List.copyOf(sources);
        levels = List.copyOf(levels);
        medTypes = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(medTypes));
        plans = List.copyOf(plans);
        supplements = List.copyOf(supplements);
        subsidies = List.copyOf(subsidies);
        aids = List.copyOf(aids);
        familyAccounts = List.copyOf(familyAccounts);
    }

    /** Where a value comes from. */
    public record Source(String id, String text, Mark mark) {}

    /**
     * Civil-servant subsidy on the personal in-scope part.
     *
     * @param psnTypes beginnings of {@code psn_type} that have it; the flag {@code cvlserv_flag}
     *     gives it too
     * @param ratioBp basis points, 0 to 10000
     */
    public record Subsidy(String id, Label name, List<String> psnTypes, int ratioBp) {
        public Subsidy {
            psnTypes = List.copyOf(psnTypes);
        }
    }

    /**
     * Medical aid on the personal in-scope part that is left.
     *
     * @param identities {@code psn_idet_type} codes that have it
     * @param deductibleFen for each settlement, in fen
     * @param ratioBp basis points, 0 to 10000
     * @param capFen most in a year, or {@link Band#OPEN}
     */
    public record Aid(
            String id,
            Label name,
            List<String> identities,
            long deductibleFen,
            int ratioBp,
            long capFen) {
        public Aid {
            identities = List.copyOf(identities);
        }
    }

    /** Whether the package is in force for a discharge on this day. */
    public boolean covers(int day) {
        return fromDay <= day && day <= toDay;
    }

    /** The kind of care a {@code med_type} means here, or null. */
    public @Nullable Care care(String medType) {
        Care own = medTypes.get(medType);
        return own == null ? Care.national(medType) : own;
    }

    /** What a sum of the year is for the kinds of care that share it. */
    long used(
            Case.Used used,
            ToLongFunction<Case.CareUse> sum,
            Predicate<Care> shares,
            long inAddition) {
        long total = inAddition;
        for (Case.CareUse use : used.cares()) {
            Care kind = care(use.medType());
            if (kind != null && shares.test(kind)) {
                total = Math.addExact(total, sum.applyAsLong(use));
            }
        }
        return total;
    }

    /** What the family's accounts may pay, or null. */
    @Nullable FamilyAccount familyAccount(String insutype, @Nullable Care care) {
        for (FamilyAccount each : familyAccounts) {
            boolean suits = each.cares().isEmpty() || (care != null && each.cares().contains(care));
            if (suits && each.insutypes().contains(insutype)) {
                return each;
            }
        }
        return null;
    }

    /** The level of a visit: the one it names, else the first that its {@code hosp_lv} means. */
    @Nullable Level level(Case.Visit visit) {
        for (Level level : levels) {
            boolean named = !visit.level().isEmpty();
            if (named
                    ? level.id().equals(visit.level())
                    : level.hospLv().contains(visit.hospLv())) {
                return level;
            }
        }
        return null;
    }

    /** The most exact plan for a case, or null. */
    @Nullable Plan plan(Case.Person person, Care care, Place place) {
        Plan best = null;
        int bestFit = -1;
        for (Plan plan : plans) {
            int fit = plan.fit(person, care, place);
            if (fit > bestFit) {
                best = plan;
                bestFit = fit;
            }
        }
        return best;
    }
}
