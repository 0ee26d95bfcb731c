package org.xinpiao.simulator;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a home agency knows of a person beside the insurance: what aid, waiting periods, diseases
 * and accounts are decided by.
 *
 * @param identities psn_idet_type codes held since the cover began
 * @param contributionMonths months paid; 0 for who never paid
 * @param retiredOn first day as a retired employee, null for others
 * @param chronic registered chronic diseases
 * @param filedRegion admdvs that the person filed to live in, empty for none
 * @param account null for who has none
 * @param family identity numbers of those whose accounts may pay for the person
 */
public record Entitlement(
        List<String> identities,
        int contributionMonths,
        @Nullable LocalDate retiredOn,
        List<Chronic> chronic,
        String filedRegion,
        @Nullable Account account,
        List<String> family) {

    /** Nothing beside the insurance. */
    public static final Entitlement NONE =
            new Entitlement(List.of(), 0, null, List.of(), "", null, List.of());

    public Entitlement {
        identities = List.copyOf(identities);
        chronic = List.copyOf(chronic);
        family = List.copyOf(family);
    }

    /**
     * A registered chronic disease.
     *
     * @param code dise_codg, such as M03900
     * @param diagnosis beginning of its ICD-10 codes
     * @param from first day
     */
    public record Chronic(String code, String diagnosis, LocalDate from) {}

    /**
     * A personal account.
     *
     * @param balanceFen when the cover began, in fen
     * @param use whether it pays the person's own claims
     * @param sharedWith identity numbers of those for whom it may pay too
     */
    public record Account(long balanceFen, boolean use, List<String> sharedWith) {
        public Account {
            sharedWith = List.copyOf(sharedWith);
        }
    }
}
