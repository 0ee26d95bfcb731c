package org.xinpiao.contracts.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xinpiao.contracts.Context;
import org.xinpiao.contracts.Outcome;
import org.xinpiao.contracts.Primitives;
import org.xinpiao.contracts.State;
import org.xinpiao.contracts.registry.KeyPurpose;
import org.xinpiao.contracts.registry.Member;
import org.xinpiao.contracts.registry.MemberKey;
import org.xinpiao.contracts.registry.Region;
import org.xinpiao.contracts.registry.Role;

class PolicyContractTest {

    private static final String REGION = "330100";
    private static final String AGENCY = "agency-330100";
    private static final String CLAIM = "claim/claim/c-1";
    private static final ByteString KEY_ID = ByteString.copyFromUtf8("key");
    private static final long DAY_MS = 86_400_000;
    private static final long KEY_ENDS_MS = 10_000 * DAY_MS;

    private final MapState state = new MapState();
    private final PolicyContract contract = new PolicyContract();
    private long now;

    @BeforeEach
    void registerRegion() {
        state.put(
                "registry/region/" + REGION,
                Region.newBuilder().setAdmdvs(REGION).setAgency(AGENCY).build().toByteString());
        member(AGENCY, Role.AGENCY, false);
        member("agency-510100", Role.AGENCY, false);
    }

    @Test
    void publishesVersionsOneAfterAnother() throws Exception {
        assertThat(publish(AGENCY, 1, 100, "a")).isInstanceOf(Outcome.Accepted.class);
        Outcome second = publish(AGENCY, 2, 100, "b");

        assertThat(second)
                .isEqualTo(
                        Outcome.accepted(
                                PolicyPublished.newBuilder()
                                        .setRegion(REGION)
                                        .setVersion(2)
                                        .setEffectiveFromDay(100)
                                        .setDigest(ByteString.copyFrom(crc(bytes("b"))))
                                        .build()));
        assertThat(state.entries.keySet())
                .contains("policy/330100/00000001", "policy/330100/00000002");
    }

    @Test
    void inForce_isTheNewestThatHasBegun() throws Exception {
        publish(AGENCY, 1, 100, "a");
        publish(AGENCY, 2, 200, "b");
        publish(AGENCY, 3, 200, "c");

        assertThat(Policies.inForce(state, REGION, 99)).isNull();
        assertThat(versionOn(100)).isEqualTo(1);
        assertThat(versionOn(199)).isEqualTo(1);
        assertThat(versionOn(200)).isEqualTo(3);
        assertThat(Policies.inForce(state, "510100", 200)).isNull();
    }

    @Test
    void rejects_leavingTheStateAlone() throws Exception {
        member("idle-330100", Role.AGENCY, true);
        publish(AGENCY, 1, 100, "a");
        Map<String, ByteString> before = new TreeMap<>(state.entries);
        Set<PolicyReason> seen = new LinkedHashSet<>();

        expect(seen, PolicyReason.EMPTY_COMMAND, apply(AGENCY, PolicyCommand.getDefaultInstance()));
        expect(seen, PolicyReason.MALFORMED_REGION, publish(AGENCY, "33010", 2, 100, "b"));
        expect(seen, PolicyReason.MALFORMED_REGION, publish(AGENCY, "../x/0", 2, 100, "b"));
        expect(seen, PolicyReason.UNKNOWN_REGION, publish(AGENCY, "510100", 1, 100, "b"));
        expect(seen, PolicyReason.NOT_THE_AGENCY, publish("agency-510100", 2, 100, "b"));
        expect(seen, PolicyReason.NOT_THE_AGENCY, publish("stranger", 2, 100, "b"));
        expect(seen, PolicyReason.WRONG_VERSION, publish(AGENCY, 1, 100, "b"));
        expect(seen, PolicyReason.WRONG_VERSION, publish(AGENCY, 3, 100, "b"));
        expect(seen, PolicyReason.WRONG_VERSION, publish(AGENCY, -1, 100, "b"));
        expect(seen, PolicyReason.GOES_BACK, publish(AGENCY, 2, 99, "b"));
        expect(
                seen,
                PolicyReason.ENDS_EARLY,
                send(AGENCY, signed(draft(2, 100, "b").setEffectiveToDay(99))));
        claim();
        now = DAY_MS * 101;
        expect(seen, PolicyReason.IN_THE_PAST, publish(AGENCY, 2, 100, "b"));
        state.entries.remove(CLAIM);
        now = 0;
        expect(seen, PolicyReason.EMPTY_PACKAGE, publish(AGENCY, 2, 100, ""));
        PublishPolicy.Builder binary =
                draft(2, 100, "").setPackage(ByteString.copyFrom(new byte[] {(byte) 0xff}));
        expect(seen, PolicyReason.NOT_TEXT, send(AGENCY, signed(binary)));
        expect(seen, PolicyReason.SIGNATURE, send(AGENCY, draft(2, 100, "b")));
        expect(
                seen,
                PolicyReason.PACKAGE_TOO_LARGE,
                publish(AGENCY, 2, 100, "x".repeat(PolicyContract.PACKAGE_BYTES_MAX + 1)));

        assertThat(state.entries).isEqualTo(before);
        assertThat(seen).containsExactlyInAnyOrder(PolicyReason.values());
        assertThat(publish(AGENCY, 2, 100, "x".repeat(PolicyContract.PACKAGE_BYTES_MAX)))
                .isInstanceOf(Outcome.Accepted.class);
    }

    @Test
    void inForce_isFoundYearsLater_andEndsWithItsLastDay() throws Exception {
        publish(AGENCY, 1, 100, "a");
        send(AGENCY, signed(draft(2, 200, "b").setEffectiveToDay(299)));
        publish(AGENCY, 3, 400, "c");
        publish(AGENCY, 4, 4_000, "d");

        assertThat(versionOn(150)).isEqualTo(1);
        assertThat(versionOn(299)).isEqualTo(2);
        // What came before does not come back when a package has ended.
        assertThat(versionOn(300)).isZero();
        assertThat(versionOn(3_999)).isEqualTo(3);
        assertThat(versionOn(Integer.MAX_VALUE)).isEqualTo(4);
    }

    @Test
    void datesMayNotBeInThePast_afterTheFounding() throws Exception {
        now = DAY_MS * 500;
        // The policy a region brings with it, and the later ones before the chain's first claim.
        assertThat(publish(AGENCY, 1, 100, "a")).isInstanceOf(Outcome.Accepted.class);
        assertThat(publish(AGENCY, 2, 200, "b")).isInstanceOf(Outcome.Accepted.class);
        claim();

        assertThat(publish(AGENCY, 3, 499, "c"))
                .isEqualTo(
                        Outcome.rejected(PolicyReason.IN_THE_PAST, "effective_from_day 499 < 500"));
        // Midnight of China, eight hours before that of the block's clock.
        now = DAY_MS * 501 - 8 * 3_600_000L;
        assertThat(reason(publish(AGENCY, 3, 500, "c"))).isEqualTo(PolicyReason.IN_THE_PAST);
        now--;
        assertThat(publish(AGENCY, 3, 500, "c")).isInstanceOf(Outcome.Accepted.class);
        assertThat(publish(AGENCY, 4, 500, "d")).isInstanceOf(Outcome.Accepted.class);
    }

    @Test
    void signature_isTheAgencysOverTheseBytesAndDays() throws Exception {
        PublishPolicy good = signed(draft(1, 100, "a")).build();
        assertThat(reason(send(AGENCY, good.toBuilder().setPackage(ByteString.copyFromUtf8("b")))))
                .isEqualTo(PolicyReason.SIGNATURE);
        assertThat(reason(send(AGENCY, good.toBuilder().setEffectiveFromDay(101))))
                .isEqualTo(PolicyReason.SIGNATURE);
        assertThat(reason(send(AGENCY, good.toBuilder().setEffectiveToDay(900))))
                .isEqualTo(PolicyReason.SIGNATURE);
        assertThat(reason(send(AGENCY, signed(draft(1, 100, "a"), "agency-510100"))))
                .isEqualTo(PolicyReason.SIGNATURE);
        PublishPolicy.Builder otherKey = good.toBuilder();
        otherKey.getSignatureBuilder().setKeyId(ByteString.copyFromUtf8("old"));
        assertThat(reason(send(AGENCY, otherKey))).isEqualTo(PolicyReason.SIGNATURE);
        assertThat(state.entries.keySet()).noneMatch(key -> key.startsWith("policy/"));

        now = KEY_ENDS_MS;
        assertThat(reason(send(AGENCY, good.toBuilder()))).isEqualTo(PolicyReason.SIGNATURE);
        now = 7;
        assertThat(send(AGENCY, good.toBuilder())).isInstanceOf(Outcome.Accepted.class);
        PolicyVersion kept = Objects.requireNonNull(Policies.version(state, REGION, 1));
        assertThat(kept.getSignature()).isEqualTo(good.getSignature());
        assertThat(kept.getPublishedMs()).isEqualTo(7);
    }

    @Test
    void rejects_agencyThatIsSuspendedOrOfAnotherRole() throws Exception {
        member(AGENCY, Role.AGENCY, true);
        assertThat(reason(publish(AGENCY, 1, 1, "a"))).isEqualTo(PolicyReason.NOT_THE_AGENCY);
        member(AGENCY, Role.INSURER, false);
        assertThat(reason(publish(AGENCY, 1, 1, "a"))).isEqualTo(PolicyReason.NOT_THE_AGENCY);
    }

    @Test
    void bytesThatAreNoCommand_throwTheDecodeError() {
        assertThatThrownBy(
                        () -> contract.apply(state, context(AGENCY), ByteString.copyFromUtf8("\n")))
                .isInstanceOf(InvalidProtocolBufferException.class);
    }

    @Test
    void reasonCodes_arePermanent() {
        assertThat(PolicyReason.values())
                .extracting(PolicyReason::code)
                .containsExactly(
                        "policy.empty-command",
                        "policy.malformed-region",
                        "policy.unknown-region",
                        "policy.not-the-agency",
                        "policy.wrong-version",
                        "policy.goes-back",
                        "policy.ends-before-it-begins",
                        "policy.in-the-past",
                        "policy.empty-package",
                        "policy.package-too-large",
                        "policy.not-text",
                        "policy.signature");
    }

    private void expect(Set<PolicyReason> seen, PolicyReason reason, Outcome outcome) {
        assertThat(reason(outcome)).isEqualTo(reason);
        seen.add(reason);
    }

    private static @Nullable Object reason(Outcome outcome) {
        return outcome instanceof Outcome.Rejected(var reason, _) ? reason : null;
    }

    private int versionOn(int day) throws InvalidProtocolBufferException {
        PolicyVersion version = Policies.inForce(state, REGION, day);
        return version == null ? 0 : version.getVersion();
    }

    private void member(String id, Role role, boolean suspended) {
        state.put(
                "registry/member/" + id,
                Member.newBuilder()
                        .setId(id)
                        .setRole(role)
                        .setSuspended(suspended)
                        .addKeys(
                                MemberKey.newBuilder()
                                        .setKeyId(KEY_ID)
                                        .setPublicKey(ByteString.copyFromUtf8(id))
                                        .setPurpose(KeyPurpose.SIGN)
                                        .setNotAfterMs(KEY_ENDS_MS))
                        .build()
                        .toByteString());
    }

    private Outcome publish(String member, int version, int day, String text)
            throws InvalidProtocolBufferException {
        return publish(member, REGION, version, day, text);
    }

    private Outcome publish(String member, String region, int version, int day, String text)
            throws InvalidProtocolBufferException {
        return send(member, signed(draft(version, day, text).setRegion(region)));
    }

    private static PublishPolicy.Builder draft(int version, int day, String text) {
        return PublishPolicy.newBuilder()
                .setRegion(REGION)
                .setVersion(version)
                .setEffectiveFromDay(day)
                .setPackage(ByteString.copyFromUtf8(text));
    }

    private static PublishPolicy.Builder signed(PublishPolicy.Builder draft) {
        return signed(draft, AGENCY);
    }

    private static PublishPolicy.Builder signed(PublishPolicy.Builder draft, String member) {
        byte[] message = Policies.message(new Checksums(), draft.build());
        return draft.setSignature(
                PolicySignature.newBuilder()
                        .setMember(member)
                        .setKeyId(KEY_ID)
                        .setSignature(ByteString.copyFrom(Checksums.sign(bytes(member), message))));
    }

    private Outcome send(String member, PublishPolicy.Builder command)
            throws InvalidProtocolBufferException {
        return apply(member, PolicyCommand.newBuilder().setPublish(command).build());
    }

    private void claim() {
        state.put(CLAIM, ByteString.copyFromUtf8("claim"));
    }

    private Outcome apply(String member, PolicyCommand command)
            throws InvalidProtocolBufferException {
        return contract.apply(state, context(member), command.toByteString());
    }

    private Context context(String member) {
        return new Context("test", 1, 0, now, member, new Checksums());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] crc(byte[] data) {
        CRC32 crc = new CRC32();
        crc.update(data);
        return Long.toHexString(crc.getValue()).getBytes(StandardCharsets.US_ASCII);
    }

    /** A small stand-in hash: what matters here is that the digest is of the package. */
    private static final class Checksums implements Primitives {
        @Override
        public byte[] hash(byte[]... parts) {
            return crc(parts[0]);
        }

        static byte[] sign(byte[] key, byte[] message) {
            byte[] both = Arrays.copyOf(message, message.length + key.length);
            System.arraycopy(key, 0, both, message.length, key.length);
            return crc(both);
        }

        @Override
        public boolean verify(String algorithm, byte[] key, byte[] message, byte[] signature) {
            return Arrays.equals(sign(key, message), signature);
        }

        @Override
        public boolean isCosignerKey(String line, boolean postQuantum) {
            return false;
        }
    }

    private static final class MapState implements State {
        private final TreeMap<String, ByteString> entries = new TreeMap<>();

        @Override
        public @Nullable ByteString get(String key) {
            return entries.get(key);
        }

        @Override
        public void put(String key, ByteString value) {
            entries.put(key, value);
        }

        @Override
        public void delete(String key) {
            entries.remove(key);
        }

        @Override
        public List<Map.Entry<String, ByteString>> scan(String prefix, int limit) {
            return entries.tailMap(prefix).entrySet().stream()
                    .takeWhile(e -> e.getKey().startsWith(prefix))
                    .limit(limit)
                    .toList();
        }
    }
}
