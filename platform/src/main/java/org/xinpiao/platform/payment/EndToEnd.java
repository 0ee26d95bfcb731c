package org.xinpiao.platform.payment;

import org.xinpiao.contracts.claim.ClaimState;

/**
 * Ids of transfers (ISO 20022 EndToEndId): a letter for the try, E for the first, and the claim.
 */
public final class EndToEnd {

    private EndToEnd() {}

    /** Of the next transfer for a claim. */
    public static String next(ClaimState claim) {
        return (char) ('E' + claim.getTransfersCount()) + claim.getClaimId();
    }

    /** What the patient writes on the transfer that pays a claim back; no try has its letter. */
    public static String repayment(String claimId) {
        return 'Z' + claimId;
    }

    static boolean isRepayment(String endToEndId) {
        return endToEndId.startsWith("Z");
    }

    /** The claim that a transfer is for. */
    static String claimId(String endToEndId) {
        return endToEndId.substring(1);
    }
}
