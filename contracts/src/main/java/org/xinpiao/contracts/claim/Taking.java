package org.xinpiao.contracts.claim;

import org.jspecify.annotations.Nullable;
import org.xinpiao.contracts.Context;
import org.xinpiao.contracts.Outcome;
import org.xinpiao.contracts.Outcome.Rejected;
import org.xinpiao.contracts.State;
import org.xinpiao.contracts.Wire;
import org.xinpiao.contracts.registry.Registry;
import org.xinpiao.contracts.registry.Role;

/** The beginning of every step: there is such a claim, this member may, the status allows it. */
final class Taking {

    private Taking() {}

    /** Who may take a step. */
    enum Actor {
        /** The health department's, for the patient. */
        PATIENT_SERVICE,
        /** The one that decides the claim. */
        AGENCY,
        BANK
    }

    /** What a step does to a claim that may take it. */
    interface Effect {

        /**
         * Takes it.
         *
         * @param claim as it was
         * @param next the status that the step leads to
         */
        Outcome on(ClaimState claim, ClaimStatus next);
    }

    static Outcome step(
            State state,
            Context context,
            String claimId,
            Actor actor,
            Claims.Step step,
            Effect effect) {
        ClaimState claim = Claims.find(state, claimId);
        if (claim == null) {
            return Outcome.rejected(ClaimReason.UNKNOWN, claimId);
        }
        Rejected fault = fault(state, context, claim, actor);
        if (fault != null) {
            return fault;
        }
        ClaimStatus next = Claims.next(claim, step);
        return next == null ? wrongStatus(claim) : effect.on(claim, next);
    }

    /** A step that says why, with a code of the published list. */
    static Outcome step(
            State state,
            Context context,
            String claimId,
            Actor actor,
            Claims.Step step,
            String reason,
            Effect effect) {
        return Wire.isWord(reason)
                ? step(
                        state,
                        context,
                        claimId,
                        actor,
                        step,
                        (claim, next) ->
                                effect.on(claim.toBuilder().setReason(reason).build(), next))
                : malformed("reason");
    }

    private static @Nullable Rejected fault(
            State state, Context context, ClaimState claim, Actor actor) {
        boolean allowed =
                switch (actor) {
                    case PATIENT_SERVICE -> Registry.hasRole(state, context.member(), Role.HEALTH);
                    case AGENCY -> claim.getAgency().equals(context.member());
                    case BANK -> Registry.hasRole(state, context.member(), Role.BANK);
                };
        return allowed ? null : new Rejected(ClaimReason.NOT_ALLOWED, context.member());
    }

    static Rejected wrongStatus(ClaimState claim) {
        return new Rejected(ClaimReason.WRONG_STATUS, "status=" + claim.getStatus());
    }

    static Rejected malformed(String field) {
        return new Rejected(ClaimReason.MALFORMED, field);
    }
}
