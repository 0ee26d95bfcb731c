package org.xinpiao.platform.claim;

import java.util.List;

/**
 * The published codes: why a clerk looks at a claim, why one is refused, why an appeal changes
 * nothing, and what a patient is asked for.
 */
public final class Reasons {

    static final String BILL_REVERSED = "bill-reversed";
    static final String BILL_INCOMPLETE = "bill-incomplete";
    static final String NAME = "name-mismatch";
    static final String IDENTITY = "identity-mismatch";
    static final String INSTITUTION = "institution-mismatch";
    static final String VISIT = "visit-mismatch";
    static final String CLASS = "class-mismatch";
    static final String LINE_SUM = "line-sum";
    static final String LINE_REPEATED = "line-repeated";
    static final String LINE_NEGATIVE = "line-negative";
    static final String NO_EMERGENCY_PROOF = "no-emergency-proof";
    static final String NO_POLICY = "no-policy";
    static final String TWO_PERSON = "two-person";
    static final String EXCEEDS_REMAINING = "exceeds-remaining";
    static final String LEDGER_REJECTS = "ledger-rejects";
    static final String DISAGREEMENT = "endorsers-disagree";

    /** Why a claim left the straight way. */
    public static final List<String> REVIEW =
            List.of(
                    BILL_INCOMPLETE,
                    NAME,
                    IDENTITY,
                    INSTITUTION,
                    VISIT,
                    CLASS,
                    LINE_SUM,
                    LINE_REPEATED,
                    LINE_NEGATIVE,
                    NO_EMERGENCY_PROOF,
                    NO_POLICY,
                    TWO_PERSON,
                    EXCEEDS_REMAINING,
                    LEDGER_REJECTS,
                    DISAGREEMENT);

    /** Why a clerk refuses a whole claim. */
    public static final List<String> REFUSE =
            List.of(
                    NAME,
                    IDENTITY,
                    INSTITUTION,
                    VISIT,
                    CLASS,
                    BILL_INCOMPLETE,
                    NO_POLICY,
                    "no-proof",
                    "not-covered",
                    "third-party",
                    "work-injury",
                    "paid-elsewhere");

    /** Why things stay as they were before an appeal. */
    public static final List<String> UPHOLD =
            List.of("upheld-policy", "upheld-evidence", "upheld-scope");

    /** Documents that a patient may be asked for. */
    public static final List<String> DOCUMENTS =
            List.of(
                    "emergency-proof",
                    "discharge-note",
                    "diagnosis-proof",
                    "detail-list",
                    "identity-proof",
                    "bank-card",
                    "paper-bill");

    private Reasons() {}

    /** The reason for a clerk's look that follows from the ledger's rejection of a decision. */
    static String ofRejection(String code) {
        return code.equals("bill." + EXCEEDS_REMAINING) ? EXCEEDS_REMAINING : LEDGER_REJECTS;
    }
}
