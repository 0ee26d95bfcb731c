package org.xinpiao.contracts.policy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One benefit: for whom, for which care, and on what terms.
 *
 * @param insutypes insurance types it is for
 * @param psnTypes beginnings of {@code psn_type} it is for; empty means all
 * @param insuTier contribution tier it is for; empty means all
 * @param places where care must be given; empty means anywhere
 * @param terms deductible and bands by level
 * @param bandsPerYear whether bands are measured on the year's in-scope amount instead of this
 *     settlement's
 * @param cuts what care elsewhere changes; a pair that is not listed is treated as local
 * @param diseases the diseases it pays for; empty means it asks for none
 */
public record Plan(
        String id,
        Label name,
        List<String> insutypes,
        List<String> psnTypes,
        String insuTier,
        Care care,
        List<Place> places,
        Deductible deductible,
        List<Terms> terms,
        boolean bandsPerYear,
        @Nullable AgeBonus ageBonus,
        @Nullable Cap cap,
        @Nullable ContributionYears contributionYears,
        @Nullable Waiting waiting,
        List<Cut.Rule> cuts,
        List<Disease> diseases) {

    public Plan {
        insutypes = List.copyOf(insutypes);
        psnTypes = List.copyOf(psnTypes);
        places = List.copyOf(places);
        terms = List.copyOf(terms);
        cuts = List.copyOf(cuts);
        diseases = List.copyOf(diseases);
    }

    /**
     * The terms of one level.
     *
     * @param level a level's id or {@link Level#ANY}
     * @param deductibleFen 0 when none is due
     */
    public record Terms(String level, long deductibleFen, List<Band> bands) {
        public Terms {
            bands = List.copyOf(bands);
        }
    }

    /**
     * The year's limit.
     *
     * @param onScope whether it limits the in-scope amount counted; else what the fund pays
     * @param cares the kinds of care that share it; empty means the plan's own alone
     */
    public record Cap(long fen, boolean onScope, List<Care> cares) {
        public Cap {
            cares = List.copyOf(cares);
        }
    }

    /**
     * Points off for years of contribution that are missing; a begun year counts whole.
     *
     * @param psnTypes beginnings of {@code psn_type} it is for
     */
    public record ContributionYears(
            List<String> psnTypes, int yearsMale, int yearsFemale, int pointsBpPerYear) {
        public ContributionYears {
            psnTypes = List.copyOf(psnTypes);
        }
    }

    /** For the first months of cover the ratio is multiplied by a factor in basis points. */
    public record Waiting(int months, int factorBp) {}

    /** The terms of a level, or null. */
    @Nullable Terms terms(String level) {
        for (Terms each : terms) {
            if (each.level().equals(level) || each.level().equals(Level.ANY)) {
                return each;
            }
        }
        return null;
    }

    /** Whether what a kind of care used counts against the limit. */
    boolean capCounts(Care kind) {
        if (cap == null || cap.cares().isEmpty()) {
            return kind == care;
        }
        return cap.cares().contains(kind);
    }

    /** The disease that has a code, or null. */
    @Nullable Disease disease(String code) {
        for (Disease each : diseases) {
            if (each.codes().contains(code)) {
                return each;
            }
        }
        return null;
    }

    @Nullable Cut cut(Filing filing, Place place) {
        for (Cut.Rule rule : cuts) {
            if (rule.filing() == filing && rule.place() == place) {
                return rule.cut();
            }
        }
        return null;
    }

    /** How exactly this plan is for a case: -1 not at all, else the length of the person match. */
    int fit(Case.Person person, Care kind, Place place) {
        boolean suits =
                care == kind
                        && insutypes.contains(person.insutype())
                        && (insuTier.isEmpty() || insuTier.equals(person.insuTier()))
                        && (places.isEmpty() || places.contains(place));
        return suits ? match(psnTypes, person.psnType()) : -1;
    }

    /** The length of the longest beginning; 0 for an empty list, -1 for none. */
    static int match(List<String> beginnings, String psnType) {
        int best = beginnings.isEmpty() ? 0 : -1;
        for (String beginning : beginnings) {
            if (psnType.startsWith(beginning)) {
                best = Math.max(best, beginning.length());
            }
        }
        return best;
    }
}
