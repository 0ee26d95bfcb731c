package org.xinpiao.contracts.registry;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.xinpiao.contracts.Context;
import org.xinpiao.contracts.Contract;
import org.xinpiao.contracts.Outcome;
import org.xinpiao.contracts.Outcome.Rejected;
import org.xinpiao.contracts.State;
import org.xinpiao.contracts.Wire;

/**
 * Members, their keys, regions and validators. Departments come from genesis only. The health
 * department governs institutions; the insurance department governs agencies, insurers, banks and
 * regions; those whose nodes are the validators govern the validators together.
 */
public final class RegistryContract implements Contract {

    /** Longest time for which an old key stands beside its successor: 90 days. */
    public static final long OVERLAP_MS_MAX = 90L * 24 * 60 * 60 * 1_000;

    @Override
    public String name() {
        return "registry";
    }

    @Override
    public Outcome apply(State state, Context context, ByteString bytes)
            throws InvalidProtocolBufferException {
        RegistryCommand command = Wire.parse(RegistryCommand.parser(), bytes);
        return switch (command.getCommandCase()) {
            case REGISTER_MEMBER ->
                    register(state, context, command.getRegisterMember().getMember());
            case ROTATE_KEY -> rotate(state, context, command.getRotateKey());
            case REVOKE_KEY -> revoke(state, context, command.getRevokeKey());
            case SUSPEND_MEMBER -> suspend(state, context, command.getSuspendMember());
            case REGISTER_REGION -> region(state, context, command.getRegisterRegion().getRegion());
            case CHANGE_VALIDATORS ->
                    ValidatorChange.vote(state, context, command.getChangeValidators());
            case COMMAND_NOT_SET -> throw Wire.noCommand();
        };
    }

    /**
     * Writes the first members.
     *
     * @throws IllegalArgumentException when the genesis is not well formed; the message names the
     *     first fault
     */
    public static void genesis(State state, Genesis genesis) {
        if (!Wire.isWord(genesis.getChainId())
                || !MemberForm.isSuite(genesis.getSuite())
                || genesis.getTimeMs() <= 0
                || genesis.getMembersCount() == 0) {
            throw new IllegalArgumentException("genesis: chain_id, suite, time_ms or members");
        }
        state.put(Registry.CHAIN, genesis.toBuilder().clearMembers().build().toByteString());
        for (Member member : genesis.getMembersList()) {
            Rejected fault = MemberForm.member(member);
            if (fault == null) {
                fault = keys(member, genesis, null);
            }
            if (fault == null && Registry.member(state, member.getId()) != null) {
                fault = new Rejected(RegistryReason.MEMBER_EXISTS, "id");
            }
            if (fault != null) {
                throw new IllegalArgumentException(
                        "genesis: member " + member.getId() + ": " + fault.detail());
            }
            put(state, member);
        }
        ValidatorChange.genesis(state, genesis.getValidatorsList());
    }

    private static Outcome register(State state, Context context, Member member) {
        Rejected fault = MemberForm.member(member);
        if (fault != null) {
            return fault;
        }
        if (!governs(Registry.role(state, context.member()), member.getRole())) {
            return Outcome.rejected(RegistryReason.NOT_ALLOWED, member.getId());
        }
        if (Registry.member(state, member.getId()) != null) {
            return Outcome.rejected(RegistryReason.MEMBER_EXISTS, member.getId());
        }
        fault = keys(member, chain(state), context);
        if (fault != null) {
            return fault;
        }
        return changed(state, member);
    }

    private static Outcome rotate(State state, Context context, RotateKey rotation) {
        String id = rotation.getMember().isEmpty() ? context.member() : rotation.getMember();
        Member member = Registry.member(state, id);
        if (member == null) {
            return Outcome.rejected(RegistryReason.MEMBER_UNKNOWN, id);
        }
        if (!mayManage(state, context, member)) {
            return Outcome.rejected(RegistryReason.NOT_ALLOWED, id);
        }
        MemberKey key = rotation.getKey();
        Rejected fault = MemberForm.key(key, chain(state).getSuite(), context.primitives());
        if (fault != null) {
            return fault;
        }
        if (key.getNotAfterMs() <= context.timeMillis()) {
            return Outcome.rejected(RegistryReason.KEY_PERIOD, "not_after_ms");
        }
        if (find(member, key.getKeyId()) >= 0) {
            return Outcome.rejected(RegistryReason.KEY_EXISTS, id);
        }
        if (member.getKeysCount() >= MemberForm.KEYS_MAX) {
            return Outcome.rejected(RegistryReason.KEY_LIMIT, id);
        }
        Member.Builder next = member.toBuilder().addKeys(key);
        if (rotation.getOldKeyId().isEmpty()) {
            if (standing(member, key.getPurpose(), context.timeMillis()) > 0) {
                return Outcome.rejected(RegistryReason.KEY_UNKNOWN, "old_key_id");
            }
            return changed(state, next.build());
        }
        int old = find(member, rotation.getOldKeyId());
        if (old < 0
                || member.getKeys(old).getPurpose() != key.getPurpose()
                || !Registry.stands(member.getKeys(old), context.timeMillis())) {
            return Outcome.rejected(RegistryReason.KEY_UNKNOWN, "old_key_id");
        }
        long until = rotation.getOverlapUntilMs();
        if (until < context.timeMillis()
                || until > context.timeMillis() + OVERLAP_MS_MAX
                || key.getNotBeforeMs() > until) {
            return Outcome.rejected(RegistryReason.KEY_PERIOD, "overlap_until_ms");
        }
        next.getKeysBuilder(old)
                .setNotAfterMs(Math.min(until, member.getKeys(old).getNotAfterMs()));
        return changed(state, next.build());
    }

    private static Outcome revoke(State state, Context context, RevokeKey revocation) {
        Member member = Registry.member(state, revocation.getMember());
        if (member == null) {
            return Outcome.rejected(RegistryReason.MEMBER_UNKNOWN, revocation.getMember());
        }
        if (!mayManage(state, context, member)) {
            return Outcome.rejected(RegistryReason.NOT_ALLOWED, member.getId());
        }
        int at = find(member, revocation.getKeyId());
        if (at < 0 || member.getKeys(at).getRevokedMs() != 0) {
            return Outcome.rejected(RegistryReason.KEY_UNKNOWN, member.getId());
        }
        MemberKey key = member.getKeys(at);
        // Nobody could register a new key for a department that has none.
        if (isDepartment(member.getRole())
                && key.getPurpose() == KeyPurpose.SIGN
                && Registry.stands(key, context.timeMillis())
                && standing(member, KeyPurpose.SIGN, context.timeMillis()) == 1) {
            return Outcome.rejected(RegistryReason.LAST_KEY, member.getId());
        }
        Member.Builder next = member.toBuilder();
        next.getKeysBuilder(at).setRevokedMs(context.timeMillis());
        return changed(state, next.build());
    }

    private static Outcome suspend(State state, Context context, SuspendMember command) {
        Member member = Registry.member(state, command.getMember());
        if (member == null) {
            return Outcome.rejected(RegistryReason.MEMBER_UNKNOWN, command.getMember());
        }
        if (!governs(Registry.role(state, context.member()), member.getRole())) {
            return Outcome.rejected(RegistryReason.NOT_ALLOWED, member.getId());
        }
        return changed(state, member.toBuilder().setSuspended(command.getSuspended()).build());
    }

    /** Registers a region, or gives a registered one another agency or number of endorsers. */
    private static Outcome region(State state, Context context, Region region) {
        Rejected fault = MemberForm.region(region);
        if (fault != null) {
            return fault;
        }
        if (!Registry.hasRole(state, context.member(), Role.INSURANCE)) {
            return Outcome.rejected(RegistryReason.NOT_ALLOWED, region.getAdmdvs());
        }
        if (!Registry.hasRole(state, region.getAgency(), Role.AGENCY)) {
            return Outcome.rejected(RegistryReason.AGENCY_UNKNOWN, region.getAgency());
        }
        state.put(Registry.regionKey(region.getAdmdvs()), region.toByteString());
        return Outcome.accepted(RegionRegistered.newBuilder().setRegion(region).build());
    }

    /** The first fault of a new member's keys; a null context means genesis. */
    private static @Nullable Rejected keys(
            Member member, Genesis chain, @Nullable Context context) {
        if (member.getKeysCount() > MemberForm.KEYS_MAX) {
            return new Rejected(RegistryReason.KEY_LIMIT, member.getId());
        }
        long now = context == null ? chain.getTimeMs() : context.timeMillis();
        boolean signs = false;
        for (int i = 0; i < member.getKeysCount(); i++) {
            MemberKey key = member.getKeys(i);
            Rejected fault =
                    MemberForm.key(
                            key, chain.getSuite(), context == null ? null : context.primitives());
            if (fault != null) {
                return fault;
            }
            if (find(member, key.getKeyId()) != i) {
                return new Rejected(RegistryReason.KEY_EXISTS, "keys[" + i + "]");
            }
            signs |= key.getPurpose() == KeyPurpose.SIGN && now < key.getNotAfterMs();
        }
        return signs ? null : new Rejected(RegistryReason.KEY_PERIOD, "no key to sign with");
    }

    private static boolean mayManage(State state, Context context, Member member) {
        return context.member().equals(member.getId())
                || governs(Registry.role(state, context.member()), member.getRole());
    }

    private static boolean governs(Role department, Role role) {
        return switch (role) {
            case INSTITUTION -> department == Role.HEALTH;
            case AGENCY, INSURER, BANK -> department == Role.INSURANCE;
            case FINANCE, HEALTH, INSURANCE, DATA, ROLE_UNSPECIFIED, UNRECOGNIZED -> false;
        };
    }

    private static boolean isDepartment(Role role) {
        return switch (role) {
            case FINANCE, HEALTH, INSURANCE, DATA -> true;
            case INSTITUTION, AGENCY, INSURER, BANK, ROLE_UNSPECIFIED, UNRECOGNIZED -> false;
        };
    }

    private static int standing(Member member, KeyPurpose purpose, long timeMillis) {
        int count = 0;
        for (MemberKey key : member.getKeysList()) {
            if (key.getPurpose() == purpose && Registry.stands(key, timeMillis)) {
                count++;
            }
        }
        return count;
    }

    private static int find(Member member, ByteString keyId) {
        List<MemberKey> keys = member.getKeysList();
        for (int i = 0; i < keys.size(); i++) {
            if (keys.get(i).getKeyId().equals(keyId)) {
                return i;
            }
        }
        return -1;
    }

    static Genesis chain(State state) {
        return Objects.requireNonNull(
                Wire.stored(state, Registry.CHAIN, Genesis.parser()), "no genesis");
    }

    private static Outcome changed(State state, Member member) {
        put(state, member);
        return Outcome.accepted(MemberChanged.newBuilder().setMember(member).build());
    }

    private static void put(State state, Member member) {
        state.put(Registry.memberKey(member.getId()), member.toByteString());
    }
}
