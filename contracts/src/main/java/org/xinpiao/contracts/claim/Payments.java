package org.xinpiao.contracts.claim;

import com.google.protobuf.ByteString;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xinpiao.contracts.Context;
import org.xinpiao.contracts.Outcome;
import org.xinpiao.contracts.Outcome.Rejected;
import org.xinpiao.contracts.State;
import org.xinpiao.contracts.Wire;
import org.xinpiao.contracts.bill.Bills;
import org.xinpiao.contracts.claim.Taking.Actor;
import org.xinpiao.contracts.fund.FundBook;
import org.xinpiao.contracts.fund.FundBook.Share;
import org.xinpiao.contracts.fund.Posted;

/** Where the money of a decision goes: out, back because nobody took it, or asked back. */
final class Payments {

    /** Longest EndToEndId in characters (ISO 20022 Max35Text). */
    private static final int TRANSFER_CHARS_MAX = 35;

    /** Most transfers tried for a claim. */
    private static final int TRANSFERS_MAX = 20;

    private Payments() {}

    static Outcome pay(State state, Context context, PayClaim command) {
        if (!isTransfer(command.getEndToEndId()) || !isTransfer(command.getBankReference())) {
            return Taking.malformed("end_to_end_id, bank_reference");
        }
        return Taking.step(
                state,
                context,
                command.getClaimId(),
                Actor.BANK,
                Claims.Step.PAY,
                (claim, next) -> pay(state, context, command, claim, next));
    }

    private static Outcome pay(
            State state, Context context, PayClaim command, ClaimState claim, ClaimStatus next) {
        long due = Claims.dueFen(claim);
        if (command.getPaidFen() != due) {
            return Outcome.rejected(ClaimReason.AMOUNT, "due_fen=" + due);
        }
        Rejected used = use(state, claim, command.getEndToEndId());
        if (used != null) {
            return used;
        }
        Bills.confirm(state, claim.getBill(), claim.getClaimId(), true);
        List<Share> shares = Claims.dueShares(claim);
        Transfer.Builder transfer =
                Transfer.newBuilder()
                        .setEndToEndId(command.getEndToEndId())
                        .setBankReference(command.getBankReference())
                        .setAmountFen(due)
                        .setPaidMs(context.timeMillis());
        shares.forEach(share -> transfer.addShares(share(share)));
        return ClaimContract.changed(
                state,
                claim.toBuilder()
                        .setStatus(next)
                        .setClosedMs(context.timeMillis())
                        .addTransfers(transfer)
                        .build(),
                FundBook.pay(state, claim.getClaimId(), claim.getRegion(), shares));
    }

    static FundShare share(Share share) {
        return FundShare.newBuilder().setFund(share.fund()).setAmountFen(share.fen()).build();
    }

    /** Takes a transfer's id for a claim; why not, or null when it is free. */
    private static @Nullable Rejected use(State state, ClaimState claim, String endToEndId) {
        String key = Claims.transferKey(endToEndId);
        if (state.get(key) != null || claim.getTransfersCount() >= TRANSFERS_MAX) {
            return new Rejected(ClaimReason.TRANSFER_USED, endToEndId);
        }
        state.put(key, ByteString.copyFromUtf8(claim.getClaimId()));
        return null;
    }

    /** A transfer was refused before it was executed, or came back after it. */
    static Outcome fail(State state, Context context, FailPayment command) {
        if (!isTransfer(command.getEndToEndId()) || !Wire.isWord(command.getReason())) {
            return Taking.malformed("end_to_end_id, reason");
        }
        return Taking.step(
                state,
                context,
                command.getClaimId(),
                Actor.BANK,
                Claims.Step.FAIL,
                (claim, next) -> {
                    int place = place(claim, command.getEndToEndId());
                    return place < 0
                            ? refused(state, context, command, claim)
                            : cameBack(state, context, command, claim, next, place);
                });
    }

    private static int place(ClaimState claim, String endToEndId) {
        for (int i = 0; i < claim.getTransfersCount(); i++) {
            if (claim.getTransfers(i).getEndToEndId().equals(endToEndId)) {
                return i;
            }
        }
        return -1;
    }

    private static Outcome refused(
            State state, Context context, FailPayment command, ClaimState claim) {
        if (Claims.standing(claim) != ClaimStatus.DECIDED) {
            return Taking.wrongStatus(claim);
        }
        Rejected used = use(state, claim, command.getEndToEndId());
        if (used != null) {
            return used;
        }
        Transfer transfer =
                Transfer.newBuilder()
                        .setEndToEndId(command.getEndToEndId())
                        .setFailedMs(context.timeMillis())
                        .setFailedReason(command.getReason())
                        .build();
        return ClaimContract.changed(state, claim.toBuilder().addTransfers(transfer).build());
    }

    private static Outcome cameBack(
            State state,
            Context context,
            FailPayment command,
            ClaimState claim,
            ClaimStatus next,
            int place) {
        Transfer transfer = claim.getTransfers(place);
        if (!Claims.stands(transfer)) {
            return Outcome.rejected(ClaimReason.TRANSFER_USED, command.getEndToEndId());
        }
        Bills.confirm(state, claim.getBill(), claim.getClaimId(), false);
        ClaimState.Builder changed = claim.toBuilder().setStatus(next);
        changed.getTransfersBuilder(place)
                .setFailedMs(context.timeMillis())
                .setFailedReason(command.getReason());
        if (next == ClaimStatus.APPEALED) {
            changed.setBeforeAppeal(ClaimStatus.DECIDED);
        }
        return ClaimContract.changed(
                state,
                changed.build(),
                FundBook.payBack(
                        state, claim.getClaimId(), claim.getRegion(), Claims.shares(transfer)));
    }

    /** Once after each transfer that did not arrive, while another may be tried. */
    static Outcome changePayee(State state, Context context, ChangePayee command) {
        if (command.getSealedForm().isEmpty()
                || command.getSealedForm().size() > ClaimContract.SEALED_BYTES_MAX) {
            return Taking.malformed("sealed_form");
        }
        return Taking.step(
                state,
                context,
                command.getClaimId(),
                Actor.PATIENT_SERVICE,
                Claims.Step.PAYEE,
                (claim, next) ->
                        claim.getTransfersCount() >= TRANSFERS_MAX
                                ? Outcome.rejected(
                                        ClaimReason.TRANSFER_USED, "transfers=" + TRANSFERS_MAX)
                                : ClaimContract.changed(
                                        state,
                                        claim.toBuilder()
                                                .setPayeeVersion(claim.getPayeeVersion() + 1)
                                                .build()));
    }

    static Outcome expire(State state, Context context, ExpireClaim command) {
        return Taking.step(
                state,
                context,
                command.getClaimId(),
                Actor.AGENCY,
                Claims.Step.EXPIRE,
                (claim, next) -> {
                    long since = dueSince(claim);
                    if (context.timeMillis() - since <= ClaimContract.PAYMENT_MS_MAX) {
                        return Outcome.rejected(ClaimReason.NOT_EXPIRED, "due_since_ms=" + since);
                    }
                    return giveUp(
                            state,
                            context,
                            claim,
                            next,
                            FundBook.takeBack(
                                    state,
                                    claim.getClaimId(),
                                    claim.getRegion(),
                                    Claims.shares(claim)));
                });
    }

    /** Since the decision, or since the last transfer failed. */
    private static long dueSince(ClaimState claim) {
        return claim.getTransfersCount() == 0
                ? claim.getDecidedMs()
                : Math.max(
                        claim.getDecidedMs(),
                        claim.getTransfers(claim.getTransfersCount() - 1).getFailedMs());
    }

    static Outcome demand(State state, Context context, DemandRepayment command) {
        return move(state, context, command.getClaimId(), Claims.Step.DEMAND, command.getReason());
    }

    static Outcome drop(State state, Context context, DropDemand command) {
        return move(state, context, command.getClaimId(), Claims.Step.DROP, command.getReason());
    }

    private static Outcome move(
            State state, Context context, String claimId, Claims.Step step, String reason) {
        return Taking.step(
                state,
                context,
                claimId,
                Actor.AGENCY,
                step,
                reason,
                (claim, next) ->
                        // Against the new outcome one may appeal, whatever was before.
                        ClaimContract.changed(
                                state,
                                claim.toBuilder()
                                        .setStatus(next)
                                        .clearBeforeAppeal()
                                        .clearAppealedMs()
                                        .setClosedMs(context.timeMillis())
                                        .build()));
    }

    static Outcome repay(State state, Context context, RepayClaim command) {
        if (!isTransfer(command.getBankReference())) {
            return Taking.malformed("bank_reference");
        }
        return Taking.step(
                state,
                context,
                command.getClaimId(),
                Actor.BANK,
                Claims.Step.REPAY,
                (claim, next) -> {
                    long paid = Claims.paidFen(claim);
                    return command.getRepaidFen() != paid
                            ? Outcome.rejected(ClaimReason.AMOUNT, "paid_fen=" + paid)
                            : giveUp(
                                    state,
                                    context,
                                    claim,
                                    next,
                                    FundBook.recover(
                                            state,
                                            claim.getClaimId(),
                                            claim.getRegion(),
                                            Claims.shares(claim)));
                });
    }

    /** The bill is free again. */
    private static Outcome giveUp(
            State state, Context context, ClaimState claim, ClaimStatus next, Posted posted) {
        state.delete(Claims.holderKey(claim.getBill(), claim.getPayer()));
        Bills.release(state, claim.getBill(), claim.getClaimId());
        return ClaimContract.changed(
                state,
                claim.toBuilder().setStatus(next).setClosedMs(context.timeMillis()).build(),
                posted);
    }

    private static boolean isTransfer(String id) {
        return Wire.isId(id, TRANSFER_CHARS_MAX);
    }
}
