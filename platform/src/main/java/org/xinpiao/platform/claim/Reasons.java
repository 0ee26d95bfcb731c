package org.xinpiao.platform.claim;

import java.util.List;
import org.xinpiao.contracts.claim.ClaimState;
import org.xinpiao.contracts.claim.Claims;

/**
 * The published codes: why a clerk looks at a claim, why one is refused, why an appeal changes
 * nothing, and what a patient is asked for.
 */
public final class Reasons {

    /** A paper that was registered at a window: never straight through. */
    static final String PAPER = "paper-registered";

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
    static final String COMMERCIAL = "commercial";

    /** Why a claim left the straight way. */
    public static final List<String> REVIEW =
            List.of(
                    PAPER,
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
                    DISAGREEMENT,
                    COMMERCIAL);

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

    /** Why a commercial insurer refuses a whole claim. */
    public static final List<String> INSURER_REFUSE =
            List.of(
                    NAME,
                    IDENTITY,
                    "no-contract",
                    "contract-waits",
                    "contract-excludes",
                    "no-proof",
                    "paid-elsewhere");

    /** Why money is asked back. */
    public static final List<String> DEMAND =
            List.of(
                    "demand-false",
                    "demand-double",
                    "demand-third-party",
                    "demand-not-insured",
                    "demand-error");

    /** Why it is no longer. */
    public static final List<String> DROP = List.of("drop-explained", "drop-error", "drop-settled");

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

    /** Why this claim may be refused. */
    static List<String> refusals(ClaimState claim) {
        return Claims.isBasic(claim) ? REFUSE : INSURER_REFUSE;
    }

    /** The reason for a clerk's look that follows from the ledger's rejection of a decision. */
    static String ofRejection(String code) {
        return code.equals("bill." + EXCEEDS_REMAINING) ? EXCEEDS_REMAINING : LEDGER_REJECTS;
    }
}
