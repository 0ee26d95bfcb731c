package org.xinpiao.contracts.coverage;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xinpiao.contracts.Context;
import org.xinpiao.contracts.Contract;
import org.xinpiao.contracts.Outcome;
import org.xinpiao.contracts.Outcome.Rejected;
import org.xinpiao.contracts.State;
import org.xinpiao.contracts.Wire;
import org.xinpiao.contracts.registry.Region;
import org.xinpiao.contracts.registry.Registry;

/**
 * Enrolments under pseudonyms. A person has at most one enrolment of an insurance type on any day,
 * in whatever region.
 */
public final class CoverageContract implements Contract {

    /** Largest ciphertext of an enrolment's sealed part in bytes. */
    public static final int SEALED_BYTES_MAX = 1 << 14;

    /** Last day that fits the state key's six digits (year 4707). */
    private static final int DAY_MAX = 999_999;

    @Override
    public String name() {
        return "coverage";
    }

    @Override
    public Outcome apply(State state, Context context, ByteString bytes)
            throws InvalidProtocolBufferException {
        CoverageCommand command = Wire.parse(CoverageCommand.parser(), bytes);
        return switch (command.getCommandCase()) {
            case ENROL -> enrol(state, context, command.getEnrol().getEnrolment());
            case END -> end(state, context, command.getEnd());
            case COMMAND_NOT_SET -> throw Wire.noCommand();
        };
    }

    private static Outcome enrol(State state, Context context, Enrolment enrolment) {
        Rejected fault = fault(enrolment);
        if (fault != null) {
            return fault;
        }
        Rejected stranger = stranger(state, context, enrolment.getRegion());
        if (stranger != null) {
            return stranger;
        }
        List<Enrolment> others =
                Coverage.enrolments(state, enrolment.getPerson(), enrolment.getInsutype());
        for (Enrolment other : others) {
            if (other.getFromDay() <= Coverage.lastDay(enrolment)
                    && enrolment.getFromDay() <= Coverage.lastDay(other)) {
                return Outcome.rejected(
                        CoverageReason.OVERLAP,
                        "region=" + other.getRegion() + " from=" + other.getFromDay());
            }
        }
        if (others.size() >= Coverage.PER_PERSON_MAX) {
            return Outcome.rejected(CoverageReason.LIMIT, Integer.toString(others.size()));
        }
        state.put(Coverage.key(enrolment), enrolment.toByteString());
        return Outcome.accepted(Enrolled.newBuilder().setEnrolment(enrolment).build());
    }

    private static Outcome end(State state, Context context, EndEnrolment command) {
        if (command.getPerson().size() != Wire.HASH_BYTES) {
            return Outcome.rejected(CoverageReason.MALFORMED, "person");
        }
        if (!Coverage.isInsutype(command.getInsutype())) {
            return Outcome.rejected(CoverageReason.INSUTYPE, command.getInsutype());
        }
        List<Enrolment> enrolments =
                Coverage.enrolments(state, command.getPerson(), command.getInsutype());
        if (enrolments.isEmpty() || enrolments.getLast().getToDay() != 0) {
            return Outcome.rejected(CoverageReason.ENROLMENT_UNKNOWN, command.getInsutype());
        }
        Enrolment last = enrolments.getLast();
        Rejected stranger = stranger(state, context, last.getRegion());
        if (stranger != null) {
            return stranger;
        }
        if (command.getToDay() < last.getFromDay() || command.getToDay() > DAY_MAX) {
            return Outcome.rejected(CoverageReason.MALFORMED, "to_day");
        }
        Enrolment ended = last.toBuilder().setToDay(command.getToDay()).build();
        state.put(Coverage.key(ended), ended.toByteString());
        return Outcome.accepted(EnrolmentEnded.newBuilder().setEnrolment(ended).build());
    }

    private static @Nullable Rejected fault(Enrolment enrolment) {
        if (enrolment.getPerson().size() != Wire.HASH_BYTES) {
            return new Rejected(CoverageReason.MALFORMED, "person");
        }
        if (enrolment.getFromDay() < 1
                || enrolment.getFromDay() > DAY_MAX
                || enrolment.getToDay() > DAY_MAX
                || (enrolment.getToDay() != 0 && enrolment.getToDay() < enrolment.getFromDay())) {
            return new Rejected(CoverageReason.MALFORMED, "from_day, to_day");
        }
        if (enrolment.getSealed().size() > SEALED_BYTES_MAX) {
            return new Rejected(CoverageReason.MALFORMED, "sealed");
        }
        return Coverage.isInsutype(enrolment.getInsutype())
                ? null
                : new Rejected(CoverageReason.INSUTYPE, enrolment.getInsutype());
    }

    /** Why the signer may not act for the region; null when it is the region's agency. */
    private static @Nullable Rejected stranger(State state, Context context, String admdvs) {
        Region region = Registry.region(state, admdvs);
        if (region == null) {
            return new Rejected(CoverageReason.REGION_UNKNOWN, admdvs);
        }
        return region.getAgency().equals(context.member())
                ? null
                : new Rejected(CoverageReason.NOT_ALLOWED, admdvs);
    }
}
