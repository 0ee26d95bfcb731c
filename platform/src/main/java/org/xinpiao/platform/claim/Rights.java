package org.xinpiao.platform.claim;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.xinpiao.contracts.claim.ClaimState;
import org.xinpiao.contracts.claim.ClaimStatus;
import org.xinpiao.contracts.claim.Claims;

/** Which clerk may do what with a case: two people, and on appeal two others. */
@Component
class Rights {

    private final Cases cases;

    Rights(Cases cases) {
        this.cases = cases;
    }

    /** Why this clerk cannot act so on this case now; null when nothing is in the way. */
    @Nullable String obstacle(Clerk clerk, ClaimState claim, Cases.Row row, Act act) {
        boolean appealed = claim.getStatus() == ClaimStatus.APPEALED;
        if (!isInTurn(claim, act)) {
            return "not-open";
        }
        if (barred(clerk, claim) && !(act instanceof Act.Release)) {
            return "first-decider";
        }
        return switch (act) {
            case Act.Take _ -> clerk.id().equals(row.takenBy()) ? "taken-already" : null;
            case Act.Release _ -> clerk.id().equals(row.takenBy()) ? null : "not-taken";
            case Act.Confirm _ ->
                    !row.draftOpen() ? "no-draft" : own(clerk, row) ? "second-person" : null;
            case Act.SendBack _ -> row.draftOpen() ? null : "no-draft";
            case Act.Approve _ -> Claims.isBasic(claim) ? deciding(clerk, row) : "commercial";
            case Act.Award _ -> Claims.isBasic(claim) ? "not-commercial" : deciding(clerk, row);
            case Act.Demand _, Act.Drop _ -> deciding(clerk, row);
            case Act.Uphold _ -> appealed ? deciding(clerk, row) : "not-appealed";
            case Act.Refuse _ -> appealed ? "appealed" : deciding(clerk, row);
            case Act.Ask _ ->
                    claim.getStatus() == ClaimStatus.REVIEW ? deciding(clerk, row) : "not-open";
        };
    }

    /** Whether a claim that stands so is a clerk's, for this act. */
    private static boolean isInTurn(ClaimState claim, Act act) {
        return switch (act) {
            case Act.Demand _ -> claim.getStatus() == ClaimStatus.PAID;
            case Act.Drop _ -> Claims.standing(claim) == ClaimStatus.DEMANDED;
            case Act.Confirm _, Act.SendBack _ ->
                    isOpen(claim) || claim.getStatus() == ClaimStatus.PAID;
            case Act.Take _,
                    Act.Release _,
                    Act.Approve _,
                    Act.Award _,
                    Act.Refuse _,
                    Act.Ask _,
                    Act.Uphold _ ->
                    isOpen(claim);
        };
    }

    private static @Nullable String deciding(Clerk clerk, Cases.Row row) {
        return row.draftOpen() ? "drafted" : row.isTakenByOther(clerk) ? "taken" : null;
    }

    private static boolean own(Clerk clerk, Cases.Row row) {
        return clerk.id().equals(row.draftBy());
    }

    boolean barred(Clerk clerk, ClaimState claim) {
        return claim.getStatus() == ClaimStatus.APPEALED
                && cases.decidedFirst(claim.getClaimId(), clerk.id());
    }

    /** Whether a clerk can decide it now. */
    static boolean isOpen(ClaimState claim) {
        return switch (claim.getStatus()) {
            case REVIEW, WAITING, APPEALED -> true;
            default -> false;
        };
    }
}
