package org.xinpiao.contracts.claim;

import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.xinpiao.contracts.Primitives;
import org.xinpiao.contracts.State;
import org.xinpiao.contracts.Wire;
import org.xinpiao.contracts.bill.BillId;
import org.xinpiao.contracts.bill.Bills;
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
        REVIEW,
        ASK,
        PROVIDE,
        DECIDE,
        /** A decision that pays nothing. */
        CLOSE,
        REFUSE,
        CANCEL,
        /** The insurer reads no more. */
        REVOKE,
        PAY,
        /** A transfer that did not arrive. */
        FAIL,
        /** Another account after that. */
        PAYEE,
        EXPIRE,
        APPEAL,
        /** The appeal changed nothing, or was taken back. */
        ANSWER,
        DEMAND,
        DROP,
        REPAY
    }

    /** State key of a claim. */
    public static String key(String claimId) {
        return PREFIX + claimId;
    }

    /** State key of the one claim that holds a bill for a payer. */
    public static String holderKey(BillId bill, String payer) {
        return "claim/holder/" + bill.getCode() + '/' + bill.getNumber() + '/' + payer;
    }

    /** State key of the claim that a credit transfer was for. */
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

    /** Whether the basic insurance pays it, and no commercial insurer. */
    public static boolean isBasic(ClaimState claim) {
        return claim.getPayer().equals(BASIC);
    }

    /**
     * The claim on the basic insurance whose outcome may still change what is left of a bill; null
     * when there is none.
     */
    public static @Nullable ClaimState openBasic(State state, BillId bill) {
        ClaimState basic = holder(state, bill, BASIC);
        return basic != null
                        && (isUndecided(basic.getStatus())
                                || basic.getStatus() == ClaimStatus.APPEALED)
                ? basic
                : null;
    }

    /** Whether an insurer may read what the patient granted. */
    public static boolean mayRead(ClaimState claim, long timeMillis) {
        return claim.hasGrant()
                && claim.getGrant().getRevokedMs() == 0
                && claim.getStatus() != ClaimStatus.CANCELLED
                && Bills.chinaDay(timeMillis) <= claim.getGrant().getUntilDay();
    }

    /** What the public funds bear of a decided claim: nothing of commercial cover. */
    public static List<Share> shares(ClaimState claim) {
        return isBasic(claim)
                ? Settlements.shares(claim.getDecision().getSettlement(), claim.getInsutype())
                : List.of();
    }

    /** What the public funds have still to pay of a decided claim. */
    static List<Share> dueShares(ClaimState claim) {
        List<Share> due = shares(claim);
        for (Transfer transfer : claim.getTransfersList()) {
            if (stands(transfer)) {
                due = minus(due, shares(transfer));
            }
        }
        return due;
    }

    /** What the funds bore of a transfer. */
    public static List<Share> shares(Transfer transfer) {
        return transfer.getSharesList().stream()
                .map(share -> new Share(share.getFund(), share.getAmountFen()))
                .toList();
    }

    /**
     * What remains of some shares without others; below zero where accounts pay less than before.
     *
     * @throws IllegalStateException when another fund bore more than its share
     */
    static List<Share> minus(List<Share> shares, List<Share> others) {
        Map<String, Long> rest = new LinkedHashMap<>();
        shares.forEach(share -> rest.put(share.fund(), share.fen()));
        others.forEach(share -> rest.merge(share.fund(), -share.fen(), Math::addExact));
        List<Share> left = new ArrayList<>();
        rest.forEach((fund, fen) -> {
            if (fen < 0 && !fund.equals(Settlements.ACCOUNTS)) {
                throw new IllegalStateException("fund " + fund + " bore more than its share");
            }
            if (fen != 0) {
                left.add(new Share(fund, fen));
            }
        });
        return left;
    }

    /** Shares with others added to them; what comes to zero is left out. */
    static List<Share> plus(List<Share> shares, List<Share> others) {
        return minus(
                shares, others.stream().map(each -> new Share(each.fund(), -each.fen())).toList());
    }

    /** What the endorsers of a decision sign. */
    public static byte[] decisionMessage(Primitives primitives, byte[] decision) {
        byte[] hash = primitives.hash(decision);
        byte[] message = Arrays.copyOf(DECISION, DECISION.length + hash.length);
        System.arraycopy(hash, 0, message, DECISION.length, hash.length);
        return message;
    }

    /** Where a step leads; null when the status does not allow it. */
    static @Nullable ClaimStatus next(ClaimState claim, Step step) {
        ClaimStatus from = claim.getStatus();
        ClaimStatus before = standing(claim);
        boolean open = isUndecided(from);
        boolean appealed = from == ClaimStatus.APPEALED;
        return switch (step) {
            case REVIEW -> when(from == ClaimStatus.SUBMITTED, ClaimStatus.REVIEW);
            case ASK -> when(from == ClaimStatus.REVIEW, ClaimStatus.WAITING);
            case PROVIDE -> when(from == ClaimStatus.WAITING, ClaimStatus.REVIEW);
            case DECIDE -> when(open || (appealed && maySettle(before)), ClaimStatus.DECIDED);
            case CLOSE ->
                    when(open || (appealed && before == ClaimStatus.REFUSED), ClaimStatus.CLOSED);
            case REFUSE -> when(open, ClaimStatus.REFUSED);
            case CANCEL -> when(open, ClaimStatus.CANCELLED);
            case REVOKE ->
                    when(
                            claim.hasGrant() && claim.getGrant().getRevokedMs() == 0,
                            open ? ClaimStatus.CANCELLED : from);
            case PAY -> when(from == ClaimStatus.DECIDED, ClaimStatus.PAID);
            case FAIL ->
                    when(
                            before == ClaimStatus.DECIDED || before == ClaimStatus.PAID,
                            appealed ? from : ClaimStatus.DECIDED);
            case PAYEE ->
                    when(from == ClaimStatus.DECIDED && needsPayee(claim), ClaimStatus.DECIDED);
            // What was paid in part keeps its bill.
            case EXPIRE ->
                    when(from == ClaimStatus.DECIDED && paidFen(claim) == 0, ClaimStatus.EXPIRED);
            case APPEAL -> when(mayAppeal(from), ClaimStatus.APPEALED);
            case ANSWER -> when(appealed, before);
            case DEMAND -> when(from == ClaimStatus.PAID, ClaimStatus.DEMANDED);
            case DROP -> when(before == ClaimStatus.DEMANDED, ClaimStatus.PAID);
            case REPAY -> when(from == ClaimStatus.DEMANDED, ClaimStatus.REPAID);
        };
    }

    private static @Nullable ClaimStatus when(boolean allowed, ClaimStatus next) {
        return allowed ? next : null;
    }

    /** The status without regard to an appeal. */
    public static ClaimStatus standing(ClaimState claim) {
        return claim.getStatus() == ClaimStatus.APPEALED
                ? claim.getBeforeAppeal()
                : claim.getStatus();
    }

    /** Whether the agency has it and has not decided yet, or waits for the patient. */
    public static boolean isUndecided(ClaimStatus status) {
        return status == ClaimStatus.SUBMITTED
                || status == ClaimStatus.REVIEW
                || status == ClaimStatus.WAITING;
    }

    /** Whether a patient may appeal against what led there. */
    public static boolean mayAppeal(ClaimStatus status) {
        return status == ClaimStatus.REFUSED
                || status == ClaimStatus.CLOSED
                || status == ClaimStatus.PAID
                || status == ClaimStatus.DEMANDED;
    }

    /** Whether an appeal against it may be answered with a decision that pays. */
    private static boolean maySettle(ClaimStatus before) {
        return before == ClaimStatus.REFUSED
                || before == ClaimStatus.CLOSED
                || before == ClaimStatus.DECIDED
                || before == ClaimStatus.PAID;
    }

    /** Whether its decision counts: for the year, for the bill, for the funds. */
    public static boolean isInForce(ClaimState claim) {
        return switch (standing(claim)) {
            case DECIDED, PAID, CLOSED, DEMANDED -> true;
            case SUBMITTED, REVIEW, WAITING, REFUSED, CANCELLED, EXPIRED, REPAID -> false;
            case APPEALED, CLAIM_STATUS_UNSPECIFIED, UNRECOGNIZED ->
                    throw new IllegalStateException("claim status " + claim.getStatus());
        };
    }

    /** Whether a claim in this status keeps others for the same bill and payer away. */
    public static boolean holds(ClaimStatus status) {
        return switch (status) {
            case SUBMITTED, REVIEW, WAITING, DECIDED, PAID, CLOSED, APPEALED, DEMANDED -> true;
            case REFUSED, CANCELLED, EXPIRED, REPAID -> false;
            case CLAIM_STATUS_UNSPECIFIED, UNRECOGNIZED ->
                    throw new IllegalStateException("claim status " + status);
        };
    }

    /** Whether a transfer did not arrive and the patient has not named another account since. */
    public static boolean needsPayee(ClaimState claim) {
        return claim.getTransfersList().stream().filter(t -> !stands(t)).count()
                > claim.getPayeeVersion();
    }

    /** Whether money of a transfer is where it should be. */
    public static boolean stands(Transfer transfer) {
        return transfer.getFailedMs() == 0;
    }

    /** What has been paid and has not come back, in fen. */
    public static long paidFen(ClaimState claim) {
        return claim.getTransfersList().stream()
                .filter(Claims::stands)
                .mapToLong(Transfer::getAmountFen)
                .sum();
    }

    /**
     * What is paid out on a claim made after the visit, in fen: the funds' part and what personal
     * accounts give, since the patient paid the whole bill at the hospital.
     */
    public static long payableFen(Settlement s) {
        return s.getFundPaySumamt() + s.getAcctPay() + s.getAcctMulaidPay();
    }

    /** What of the decision is still to be paid, in fen. */
    public static long dueFen(ClaimState claim) {
        return payableFen(claim.getDecision().getSettlement()) - paidFen(claim);
    }
}
