package org.xinpiao.contracts.claim;

import com.google.protobuf.ByteString;
import org.jspecify.annotations.Nullable;
import org.xinpiao.contracts.Context;
import org.xinpiao.contracts.Outcome;
import org.xinpiao.contracts.Outcome.Rejected;
import org.xinpiao.contracts.State;
import org.xinpiao.contracts.bill.BillReason;
import org.xinpiao.contracts.bill.BillState;
import org.xinpiao.contracts.bill.Bills;
import org.xinpiao.contracts.claim.Taking.Actor;

/**
 * An appeal: once for each claim and in time. It is answered with the reason why all stays as it
 * was, or with a decision that gives more.
 */
final class Appeals {

    private Appeals() {}

    static Outcome appeal(State state, Context context, AppealClaim command) {
        if (command.getSealedStatement().size() > ClaimContract.SEALED_BYTES_MAX) {
            return Taking.malformed("sealed_statement");
        }
        return Taking.step(
                state,
                context,
                command.getClaimId(),
                Actor.PATIENT_SERVICE,
                Claims.Step.APPEAL,
                (claim, next) -> appeal(state, context, claim, next));
    }

    private static Outcome appeal(
            State state, Context context, ClaimState claim, ClaimStatus next) {
        if (claim.getAppealedMs() != 0) {
            return Outcome.rejected(
                    ClaimReason.APPEAL_USED, "appealed_ms=" + claim.getAppealedMs());
        }
        if (context.timeMillis() - claim.getClosedMs() > ClaimContract.APPEAL_MS_MAX) {
            return Outcome.rejected(ClaimReason.APPEAL_LATE, "closed_ms=" + claim.getClosedMs());
        }
        if (claim.getStatus() == ClaimStatus.REFUSED) {
            Rejected taken = takeBill(state, claim);
            if (taken != null) {
                return taken;
            }
        }
        return ClaimContract.changed(
                state,
                claim.toBuilder()
                        .setStatus(next)
                        .setBeforeAppeal(claim.getStatus())
                        .setAppealedMs(context.timeMillis())
                        .build());
    }

    /** A refused claim let its bill go: it must be there still, and nobody else's. */
    private static @Nullable Rejected takeBill(State state, ClaimState claim) {
        BillState bill = Bills.find(state, claim.getBill());
        if (bill == null) {
            return new Rejected(BillReason.BILL_UNKNOWN, Bills.text(claim.getBill()));
        }
        Rejected blocked = Bills.blocked(bill);
        if (blocked != null) {
            return blocked;
        }
        ClaimState holder = Claims.holder(state, claim.getBill(), claim.getPayer());
        if (holder != null) {
            return Submission.held(holder, bill);
        }
        state.put(
                Claims.holderKey(claim.getBill(), claim.getPayer()),
                ByteString.copyFromUtf8(claim.getClaimId()));
        return null;
    }

    static Outcome answer(State state, Context context, AnswerAppeal command) {
        return Taking.step(
                state,
                context,
                command.getClaimId(),
                Actor.AGENCY,
                Claims.Step.ANSWER,
                command.getReason(),
                (claim, next) -> end(state, claim, next));
    }

    /** Things are as they were before. */
    static Outcome end(State state, ClaimState claim, ClaimStatus next) {
        if (next == ClaimStatus.REFUSED) {
            state.delete(Claims.holderKey(claim.getBill(), claim.getPayer()));
        }
        return ClaimContract.changed(
                state, claim.toBuilder().setStatus(next).clearBeforeAppeal().build());
    }
}
