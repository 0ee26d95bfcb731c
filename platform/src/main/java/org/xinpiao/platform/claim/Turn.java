package org.xinpiao.platform.claim;

import java.util.Locale;
import org.xinpiao.contracts.claim.ClaimState;
import org.xinpiao.contracts.claim.Claims;

/** Whose turn it is with a claim. */
public enum Turn {
    /** To give a document, another account, or money back. */
    PATIENT,
    /** To decide at once. */
    AGENCY,
    /** A person of the agency, to look. */
    CLERK,
    /** The agency's order is with the bank, or still with its clerks: {@link Watch} knows. */
    BANK,
    NOBODY;

    /** Whose turn it is. */
    public static Turn of(ClaimState claim) {
        return switch (claim.getStatus()) {
            case SUBMITTED -> AGENCY;
            case REVIEW, APPEALED -> CLERK;
            case WAITING, DEMANDED -> PATIENT;
            case DECIDED -> Claims.needsPayee(claim) ? PATIENT : BANK;
            case PAID, CLOSED, REFUSED, CANCELLED, EXPIRED, REPAID -> NOBODY;
            case CLAIM_STATUS_UNSPECIFIED, UNRECOGNIZED ->
                    throw new IllegalStateException("claim without a status");
        };
    }

    /** As in the read model. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
