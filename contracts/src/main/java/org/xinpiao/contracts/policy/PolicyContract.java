package org.xinpiao.contracts.policy;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import org.jspecify.annotations.Nullable;
import org.xinpiao.contracts.Context;
import org.xinpiao.contracts.Contract;
import org.xinpiao.contracts.Outcome;
import org.xinpiao.contracts.State;
import org.xinpiao.contracts.registry.Member;
import org.xinpiao.contracts.registry.Region;
import org.xinpiao.contracts.registry.Role;

/** Publishes policy packages: by the region's agency, one version after another, for ever. */
public final class PolicyContract implements Contract {

    /** The largest package, in bytes. */
    public static final int PACKAGE_BYTES_MAX = 65_536;

    private static final int REGION_DIGITS = 6;

    @Override
    public String name() {
        return "policy";
    }

    @Override
    public Outcome apply(State state, Context context, ByteString command)
            throws InvalidProtocolBufferException {
        PolicyCommand parsed = PolicyCommand.parseFrom(command);
        return switch (parsed.getCommandCase()) {
            case PUBLISH -> publish(state, context, parsed.getPublish());
            case COMMAND_NOT_SET -> Outcome.rejected(PolicyReason.EMPTY_COMMAND, "");
        };
    }

    private static Outcome publish(State state, Context context, PublishPolicy command)
            throws InvalidProtocolBufferException {
        String region = command.getRegion();
        if (!isRegion(region)) {
            return Outcome.rejected(PolicyReason.MALFORMED_REGION, "");
        }
        ByteString found = state.get("registry/region/" + region);
        if (found == null) {
            return Outcome.rejected(PolicyReason.UNKNOWN_REGION, "region " + region);
        }
        if (!isAgency(state, context.member(), Region.parseFrom(found))) {
            return Outcome.rejected(
                    PolicyReason.NOT_THE_AGENCY,
                    "region " + region + ", member " + context.member());
        }
        PolicyPublished last = Policies.head(state, region);
        int next = last == null ? 1 : last.getVersion() + 1;
        if (command.getVersion() != next) {
            return Outcome.rejected(
                    PolicyReason.WRONG_VERSION,
                    "expected " + next + ", was " + Integer.toUnsignedString(command.getVersion()));
        }
        if (last != null && command.getEffectiveFromDay() < last.getEffectiveFromDay()) {
            return Outcome.rejected(
                    PolicyReason.GOES_BACK,
                    "day " + command.getEffectiveFromDay() + " < " + last.getEffectiveFromDay());
        }
        int size = command.getPackage().size();
        if (size == 0) {
            return Outcome.rejected(PolicyReason.EMPTY_PACKAGE, "");
        }
        if (size > PACKAGE_BYTES_MAX) {
            return Outcome.rejected(PolicyReason.PACKAGE_TOO_LARGE, size + " bytes");
        }
        return write(state, context, command);
    }

    private static Outcome write(State state, Context context, PublishPolicy command) {
        byte[] digest = context.primitives().hash(command.getPackage().toByteArray());
        PolicyVersion version =
                PolicyVersion.newBuilder()
                        .setRegion(command.getRegion())
                        .setVersion(command.getVersion())
                        .setEffectiveFromDay(command.getEffectiveFromDay())
                        .setPackage(command.getPackage())
                        .setDigest(ByteString.copyFrom(digest))
                        .build();
        PolicyPublished event =
                PolicyPublished.newBuilder()
                        .setRegion(version.getRegion())
                        .setVersion(version.getVersion())
                        .setEffectiveFromDay(version.getEffectiveFromDay())
                        .setDigest(version.getDigest())
                        .build();
        state.put(
                Policies.versionKey(version.getRegion(), version.getVersion()),
                version.toByteString());
        state.put(Policies.headKey(version.getRegion()), event.toByteString());
        return Outcome.accepted(event);
    }

    private static boolean isRegion(String text) {
        return text.length() == REGION_DIGITS && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static boolean isAgency(State state, String id, Region region)
            throws InvalidProtocolBufferException {
        @Nullable ByteString found = state.get("registry/member/" + id);
        if (found == null || !region.getAgency().equals(id)) {
            return false;
        }
        Member member = Member.parseFrom(found);
        return member.getRole() == Role.AGENCY && !member.getSuspended();
    }
}
