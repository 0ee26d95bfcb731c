package org.xinpiao.contracts.claim;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.xinpiao.contracts.Context;
import org.xinpiao.contracts.Outcome;
import org.xinpiao.contracts.Outcome.Rejected;
import org.xinpiao.contracts.State;
import org.xinpiao.contracts.Wire;
import org.xinpiao.contracts.bill.BillReason;
import org.xinpiao.contracts.bill.BillState;
import org.xinpiao.contracts.bill.Bills;
import org.xinpiao.contracts.bill.Holding;
import org.xinpiao.contracts.claim.Taking.Actor;
import org.xinpiao.contracts.fund.FundBook;
import org.xinpiao.contracts.fund.FundBook.Share;
import org.xinpiao.contracts.fund.Posted;
import org.xinpiao.contracts.registry.MemberKey;
import org.xinpiao.contracts.registry.Region;
import org.xinpiao.contracts.registry.Registry;

/**
 * The decision: amounts that fit, signed by enough departments, reserved on the bill and promised
 * by the funds. A decision that pays nothing closes the claim at once.
 */
final class Deciding {

    /** Largest ciphertext of a trace in bytes. */
    static final int TRACE_BYTES_MAX = 1 << 22;

    private Deciding() {}

    static Outcome decide(State state, Context context, DecideClaim command) {
        Decision decision;
        try {
            decision = Wire.parseExact(Decision.parser(), command.getDecision());
        } catch (InvalidProtocolBufferException _) {
            return Outcome.rejected(ClaimReason.MALFORMED, "decision");
        }
        if (decision.getInputsDigest().size() != Wire.HASH_BYTES
                || decision.getTraceDigest().size() != Wire.HASH_BYTES
                || command.getSealedTrace().size() > TRACE_BYTES_MAX) {
            return Outcome.rejected(
                    ClaimReason.MALFORMED, "inputs_digest, trace_digest, sealed_trace");
        }
        boolean nothing = Claims.payableFen(decision.getSettlement()) == 0;
        return Taking.step(
                state,
                context,
                decision.getClaimId(),
                Actor.AGENCY,
                nothing ? Claims.Step.CLOSE : Claims.Step.DECIDE,
                (claim, next) -> decide(state, context, command, decision, claim, next));
    }

    private static Outcome decide(
            State state,
            Context context,
            DecideClaim command,
            Decision decision,
            ClaimState claim,
            ClaimStatus next) {
        // What the basic insurance bears comes first: only then is it known what is left.
        Rejected fault =
                Claims.isBasic(claim) ? null : Submission.basicFirst(state, claim.getBill());
        if (fault == null) {
            fault = settlementFault(state, claim, decision.getSettlement());
        }
        if (fault == null) {
            fault = policyFault(state, claim, decision);
        }
        if (fault == null) {
            fault = endorsementFault(state, context, claim, command);
        }
        if (fault != null) {
            return fault;
        }
        ClaimState.Builder decided =
                claim.toBuilder()
                        .setStatus(next)
                        .setDecision(decision)
                        .setDecisions(claim.getDecisions() + 1)
                        .clearReason()
                        .clearBeforeAppeal()
                        .setDecidedMs(context.timeMillis());
        if (next == ClaimStatus.CLOSED) {
            return ClaimContract.changed(state, decided.setClosedMs(context.timeMillis()).build());
        }
        return reserve(state, context, claim, decided.build());
    }

    /** Reserves what the decision gives, or what it gives more than the one before. */
    private static Outcome reserve(
            State state, Context context, ClaimState before, ClaimState claim) {
        boolean again = Claims.isInForce(before) && Claims.standing(before) != ClaimStatus.CLOSED;
        List<Share> earlier = again ? Claims.shares(before) : List.of();
        List<Share> shares = Claims.shares(claim);
        long amount = Claims.payableFen(claim.getDecision().getSettlement());
        if (again && !givesMore(before, claim, shares, earlier)) {
            return Outcome.rejected(ClaimReason.LESS_ON_APPEAL, "payable_fen=" + amount);
        }
        List<Share> more = Claims.minus(shares, earlier);
        Rejected poor = FundBook.insufficient(state, claim.getRegion(), more);
        if (poor != null) {
            return poor;
        }
        Rejected held =
                again
                        ? Bills.raise(state, claim.getBill(), claim.getClaimId(), amount)
                        : Bills.reserve(
                                state,
                                claim.getBill(),
                                Holding.newBuilder()
                                        .setClaimId(claim.getClaimId())
                                        .setPayer(claim.getPayer())
                                        .setAmountFen(amount)
                                        .setSinceMs(context.timeMillis())
                                        .build());
        return held != null ? held : promise(state, context, claim, more);
    }

    /**
     * Promises what the funds give more. What accounts had paid and need not any more goes back to
     * them from the funds that pay instead, for the patient has it already.
     */
    private static Outcome promise(
            State state, Context context, ClaimState claim, List<Share> more) {
        int paid = paidTransfer(claim);
        List<Share> anew = paid < 0 ? List.of() : insteadOfAccounts(more);
        Posted.Builder posted =
                FundBook.promise(
                        state, claim.getClaimId(), claim.getRegion(), Claims.minus(more, anew))
                        .toBuilder();
        if (anew.isEmpty()) {
            return ClaimContract.changed(state, claim, posted.build());
        }
        posted.addAllEntries(
                FundBook.bearAnew(state, claim.getClaimId(), claim.getRegion(), anew)
                        .getEntriesList());
        ClaimState.Builder next = claim.toBuilder();
        next.getTransfersBuilder(paid)
                .clearShares()
                .addAllShares(
                        Claims.plus(Claims.shares(claim.getTransfers(paid)), anew).stream()
                                .map(Payments::share)
                                .toList());
        if (Claims.dueFen(claim) == 0) {
            Bills.confirm(state, claim.getBill(), claim.getClaimId(), true);
            next.setStatus(ClaimStatus.PAID).setClosedMs(context.timeMillis());
        }
        return ClaimContract.changed(state, next.build(), posted.build());
    }

    /** The place of the first transfer that stands; below 0 when none does. */
    private static int paidTransfer(ClaimState claim) {
        for (int i = 0; i < claim.getTransfersCount(); i++) {
            if (Claims.stands(claim.getTransfers(i))) {
                return i;
            }
        }
        return -1;
    }

    /** What funds bear of what accounts pay less, and that with a minus; empty when nothing. */
    private static List<Share> insteadOfAccounts(List<Share> more) {
        long open = -more.stream().mapToLong(Share::fen).filter(fen -> fen < 0).sum();
        List<Share> anew = new ArrayList<>();
        for (Share share : more) {
            long fen = share.fen() < 0 ? share.fen() : Math.min(share.fen(), open);
            if (fen != 0) {
                anew.add(new Share(share.fund(), fen));
                open -= Math.max(0, fen);
            }
        }
        return anew;
    }

    /** More from the funds, and from no fund less: what was promised stays promised. */
    private static boolean givesMore(
            ClaimState before, ClaimState claim, List<Share> shares, List<Share> earlier) {
        Settlement now = claim.getDecision().getSettlement();
        Settlement then = before.getDecision().getSettlement();
        return now.getFundPaySumamt() > then.getFundPaySumamt()
                && Claims.payableFen(now) >= Claims.payableFen(then)
                && earlier.stream()
                        .filter(old -> !old.fund().equals(Settlements.ACCOUNTS))
                        .allMatch(old ->
                                shares.stream()
                                        .anyMatch(share ->
                                                share.fund().equals(old.fund())
                                                        && share.fen() >= old.fen()));
    }

    private static @Nullable Rejected settlementFault(
            State state, ClaimState claim, Settlement settlement) {
        BillState bill = Bills.find(state, claim.getBill());
        if (bill == null) {
            return new Rejected(BillReason.BILL_UNKNOWN, Bills.text(claim.getBill()));
        }
        Rejected blocked = Bills.blocked(bill);
        if (blocked != null) {
            return blocked;
        }
        if (settlement.getMedfeeSumamt() != bill.getRecord().getTotalFen()) {
            return new Rejected(
                    ClaimReason.BILL_TOTAL, "total_fen=" + bill.getRecord().getTotalFen());
        }
        String identity = Settlements.fault(settlement);
        if (identity != null) {
            return new Rejected(ClaimReason.SETTLEMENT, identity);
        }
        // Commercial cover is no public fund: all of it stands in the one field left to others.
        if (!claim.getPayer().equals(Claims.BASIC)
                && settlement.getOthPay() != Claims.payableFen(settlement)) {
            return new Rejected(ClaimReason.SETTLEMENT, "fund_pay_sumamt = oth_pay");
        }
        return null;
    }

    /**
     * Basic cover is decided by a published policy of the home region, commercial cover by none.
     */
    private static @Nullable Rejected policyFault(
            State state, ClaimState claim, Decision decision) {
        String region = decision.getPolicyRegion();
        int version = decision.getPolicyVersion();
        boolean known =
                claim.getPayer().equals(Claims.BASIC)
                        ? region.equals(claim.getRegion())
                                && version > 0
                                && state.get(Claims.policyKey(region, version)) != null
                        : region.isEmpty() && version == 0;
        return known
                ? null
                : new Rejected(ClaimReason.POLICY_UNKNOWN, region + " version " + version);
    }

    private static @Nullable Rejected endorsementFault(
            State state, Context context, ClaimState claim, DecideClaim command) {
        byte[] message =
                Claims.decisionMessage(context.primitives(), command.getDecision().toByteArray());
        Set<String> endorsers = new TreeSet<>();
        for (Endorsement endorsement : command.getEndorsementsList()) {
            String member = endorsement.getMember();
            if (!mayEndorse(state, claim, member) || !endorsers.add(member)) {
                return new Rejected(ClaimReason.ENDORSEMENT, member);
            }
            MemberKey key =
                    Registry.signingKey(
                            state, member, endorsement.getKeyId(), context.timeMillis());
            if (key == null
                    || !context.primitives()
                            .verify(
                                    key.getAlgorithm(),
                                    key.getPublicKey().toByteArray(),
                                    message,
                                    endorsement.getSignature().toByteArray())) {
                return new Rejected(ClaimReason.ENDORSEMENT, member);
            }
        }
        int required = required(state, claim);
        return endorsers.size() >= required && endorsers.contains(claim.getAgency())
                ? null
                : new Rejected(ClaimReason.ENDORSERS_MISSING, "required=" + required);
    }

    /** The deciding member, and any department but that of data. */
    private static boolean mayEndorse(State state, ClaimState claim, String member) {
        return switch (Registry.role(state, member)) {
            case INSURANCE, FINANCE, HEALTH -> true;
            case AGENCY, INSURER -> member.equals(claim.getAgency());
            case DATA, INSTITUTION, BANK, ROLE_UNSPECIFIED, UNRECOGNIZED -> false;
        };
    }

    private static int required(State state, ClaimState claim) {
        Region region = Registry.region(state, claim.getRegion());
        return region == null ? 1 : region.getEndorsers();
    }
}
