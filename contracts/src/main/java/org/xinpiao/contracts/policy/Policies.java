package org.xinpiao.contracts.policy;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import org.jspecify.annotations.Nullable;
import org.xinpiao.contracts.State;

/** Reads published packages from the state. */
public final class Policies {

    private static final int VERSION_DIGITS = 8;

    private Policies() {}

    /** The package in force in a region for a discharge on a day, or null when there is none. */
    public static @Nullable PolicyVersion inForce(State state, String region, int day)
            throws InvalidProtocolBufferException {
        PolicyPublished head = head(state, region);
        // Effective dates never go back, so the newest that has begun is the one.
        for (int number = head == null ? 0 : head.getVersion(); number > 0; number--) {
            PolicyVersion version = version(state, region, number);
            if (version != null && version.getEffectiveFromDay() <= day) {
                return version;
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
