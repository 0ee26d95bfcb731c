package org.xinpiao.contracts.registry;

import com.google.protobuf.ByteString;
import org.jspecify.annotations.Nullable;
import org.xinpiao.contracts.State;
import org.xinpiao.contracts.Wire;

/** Who takes part, for the other contracts to ask. */
public final class Registry {

    /** Where the chain's own facts stand: the genesis without its members. */
    public static final String CHAIN = "registry/chain";

    private Registry() {}

    /** State key of a member. */
    public static String memberKey(String id) {
        return "registry/member/" + id;
    }

    /** State key of a region. */
    public static String regionKey(String admdvs) {
        return "registry/region/" + admdvs;
    }

    public static @Nullable Member member(State state, String id) {
        return Wire.stored(state, memberKey(id), Member.parser());
    }

    public static @Nullable Region region(State state, String admdvs) {
        return Wire.stored(state, regionKey(admdvs), Region.parser());
    }

    /** Whether the member exists, is not suspended and has the role. */
    public static boolean hasRole(State state, String id, Role role) {
        Member member = member(state, id);
        return member != null && !member.getSuspended() && member.getRole() == role;
    }

    /** The role of a member that is not suspended; {@code ROLE_UNSPECIFIED} otherwise. */
    public static Role role(State state, String id) {
        Member member = member(state, id);
        return member == null || member.getSuspended() ? Role.ROLE_UNSPECIFIED : member.getRole();
    }

    /** The key with which the member may sign at a time; null as for {@code Rules.signingKey}. */
    public static @Nullable MemberKey signingKey(
            State state, String id, ByteString keyId, long timeMillis) {
        Member member = member(state, id);
        return member == null ? null : signingKey(member, keyId, timeMillis);
    }

    /** The key with which the member may sign at a time; null as for {@code Rules.signingKey}. */
    public static @Nullable MemberKey signingKey(Member member, ByteString keyId, long timeMillis) {
        if (member.getSuspended()) {
            return null;
        }
        for (MemberKey key : member.getKeysList()) {
            if (key.getKeyId().equals(keyId)
                    && key.getPurpose() == KeyPurpose.SIGN
                    && stands(key, timeMillis)) {
                return key;
            }
        }
        return null;
    }

    /** Whether the key is inside its period and not revoked. */
    public static boolean stands(MemberKey key, long timeMillis) {
        return key.getRevokedMs() == 0
                && key.getNotBeforeMs() <= timeMillis
                && timeMillis < key.getNotAfterMs();
    }
}
