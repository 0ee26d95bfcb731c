package org.xinpiao.platform.claim;

/** What a clerk can do with a case. */
public sealed interface Act {

    /** Makes it one's own, also from a colleague. */
    record Take() implements Act {}

    record Release() implements Act {}

    /**
     * Evaluates again with the rulings and decides.
     *
     * @param note for the second person
     * @param propose whether it may become a proposal when two people must decide
     */
    record Approve(Rulings rulings, String note, boolean propose) implements Act {}

    /**
     * Decides what a commercial insurer pays.
     *
     * @param fen 1 or more
     * @param reason code of an {@link AwardReason}
     * @param note for the second person
     */
    record Award(long fen, String reason, String note) implements Act {}

    /**
     * Refuses the whole claim.
     *
     * @param reason one of {@link Reasons#REFUSE}, or of {@link Reasons#INSURER_REFUSE}
     */
    record Refuse(String reason) implements Act {}

    /**
     * Asks the patient.
     *
     * @param document one of {@link Reasons#DOCUMENTS}
     */
    record Ask(String document) implements Act {}

    /**
     * Answers an appeal: all stays as it was.
     *
     * @param reason one of {@link Reasons#UPHOLD}
     * @param note for the second person
     */
    record Uphold(String reason, String note) implements Act {}

    /**
     * Proposes to ask back what was paid wrongly, all of it.
     *
     * @param reason one of {@link Reasons#DEMAND}
     * @param note for the second person
     */
    record Demand(String reason, String note) implements Act {}

    /**
     * No longer asks for it, also as the answer to an appeal.
     *
     * @param reason one of {@link Reasons#DROP}
     */
    record Drop(String reason) implements Act {}

    /** Does what a colleague proposed. */
    record Confirm() implements Act {}

    /** Gives a proposal back to whoever made it, or takes one's own back. */
    record SendBack(String note) implements Act {}
}
