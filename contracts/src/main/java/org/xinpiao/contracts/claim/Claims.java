package org.xinpiao.contracts.claim;

import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.xinpiao.contracts.Primitives;
import org.xinpiao.contracts.State;
import org.xinpiao.contracts.Wire;
import org.xinpiao.contracts.bill.BillId;
import org.xinpiao.contracts.fund.FundBook.Share;

/** Claims, for others to read, and the table of their legal steps. */
public final class Claims {

    /** Payer of the basic insurance; any other payer is an insurer's member id. */
    public static final String BASIC = "basic";

    /** Prefix of the state keys of all claims. */
    public static final String PREFIX = "claim/claim/";

    /** Prefix of the state keys of all credit transfers. */
    public static final String TRANSFERS = "claim/transfer/";

    private static final byte[] DECISION = "xinpiao/decision/v1\n".getBytes(StandardCharsets.UTF_8);

    /**
     * Longest claim id in characters: with one letter in front it is the EndToEndId of its transfer
     * (ISO 20022 Max35Text).
     */
    public static final int ID_CHARS_MAX = 34;

    private Claims() {}

    /** What may happen to a claim after its submission. */
    enum Step {
        DECIDE,
        /** A decision that pays nothing. */
        CLOSE,
        REFUSE,
        CANCEL,
        PAY,
        EXPIRE
    }

    /** State key of a claim. */
    public static String key(String claimId) {
        return PREFIX + claimId;
    }

    /** State key of the one claim that holds a bill for a payer. */
    public static String holderKey(BillId bill, String payer) {
        return "claim/holder/" + bill.getCode() + '/' + bill.getNumber() + '/' + payer;
    }

    /** State key of the claim that a credit transfer paid. */
    public static String transferKey(String endToEndId) {
        return TRANSFERS + endToEndId;
    }

    /** State key of a region's policy version, for its existence. */
    public static String policyKey(String region, int version) {
        return "policy/" + region + '/' + String.format(Locale.ROOT, "%08d", version);
    }

    public static @Nullable ClaimState find(State state, String claimId) {
        return Wire.isId(claimId, Wire.ID_CHARS_MAX)
                ? Wire.stored(state, key(claimId), ClaimState.parser())
                : null;
    }

    /** The claim that holds a bill for a payer: open, paid or closed; null when there is none. */
    public static @Nullable ClaimState holder(State state, BillId bill, String payer) {
        ByteString claimId = state.get(holderKey(bill, payer));
        return claimId == null ? null : find(state, claimId.toStringUtf8());
    }

    /** What the public funds bear of a decided claim: nothing of commercial cover. */
    public static List<Share> shares(ClaimState claim) {
        return claim.getPayer().equals(BASIC)
                ? Settlements.shares(claim.getDecision().getSettlement(), claim.getInsutype())
                : List.of();
    }

    /** What the endorsers of a decision sign. */
    public static byte[] decisionMessage(Primitives primitives, byte[] decision) {
        byte[] hash = primitives.hash(decision);
        byte[] message = Arrays.copyOf(DECISION, DECISION.length + hash.length);
        System.arraycopy(hash, 0, message, DECISION.length, hash.length);
        return message;
    }

    /** Where a step leads; null when the status does not allow it. */
    static @Nullable ClaimStatus next(ClaimStatus from, Step step) {
        return switch (from) {
            case SUBMITTED ->
                    switch (step) {
                        case DECIDE -> ClaimStatus.DECIDED;
                        case CLOSE -> ClaimStatus.CLOSED;
                        case REFUSE -> ClaimStatus.REFUSED;
                        case CANCEL -> ClaimStatus.CANCELLED;
                        case PAY, EXPIRE -> null;
                    };
            case DECIDED ->
                    switch (step) {
                        case PAY -> ClaimStatus.PAID;
                        case EXPIRE -> ClaimStatus.EXPIRED;
                        // The money may be on its way: the bill must not be free again.
                        case CANCEL, DECIDE, CLOSE, REFUSE -> null;
                    };
            case PAID, REFUSED, CANCELLED, EXPIRED, CLOSED -> null;
            case CLAIM_STATUS_UNSPECIFIED, UNRECOGNIZED ->
                    throw new IllegalStateException("claim status " + from);
        };
    }

    /** Whether a claim in this status keeps others for the same bill and payer away. */
    public static boolean holds(ClaimStatus status) {
        return switch (status) {
            case SUBMITTED, DECIDED, PAID, CLOSED -> true;
            case REFUSED, CANCELLED, EXPIRED -> false;
            case CLAIM_STATUS_UNSPECIFIED, UNRECOGNIZED ->
                    throw new IllegalStateException("claim status " + status);
        };
    }
}
