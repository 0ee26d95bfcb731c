package org.xinpiao.contracts.policy;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import org.jspecify.annotations.Nullable;
import org.xinpiao.contracts.Context;
import org.xinpiao.contracts.Contract;
import org.xinpiao.contracts.Outcome;
import org.xinpiao.contracts.Outcome.Rejected;
import org.xinpiao.contracts.State;
import org.xinpiao.contracts.Wire;
import org.xinpiao.contracts.bill.Bills;
import org.xinpiao.contracts.claim.Claims;
import org.xinpiao.contracts.registry.MemberKey;
import org.xinpiao.contracts.registry.Region;
import org.xinpiao.contracts.registry.Registry;
import org.xinpiao.contracts.registry.Role;

/**
 * Publishes policy packages: signed by the region's agency, one version after another, for ever. A
 * package decides no discharge before the day it is published, but for the first of a region and
 * while no claim was submitted.
 */
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
        Rejected fault = refusal(state, context.member(), context.timeMillis(), command);
        if (fault == null && !isSigned(state, context, command)) {
            fault =
                    new Rejected(
                            PolicyReason.SIGNATURE,
                            "signature.member " + command.getSignature().getMember());
        }
        return fault == null ? write(state, context, command) : fault;
    }

    /**
     * Why a package is refused when a member publishes it at a time, its signature aside; null when
     * nothing is in the way.
     */
    public static @Nullable Rejected refusal(
            State state, String member, long timeMillis, PublishPolicy command)
            throws InvalidProtocolBufferException {
        String region = command.getRegion();
        if (!Wire.isDigits(region, REGION_DIGITS)) {
            return new Rejected(PolicyReason.MALFORMED_REGION, "");
        }
        Region known = Registry.region(state, region);
        if (known == null) {
            return new Rejected(PolicyReason.UNKNOWN_REGION, "region " + region);
        }
        if (!isAgency(state, member, known)) {
            return new Rejected(
                    PolicyReason.NOT_THE_AGENCY, "region " + region + ", member " + member);
        }
        PolicyPublished last = Policies.head(state, region);
        int next = last == null ? 1 : last.getVersion() + 1;
        if (command.getVersion() != next) {
            return new Rejected(
                    PolicyReason.WRONG_VERSION,
                    "expected " + next + ", was " + Integer.toUnsignedString(command.getVersion()));
        }
        Rejected fault = dayFault(state, timeMillis, command, last);
        return fault == null ? packageFault(command.getPackage()) : fault;
    }

    private static @Nullable Rejected dayFault(
            State state, long timeMillis, PublishPolicy command, @Nullable PolicyPublished last) {
        int from = command.getEffectiveFromDay();
        int to = command.getEffectiveToDay();
        if (last != null && from < last.getEffectiveFromDay()) {
            return new Rejected(
                    PolicyReason.GOES_BACK,
                    "effective_from_day " + from + " < " + last.getEffectiveFromDay());
        }
        if (to != Policies.OPEN && to < from) {
            return new Rejected(PolicyReason.ENDS_EARLY, "effective_to_day " + to + " < " + from);
        }
        int today = Bills.chinaDay(timeMillis);
        boolean founding = last == null || state.scan(Claims.PREFIX, 1).isEmpty();
        return founding || from >= today
                ? null
                : new Rejected(
                        PolicyReason.IN_THE_PAST, "effective_from_day " + from + " < " + today);
    }

    private static @Nullable Rejected packageFault(ByteString yaml) {
        if (yaml.isEmpty()) {
            return new Rejected(PolicyReason.EMPTY_PACKAGE, "package");
        }
        if (yaml.size() > PACKAGE_BYTES_MAX) {
            return new Rejected(
                    PolicyReason.PACKAGE_TOO_LARGE, "package: " + yaml.size() + " bytes");
        }
        return yaml.isValidUtf8() ? null : new Rejected(PolicyReason.NOT_TEXT, "package");
    }

    private static boolean isSigned(State state, Context context, PublishPolicy command) {
        PolicySignature signature = command.getSignature();
        Region region = Registry.region(state, command.getRegion());
        if (region == null || !isAgency(state, signature.getMember(), region)) {
            return false;
        }
        MemberKey key =
                Registry.signingKey(
                        state, signature.getMember(), signature.getKeyId(), context.timeMillis());
        return key != null
                && context.primitives()
                        .verify(
                                key.getAlgorithm(),
                                key.getPublicKey().toByteArray(),
                                Policies.message(context.primitives(), command),
                                signature.getSignature().toByteArray());
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
                        .setEffectiveToDay(command.getEffectiveToDay())
                        .setSignature(command.getSignature())
                        .setPublishedMs(context.timeMillis())
                        .build();
        PolicyPublished event =
                PolicyPublished.newBuilder()
                        .setRegion(version.getRegion())
                        .setVersion(version.getVersion())
                        .setEffectiveFromDay(version.getEffectiveFromDay())
                        .setDigest(version.getDigest())
                        .setEffectiveToDay(version.getEffectiveToDay())
                        .build();
        state.put(
                Policies.versionKey(version.getRegion(), version.getVersion()),
                version.toByteString());
        state.put(Policies.headKey(version.getRegion()), event.toByteString());
        return Outcome.accepted(event);
    }

    private static boolean isAgency(State state, String id, Region region) {
        return region.getAgency().equals(id) && Registry.hasRole(state, id, Role.AGENCY);
    }
}
