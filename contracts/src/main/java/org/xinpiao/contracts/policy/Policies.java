package org.xinpiao.contracts.policy;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.xinpiao.contracts.Primitives;
import org.xinpiao.contracts.State;

/** Reads published packages from the state. */
public final class Policies {

    /** {@code effective_to_day} of a package without a last day. */
    public static final int OPEN = 0;

    private static final int VERSION_DIGITS = 8;

    private Policies() {}

    /**
     * What a region's agency signs: the exact bytes of a package with the region, version and days
     * it is published for.
     */
    public static byte[] message(Primitives primitives, PublishPolicy policy) {
        String head =
                "xinpiao/policy/v1\n"
                        + policy.getRegion()
                        + '\n'
                        + policy.getVersion()
                        + '\n'
                        + policy.getEffectiveFromDay()
                        + '\n'
                        + policy.getEffectiveToDay()
                        + '\n';
        byte[] start = head.getBytes(StandardCharsets.US_ASCII);
        byte[] hash = primitives.hash(policy.getPackage().toByteArray());
        byte[] message = Arrays.copyOf(start, start.length + hash.length);
        System.arraycopy(hash, 0, message, start.length, hash.length);
        return message;
    }

    /**
     * The package in force in a region for a discharge on a day, or null when there is none: the
     * newest that had begun, unless its last day is over.
     */
    public static @Nullable PolicyVersion inForce(State state, String region, int day)
            throws InvalidProtocolBufferException {
        PolicyPublished head = head(state, region);
        // Effective dates never go back, so the newest that has begun is the one.
        for (int number = head == null ? 0 : head.getVersion(); number > 0; number--) {
            PolicyVersion version = version(state, region, number);
            if (version != null && version.getEffectiveFromDay() <= day) {
                int last = version.getEffectiveToDay();
                return last == OPEN || day <= last ? version : null;
            }
        }
        return null;
    }

    /** A version of a region's policy, or null. */
    public static @Nullable PolicyVersion version(State state, String region, int number)
            throws InvalidProtocolBufferException {
        ByteString found = state.get(versionKey(region, number));
        return found == null ? null : PolicyVersion.parseFrom(found);
    }

    /** What was published last in a region, without the package itself, or null. */
    public static @Nullable PolicyPublished head(State state, String region)
            throws InvalidProtocolBufferException {
        ByteString found = state.get(headKey(region));
        return found == null ? null : PolicyPublished.parseFrom(found);
    }

    static String versionKey(String region, int version) {
        String digits = Integer.toString(version);
        return "policy/" + region + "/" + "0".repeat(VERSION_DIGITS - digits.length()) + digits;
    }

    /** Beside the versions, not among them: a scan of a region gives versions only. */
    static String headKey(String region) {
        return "policy/head/" + region;
    }
}
