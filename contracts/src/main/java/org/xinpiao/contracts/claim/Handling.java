package org.xinpiao.contracts.claim;

import com.google.protobuf.ByteString;
import java.util.List;
import org.xinpiao.contracts.Context;
import org.xinpiao.contracts.Outcome;
import org.xinpiao.contracts.State;
import org.xinpiao.contracts.Wire;
import org.xinpiao.contracts.claim.Taking.Actor;

/** A claim that is not decided yet: by hand, with documents, refused, taken back. */
final class Handling {

    /** Most documents of a claim. */
    private static final int DOCUMENTS_MAX = 20;

    private Handling() {}

    static Outcome review(State state, Context context, ReviewClaim command) {
        return Taking.step(
                state,
                context,
                command.getClaimId(),
                Actor.AGENCY,
                Claims.Step.REVIEW,
                command.getReason(),
                (claim, next) -> changed(state, claim, next));
    }

    /** The kind of document stands as the reason why the claim waits. */
    static Outcome ask(State state, Context context, AskPatient command) {
        return Taking.step(
                state,
                context,
                command.getClaimId(),
                Actor.AGENCY,
                Claims.Step.ASK,
                command.getDocument(),
                (claim, next) -> changed(state, claim, next));
    }

    private static Outcome changed(State state, ClaimState claim, ClaimStatus next) {
        return ClaimContract.changed(state, claim.toBuilder().setStatus(next).build());
    }

    static Outcome provide(State state, Context context, ProvideDocuments command) {
        List<ByteString> digests = command.getDigestsList();
        if (digests.isEmpty()
                || digests.stream().anyMatch(digest -> digest.size() != Wire.HASH_BYTES)) {
            return Taking.malformed("digests");
        }
        return Taking.step(
                state,
                context,
                command.getClaimId(),
                Actor.PATIENT_SERVICE,
                Claims.Step.PROVIDE,
                (claim, next) ->
                        claim.getDocumentsCount() + digests.size() > DOCUMENTS_MAX
                                ? Taking.malformed("digests: more than " + DOCUMENTS_MAX)
                                : ClaimContract.changed(
                                        state,
                                        claim.toBuilder()
                                                .setStatus(next)
                                                .addAllDocuments(digests)
                                                .build()));
    }

    static Outcome refuse(State state, Context context, RefuseClaim command) {
        return Taking.step(
                state,
                context,
                command.getClaimId(),
                Actor.AGENCY,
                Claims.Step.REFUSE,
                command.getReason(),
                (claim, next) -> end(state, context, claim, next));
    }

    /** Takes back a claim that is not decided, or an appeal. */
    static Outcome cancel(State state, Context context, CancelClaim command) {
        ClaimState found = Claims.find(state, command.getClaimId());
        if (found != null && found.getStatus() == ClaimStatus.APPEALED) {
            return Taking.step(
                    state,
                    context,
                    command.getClaimId(),
                    Actor.PATIENT_SERVICE,
                    Claims.Step.ANSWER,
                    (claim, next) -> Appeals.end(state, claim, next));
        }
        return Taking.step(
                state,
                context,
                command.getClaimId(),
                Actor.PATIENT_SERVICE,
                Claims.Step.CANCEL,
                (claim, next) -> end(state, context, claim, next));
    }

    /** Ends what an insurer may read, and with it a claim that it has not decided. */
    static Outcome revoke(State state, Context context, RevokeGrant command) {
        return Taking.step(
                state,
                context,
                command.getClaimId(),
                Actor.PATIENT_SERVICE,
                Claims.Step.REVOKE,
                (claim, next) -> {
                    ClaimState.Builder changed = claim.toBuilder();
                    changed.getGrantBuilder().setRevokedMs(context.timeMillis());
                    return next == ClaimStatus.CANCELLED
                            ? end(state, context, changed.build(), next)
                            : ClaimContract.changed(state, changed.build());
                });
    }

    /** Ends a claim that holds nothing but its bill's place. */
    private static Outcome end(State state, Context context, ClaimState claim, ClaimStatus next) {
        state.delete(Claims.holderKey(claim.getBill(), claim.getPayer()));
        return ClaimContract.changed(
                state, claim.toBuilder().setStatus(next).setClosedMs(context.timeMillis()).build());
    }
}
