package org.xinpiao.contracts.claim;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import org.jspecify.annotations.Nullable;
import org.xinpiao.contracts.Context;
import org.xinpiao.contracts.Contract;
import org.xinpiao.contracts.Outcome;
import org.xinpiao.contracts.State;
import org.xinpiao.contracts.Wire;
import org.xinpiao.contracts.fund.Posted;

/**
 * A claim from submission to payment, and after it. The health department's patient service
 * submits, cancels, gives documents and appeals for the patient; the agency (or the insurer)
 * decides, refuses, demands money back; and only a bank reports what money did: who decides money
 * does not also confirm that it moved.
 */
public final class ClaimContract implements Contract {

    /** How long after the visit a claim may be submitted. */
    public static final int DEADLINE_DAYS = 365;

    /** How long a decided claim waits for its payment: 7 days. */
    public static final long PAYMENT_MS_MAX = 7L * 24 * 60 * 60 * 1_000;

    /** How long one may appeal: 60 days, as against any act of an office (行政复议法). */
    public static final long APPEAL_MS_MAX = 60L * 24 * 60 * 60 * 1_000;

    /** How long an insurer may be let read at most. */
    public static final int GRANT_DAYS_MAX = 365;

    /** Largest ciphertext of a form or a statement in bytes. */
    public static final int SEALED_BYTES_MAX = 1 << 16;

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
            case REVIEW -> Handling.review(state, context, command.getReview());
            case ASK -> Handling.ask(state, context, command.getAsk());
            case PROVIDE -> Handling.provide(state, context, command.getProvide());
            case DECIDE -> Deciding.decide(state, context, command.getDecide());
            case REFUSE -> Handling.refuse(state, context, command.getRefuse());
            case CANCEL -> Handling.cancel(state, context, command.getCancel());
            case PAY -> Payments.pay(state, context, command.getPay());
            case FAIL -> Payments.fail(state, context, command.getFail());
            case PAYEE -> Payments.changePayee(state, context, command.getPayee());
            case EXPIRE -> Payments.expire(state, context, command.getExpire());
            case APPEAL -> Appeals.appeal(state, context, command.getAppeal());
            case ANSWER -> Appeals.answer(state, context, command.getAnswer());
            case DEMAND -> Payments.demand(state, context, command.getDemand());
            case DROP -> Payments.drop(state, context, command.getDrop());
            case REVOKE -> Handling.revoke(state, context, command.getRevoke());
            case REPAY -> Payments.repay(state, context, command.getRepay());
            case COMMAND_NOT_SET -> throw Wire.noCommand();
        };
    }

    static Outcome changed(State state, ClaimState claim) {
        return changed(state, claim, null);
    }

    static Outcome changed(State state, ClaimState claim, @Nullable Posted posted) {
        state.put(Claims.key(claim.getClaimId()), claim.toByteString());
        ClaimChanged changed = ClaimChanged.newBuilder().setClaim(claim).build();
        return posted == null || posted.getEntriesCount() == 0
                ? Outcome.accepted(changed)
                : Outcome.accepted(changed, posted);
    }
}
