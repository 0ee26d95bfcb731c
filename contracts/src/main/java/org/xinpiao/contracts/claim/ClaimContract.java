package org.xinpiao.contracts.claim;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.List;
import org.xinpiao.contracts.Context;
import org.xinpiao.contracts.Contract;
import org.xinpiao.contracts.Outcome;
import org.xinpiao.contracts.State;
import org.xinpiao.contracts.Wire;
import org.xinpiao.contracts.bill.Bills;
import org.xinpiao.contracts.fund.FundBook;
import org.xinpiao.contracts.fund.FundBook.Share;
import org.xinpiao.contracts.fund.Posted;
import org.xinpiao.contracts.registry.Registry;
import org.xinpiao.contracts.registry.Role;

/**
 * A claim from submission to payment. The health department's patient service submits and cancels,
 * the agency (or the insurer) decides, refuses and expires, and only a bank reports a payment: who
 * decides money does not also confirm that it left.
 */
public final class ClaimContract implements Contract {

    /** How long after the visit a claim may be submitted. */
    public static final int DEADLINE_DAYS = 365;

    /** How long a decided claim waits for its payment: 7 days. */
    public static final long PAYMENT_MS_MAX = 7L * 24 * 60 * 60 * 1_000;

    /** Largest ciphertext of a form in bytes. */
    public static final int SEALED_BYTES_MAX = 1 << 16;

    /** Longest EndToEndId in characters (ISO 20022 Max35Text). */
    private static final int TRANSFER_CHARS_MAX = 35;

    @Override
    public String name() {
        return "claim";
    }

    @Override
    public Outcome apply(State state, Context context, ByteString bytes)
            throws InvalidProtocolBufferException {
        ClaimCommand command = Wire.parse(ClaimCommand.parser(), bytes);
        return switch (command.getCommandCase()) {
            case SUBMIT -> Submission.submit(state, context, command.getSubmit());
            case DECIDE -> Deciding.decide(state, context, command.getDecide());
            case REFUSE -> refuse(state, context, command.getRefuse());
            case CANCEL -> cancel(state, context, command.getCancel());
            case PAY -> pay(state, context, command.getPay());
            case EXPIRE -> expire(state, context, command.getExpire());
            case COMMAND_NOT_SET -> throw Wire.noCommand();
        };
    }

    private static Outcome refuse(State state, Context context, RefuseClaim command) {
        if (!Wire.isWord(command.getReason())) {
            return Outcome.rejected(ClaimReason.MALFORMED, "reason");
        }
        ClaimState claim = Claims.find(state, command.getClaimId());
        if (claim == null) {
            return Outcome.rejected(ClaimReason.UNKNOWN, command.getClaimId());
        }
        if (!claim.getAgency().equals(context.member())) {
            return Outcome.rejected(ClaimReason.NOT_ALLOWED, context.member());
        }
        return end(
                state,
                context,
                claim.toBuilder().setReason(command.getReason()).build(),
                Claims.Step.REFUSE);
    }

    private static Outcome cancel(State state, Context context, CancelClaim command) {
        ClaimState claim = Claims.find(state, command.getClaimId());
        if (claim == null) {
            return Outcome.rejected(ClaimReason.UNKNOWN, command.getClaimId());
        }
        if (!Registry.hasRole(state, context.member(), Role.HEALTH)) {
            return Outcome.rejected(ClaimReason.NOT_ALLOWED, context.member());
        }
        return end(state, context, claim, Claims.Step.CANCEL);
    }

    private static Outcome expire(State state, Context context, ExpireClaim command) {
        ClaimState claim = Claims.find(state, command.getClaimId());
        if (claim == null) {
            return Outcome.rejected(ClaimReason.UNKNOWN, command.getClaimId());
        }
        if (!claim.getAgency().equals(context.member())) {
            return Outcome.rejected(ClaimReason.NOT_ALLOWED, context.member());
        }
        if (claim.getStatus() == ClaimStatus.DECIDED
                && context.timeMillis() - claim.getDecidedMs() <= PAYMENT_MS_MAX) {
            return Outcome.rejected(ClaimReason.NOT_EXPIRED, "decided_ms=" + claim.getDecidedMs());
        }
        return end(state, context, claim, Claims.Step.EXPIRE);
    }

    /** Ends a claim without payment and gives back what it held. */
    private static Outcome end(State state, Context context, ClaimState claim, Claims.Step step) {
        ClaimStatus next = Claims.next(claim.getStatus(), step);
        if (next == null) {
            return wrongStatus(claim);
        }
        ClaimState ended =
                claim.toBuilder().setStatus(next).setClosedMs(context.timeMillis()).build();
        state.delete(Claims.holderKey(claim.getBill(), claim.getPayer()));
        if (claim.getStatus() == ClaimStatus.SUBMITTED) {
            return changed(state, ended);
        }
        Bills.release(state, claim.getBill(), claim.getClaimId());
        List<Share> shares = Claims.shares(claim);
        return shares.isEmpty()
                ? changed(state, ended)
                : changed(
                        state,
                        ended,
                        FundBook.takeBack(state, claim.getClaimId(), claim.getRegion(), shares));
    }

    private static Outcome pay(State state, Context context, PayClaim command) {
        if (!Wire.isId(command.getEndToEndId(), TRANSFER_CHARS_MAX)
                || !Wire.isId(command.getBankReference(), TRANSFER_CHARS_MAX)) {
            return Outcome.rejected(ClaimReason.MALFORMED, "end_to_end_id, bank_reference");
        }
        ClaimState claim = Claims.find(state, command.getClaimId());
        if (claim == null) {
            return Outcome.rejected(ClaimReason.UNKNOWN, command.getClaimId());
        }
        if (!Registry.hasRole(state, context.member(), Role.BANK)) {
            return Outcome.rejected(ClaimReason.NOT_ALLOWED, context.member());
        }
        ClaimStatus next = Claims.next(claim.getStatus(), Claims.Step.PAY);
        if (next == null) {
            return wrongStatus(claim);
        }
        long decided = claim.getDecision().getSettlement().getFundPaySumamt();
        if (command.getPaidFen() != decided) {
            return Outcome.rejected(ClaimReason.AMOUNT, "decided_fen=" + decided);
        }
        String transfer = Claims.transferKey(command.getEndToEndId());
        if (state.get(transfer) != null) {
            return Outcome.rejected(ClaimReason.TRANSFER_USED, command.getEndToEndId());
        }
        Bills.confirm(state, claim.getBill(), claim.getClaimId());
        state.put(transfer, ByteString.copyFromUtf8(claim.getClaimId()));
        ClaimState paid =
                claim.toBuilder()
                        .setStatus(next)
                        .setClosedMs(context.timeMillis())
                        .setEndToEndId(command.getEndToEndId())
                        .setBankReference(command.getBankReference())
                        .build();
        List<Share> shares = Claims.shares(claim);
        return shares.isEmpty()
                ? changed(state, paid)
                : changed(
                        state,
                        paid,
                        FundBook.pay(state, claim.getClaimId(), claim.getRegion(), shares));
    }

    static Outcome wrongStatus(ClaimState claim) {
        return Outcome.rejected(ClaimReason.WRONG_STATUS, "status=" + claim.getStatus());
    }

    static Outcome changed(State state, ClaimState claim) {
        state.put(Claims.key(claim.getClaimId()), claim.toByteString());
        return Outcome.accepted(ClaimChanged.newBuilder().setClaim(claim).build());
    }

    static Outcome changed(State state, ClaimState claim, Posted posted) {
        state.put(Claims.key(claim.getClaimId()), claim.toByteString());
        return Outcome.accepted(ClaimChanged.newBuilder().setClaim(claim).build(), posted);
    }
}
