package org.xinpiao.contracts.claim;

import com.google.protobuf.ByteString;
import org.jspecify.annotations.Nullable;
import org.xinpiao.contracts.Context;
import org.xinpiao.contracts.Outcome;
import org.xinpiao.contracts.Outcome.Rejected;
import org.xinpiao.contracts.State;
import org.xinpiao.contracts.Wire;
import org.xinpiao.contracts.bill.BillId;
import org.xinpiao.contracts.bill.BillReason;
import org.xinpiao.contracts.bill.BillState;
import org.xinpiao.contracts.bill.Bills;
import org.xinpiao.contracts.bill.SectionKind;
import org.xinpiao.contracts.coverage.Coverage;
import org.xinpiao.contracts.coverage.Enrolment;
import org.xinpiao.contracts.registry.Region;
import org.xinpiao.contracts.registry.Registry;
import org.xinpiao.contracts.registry.Role;

/** The first step of a claim: may this patient claim this bill from this payer? */
final class Submission {

    private Submission() {}

    static Outcome submit(State state, Context context, SubmitClaim command) {
        Rejected malformed = malformed(context, command);
        if (malformed != null) {
            return malformed;
        }
        if (!Registry.hasRole(state, context.member(), Role.HEALTH)) {
            return Outcome.rejected(ClaimReason.NOT_ALLOWED, context.member());
        }
        if (state.get(Claims.key(command.getClaimId())) != null) {
            return Outcome.rejected(ClaimReason.ID_USED, command.getClaimId());
        }
        BillState bill = Bills.find(state, command.getBill());
        if (bill == null) {
            return Outcome.rejected(BillReason.BILL_UNKNOWN, Bills.text(command.getBill()));
        }
        Rejected blocked = Bills.blocked(bill);
        if (blocked != null) {
            return blocked;
        }
        boolean basic = command.getPayer().equals(Claims.BASIC);
        Rejected fault = billFault(context, command, bill, basic);
        if (fault != null) {
            return fault;
        }
        String region = "";
        if (basic) {
            Enrolment enrolment =
                    Coverage.enrolledOn(
                            state,
                            command.getPerson(),
                            command.getInsutype(),
                            command.getVisitDay());
            if (enrolment == null) {
                return Outcome.rejected(ClaimReason.NOT_COVERED, command.getInsutype());
            }
            region = enrolment.getRegion();
        }
        if (!decides(state, command, region)) {
            return Outcome.rejected(ClaimReason.AGENCY, command.getAgency());
        }
        Rejected taken = taken(state, command, bill);
        if (taken != null) {
            return taken;
        }
        ClaimState claim =
                ClaimState.newBuilder()
                        .setClaimId(command.getClaimId())
                        .setBill(command.getBill())
                        .setPayer(command.getPayer())
                        .setAgency(command.getAgency())
                        .setPerson(command.getPerson())
                        .setInsutype(command.getInsutype())
                        .setVisitDay(command.getVisitDay())
                        .setRegion(region)
                        .setStatus(ClaimStatus.SUBMITTED)
                        .setSubmittedMs(context.timeMillis())
                        .mergeFrom(granted(command))
                        .build();
        state.put(
                Claims.holderKey(command.getBill(), command.getPayer()),
                ByteString.copyFromUtf8(command.getClaimId()));
        return ClaimContract.changed(state, claim);
    }

    private static ClaimState granted(SubmitClaim command) {
        return command.hasGrant()
                ? ClaimState.newBuilder().setGrant(command.getGrant()).build()
                : ClaimState.getDefaultInstance();
    }

    /** Who holds the bill for this payer, since when, and what remains; null when it is free. */
    private static @Nullable Rejected taken(State state, SubmitClaim command, BillState bill) {
        ClaimState holder = Claims.holder(state, command.getBill(), command.getPayer());
        if (holder != null) {
            return held(holder, bill);
        }
        Rejected basicFirst = basicFirst(state, command.getBill());
        if (basicFirst != null) {
            return basicFirst;
        }
        return Bills.remaining(bill) == 0
                ? new Rejected(ClaimReason.NOTHING_LEFT, "remaining_fen=0")
                : null;
    }

    static Rejected held(ClaimState holder, BillState bill) {
        return new Rejected(
                ClaimReason.HELD,
                "claim="
                        + holder.getClaimId()
                        + " agency="
                        + holder.getAgency()
                        + " since_ms="
                        + holder.getSubmittedMs()
                        + " remaining_fen="
                        + Bills.remaining(bill));
    }

    /** The claim on the basic insurance that others wait for; null when there is none. */
    static @Nullable Rejected basicFirst(State state, BillId bill) {
        ClaimState basic = Claims.openBasic(state, bill);
        return basic == null
                ? null
                : new Rejected(ClaimReason.BASIC_FIRST, "claim=" + basic.getClaimId());
    }

    private static @Nullable Rejected malformed(Context context, SubmitClaim command) {
        String field = null;
        if (!Wire.isId(command.getClaimId(), Claims.ID_CHARS_MAX)) {
            field = "claim_id";
        } else if (!Bills.isId(command.getBill())) {
            field = "bill";
        } else if (!Wire.isWord(command.getPayer())) {
            field = "payer";
        } else if (command.getPatient().size() != Wire.HASH_BYTES) {
            field = "patient";
        } else if (command.getPerson().size() != Wire.HASH_BYTES) {
            field = "person";
        } else if (!command.getInsutype().isEmpty() && !Wire.isDigits(command.getInsutype(), 3)) {
            field = "insutype";
        } else if (command.getVisitDay() < 1) {
            field = "visit_day";
        } else if (command.getSealedForm().size() > ClaimContract.SEALED_BYTES_MAX) {
            field = "sealed_form";
        } else if (command.getPayer().equals(Claims.BASIC)
                ? command.hasGrant()
                : !grants(context, command.getGrant())) {
            field = "grant";
        }
        return field == null ? null : new Rejected(ClaimReason.MALFORMED, field);
    }

    /** Whether it is a grant that begins today: of the face at least, and not for ever. */
    private static boolean grants(Context context, Grant grant) {
        long days = (long) grant.getUntilDay() - Bills.chinaDay(context.timeMillis());
        int all = (1 << SectionKind.values().length) - 1;
        return (grant.getSections() & 1 << SectionKind.FACE.ordinal()) != 0
                && (grant.getSections() & ~all) == 0
                && days >= 0
                && days <= ClaimContract.GRANT_DAYS_MAX
                && grant.getRevokedMs() == 0;
    }

    private static @Nullable Rejected billFault(
            Context context, SubmitClaim command, BillState bill, boolean basic) {
        if (!bill.getPatient().equals(command.getPatient())) {
            return new Rejected(ClaimReason.PATIENT_MISMATCH, Bills.text(command.getBill()));
        }
        if (basic && bill.getSettledDirectly()) {
            return new Rejected(ClaimReason.SETTLED_DIRECTLY, Bills.text(command.getBill()));
        }
        int today = Bills.chinaDay(context.timeMillis());
        if (command.getVisitDay() > today) {
            return new Rejected(ClaimReason.VISIT_IN_FUTURE, "today=" + today);
        }
        return today - command.getVisitDay() > ClaimContract.DEADLINE_DAYS
                ? new Rejected(ClaimReason.TOO_LATE, "today=" + today)
                : null;
    }

    /** Whether the named member is the one that decides: the home agency, or the insurer itself. */
    private static boolean decides(State state, SubmitClaim command, String admdvs) {
        if (!command.getPayer().equals(Claims.BASIC)) {
            return command.getAgency().equals(command.getPayer())
                    && Registry.hasRole(state, command.getAgency(), Role.INSURER);
        }
        Region region = Registry.region(state, admdvs);
        return region != null
                && region.getAgency().equals(command.getAgency())
                && Registry.hasRole(state, command.getAgency(), Role.AGENCY);
    }
}
