package org.xinpiao.simulator;

import java.time.LocalDateTime;

/**
 * A patient's reimbursement form (domain §1.1) and what should become of it.
 *
 * @param busNo business serial of the bill that is claimed
 * @param socialSecurityNo 社会保障号, the identity number
 * @param institution code of the visited institution
 * @param visitTime begin of the visit, Beijing time
 * @param visitClass outpatient or inpatient
 * @param bankCard payee's card
 * @param homeRegion region the patient names as insuring; routes the claim
 * @param submittedAt Beijing time
 */
public record ClaimCase(
        String busNo,
        String name,
        String socialSecurityNo,
        String institution,
        LocalDateTime visitTime,
        String visitClass,
        String bankCard,
        String homeRegion,
        LocalDateTime submittedAt,
        Expectation expectation) {

    /** The same form with another name and class of visit on it. */
    ClaimCase with(String otherName, String otherClass) {
        return new ClaimCase(
                busNo,
                otherName,
                socialSecurityNo,
                institution,
                visitTime,
                otherClass,
                bankCard,
                homeRegion,
                submittedAt,
                expectation);
    }

    /** What a right platform decides. */
    public enum Expectation {
        /** Decided by the home policy, and paid. */
        PAID,
        /** Decided by the home policy, which leaves nothing to pay. */
        NOTHING_DUE,
        /** Two claims on one bill at the same instant: one is paid, the other stopped. */
        ONE_OF_TWO,
        /** The bill was reversed before: refused. */
        REVERSED,
        /** The insurance paid its part at the counter: refused. */
        SETTLED_DIRECTLY,
        /** The form says something else than the bill: refused by the home agency. */
        MISTAKEN,
        /** No cover in the region on the day of the visit: refused. */
        NOT_INSURED
    }
}
