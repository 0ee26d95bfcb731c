package org.xinpiao.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.xinpiao.contracts.Province.AGENCY;
import static org.xinpiao.contracts.Province.BANK;
import static org.xinpiao.contracts.Province.CLINIC;
import static org.xinpiao.contracts.Province.DAY_MS;
import static org.xinpiao.contracts.Province.HOSPITAL;
import static org.xinpiao.contracts.Province.START_MS;
import static org.xinpiao.contracts.Province.YEAR_MS;

import com.google.protobuf.ByteString;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.xinpiao.contracts.registry.Genesis;
import org.xinpiao.contracts.registry.KeyPurpose;
import org.xinpiao.contracts.registry.Member;
import org.xinpiao.contracts.registry.MemberChanged;
import org.xinpiao.contracts.registry.MemberKey;
import org.xinpiao.contracts.registry.RegisterMember;
import org.xinpiao.contracts.registry.Registry;
import org.xinpiao.contracts.registry.RegistryCommand;
import org.xinpiao.contracts.registry.RegistryReason;
import org.xinpiao.contracts.registry.RevokeKey;
import org.xinpiao.contracts.registry.Role;
import org.xinpiao.contracts.registry.RotateKey;
import org.xinpiao.contracts.registry.SuspendMember;

final class RegistryTest {

    private static final String NEW_HOSPITAL = "H33010000099";

    private final Province province = new Province();

    @Test
    void genesis_membersSign_fromTheFirstBlock() {
        Signer finance = province.signer("finance");
        Rules.SigningKeyRecord key =
                province.rules.signingKey(province.state, "finance", finance.id(), START_MS);
        assertThat(Objects.requireNonNull(key).algorithm()).isEqualTo("Ed25519");
        assertThat(province.rules.contract("weather")).isNull();
        assertThat(signs("finance", finance, START_MS - DAY_MS - 1)).isFalse();
        assertThat(signs("finance", finance, START_MS + 3 * YEAR_MS)).isFalse();
        assertThat(signs("health", finance, START_MS)).isFalse();
        assertThat(signs("nobody", finance, START_MS)).isFalse();
    }

    @Test
    void genesis_notWellFormed_throws() {
        assertGenesisFails(province.genesis.toBuilder().setSuite("home-made"));
        assertGenesisFails(province.genesis.toBuilder().setChainId("No Spaces"));
        assertGenesisFails(province.genesis.toBuilder().clearMembers());
        assertGenesisFails(province.genesis.toBuilder().addMembers(province.genesis.getMembers(0)));
        assertGenesisFails(
                province.genesis.toBuilder()
                        .addMembers(province.member("late", Role.BANK).toBuilder().clearKeys()));
    }

    @Test
    void register_eachDepartmentItsOwn() {
        Member hospital = province.member(NEW_HOSPITAL, Role.INSTITUTION);
        Member agency = province.member("agency-510100", Role.AGENCY);
        province.reject("insurance", register(hospital), RegistryReason.NOT_ALLOWED);
        province.reject("finance", register(hospital), RegistryReason.NOT_ALLOWED);
        assertThat(province.accept("health", register(hospital)))
                .containsExactly(MemberChanged.newBuilder().setMember(hospital).build());
        province.reject("health", register(hospital), RegistryReason.MEMBER_EXISTS);
        province.reject("health", register(agency), RegistryReason.NOT_ALLOWED);
        province.accept("insurance", register(agency));
        province.accept("insurance", register(province.member("insurer-2", Role.INSURER)));
        province.accept("insurance", register(province.member("bank-2", Role.BANK)));
        province.reject(
                "finance",
                register(province.member("finance-2", Role.FINANCE)),
                RegistryReason.NOT_ALLOWED);
        assertThat(signs(NEW_HOSPITAL, province.signer(NEW_HOSPITAL), province.now)).isTrue();
    }

    @Test
    void register_checksEveryField() {
        Member good = province.member(NEW_HOSPITAL, Role.INSTITUTION);
        malformed(good.toBuilder().setId("H3301000009"));
        malformed(good.toBuilder().setId("X33010000099"));
        malformed(good.toBuilder().setId("H3301000009/"));
        malformed(good.toBuilder().setRegion("33010"));
        malformed(good.toBuilder().setNameZh(" "));
        malformed(good.toBuilder().clearInstitution());
        malformed(good.toBuilder().clearRole());
        malformed(good.toBuilder().setSuspended(true));
        Member.Builder grade = good.toBuilder();
        grade.getInstitutionBuilder().setHospLv("12");
        malformed(grade);
        Member.Builder uscc = good.toBuilder();
        uscc.getInstitutionBuilder().setUscc("1233");
        malformed(uscc);
    }

    @Test
    void register_checksItsKeys() {
        Member good = province.member(NEW_HOSPITAL, Role.INSTITUTION);
        MemberKey key = good.getKeys(0);
        keyFault(good, key.toBuilder().setKeyId(Province.pseudonym("other")));
        keyFault(good, key.toBuilder().setAlgorithm("RSA"));
        keyFault(good, key.toBuilder().setAlgorithm("X25519"));
        keyFault(good, key.toBuilder().clearPurpose());
        keyFault(good, key.toBuilder().setRevokedMs(1));
        keyFault(good, key.toBuilder().clearPublicKey());
        // Another suite's key cannot be recomputed here; its id must only have the length.
        keyFault(
                good,
                key.toBuilder().setAlgorithm("SM2").setKeyId(ByteString.copyFromUtf8("short")));
        province.reject(
                "health",
                register(good.toBuilder().addKeys(key).build()),
                RegistryReason.KEY_EXISTS);
        province.reject(
                "health",
                register(good.toBuilder().clearKeys().build()),
                RegistryReason.KEY_PERIOD);
        province.reject(
                "health",
                register(
                        good.toBuilder()
                                .setKeys(0, key.toBuilder().setNotAfterMs(key.getNotBeforeMs()))
                                .build()),
                RegistryReason.KEY_PERIOD);
        Member.Builder many = good.toBuilder();
        for (int i = 0; i < 100; i++) {
            many.addKeys(key.toBuilder().setKeyId(Province.pseudonym("key" + i)));
        }
        province.reject("health", register(many.build()), RegistryReason.KEY_LIMIT);
    }

    @Test
    void rotate_bothKeysSign_untilTheOverlapEnds() {
        Signer old = province.signer(HOSPITAL);
        Signer next = new Signer();
        long until = province.now + 10 * DAY_MS;
        province.accept(HOSPITAL, rotate("", next, old.id(), until));
        assertThat(signs(HOSPITAL, old, until - 1)).isTrue();
        assertThat(signs(HOSPITAL, next, until - 1)).isTrue();
        assertThat(signs(HOSPITAL, old, until)).isFalse();
        assertThat(signs(HOSPITAL, next, until)).isTrue();
        province.reject(HOSPITAL, rotate("", next, old.id(), until), RegistryReason.KEY_EXISTS);
    }

    @Test
    void rotate_refusesStrangersAndWrongKeys() {
        Signer old = province.signer(HOSPITAL);
        Signer next = new Signer();
        long until = province.now + 10 * DAY_MS;
        province.reject(
                CLINIC, rotate(HOSPITAL, next, old.id(), until), RegistryReason.NOT_ALLOWED);
        province.reject(
                "health", rotate("nobody", next, old.id(), until), RegistryReason.MEMBER_UNKNOWN);
        province.reject(HOSPITAL, rotate("", next, next.id(), until), RegistryReason.KEY_UNKNOWN);
        province.reject(
                HOSPITAL, rotate("", next, ByteString.EMPTY, until), RegistryReason.KEY_UNKNOWN);
        province.reject(
                HOSPITAL, rotate("", next, old.id(), START_MS - 1), RegistryReason.KEY_PERIOD);
        province.reject(
                HOSPITAL,
                rotate("", next, old.id(), START_MS + YEAR_MS),
                RegistryReason.KEY_PERIOD);
        MemberKey expired = next.key(START_MS - DAY_MS, START_MS);
        province.reject(
                HOSPITAL,
                RegistryCommand.newBuilder()
                        .setRotateKey(
                                RotateKey.newBuilder()
                                        .setKey(expired)
                                        .setOldKeyId(old.id())
                                        .setOverlapUntilMs(until))
                        .build(),
                RegistryReason.KEY_PERIOD);
    }

    @Test
    void rotate_byTheGoverningDepartment_whenAllKeysAreLost() {
        Signer lost = province.signer(HOSPITAL);
        Signer next = new Signer();
        province.accept("health", revoke(HOSPITAL, lost.id()));
        assertThat(signs(HOSPITAL, lost, province.now)).isFalse();
        province.accept("health", rotate(HOSPITAL, next, ByteString.EMPTY, 0));
        assertThat(signs(HOSPITAL, next, province.now)).isTrue();
    }

    @Test
    void revoke_endsAKey_butNotADepartmentsLast() {
        Signer bank = province.signer(BANK);
        province.reject("health", revoke(BANK, bank.id()), RegistryReason.NOT_ALLOWED);
        province.accept("insurance", revoke(BANK, bank.id()));
        province.reject("insurance", revoke(BANK, bank.id()), RegistryReason.KEY_UNKNOWN);
        province.reject("insurance", revoke("nobody", bank.id()), RegistryReason.MEMBER_UNKNOWN);
        Signer finance = province.signer("finance");
        province.reject("finance", revoke("finance", finance.id()), RegistryReason.LAST_KEY);
        Signer next = new Signer();
        province.accept("finance", rotate("", next, finance.id(), province.now + DAY_MS));
        province.accept("finance", revoke("finance", finance.id()));
        assertThat(signs("finance", finance, province.now)).isFalse();
        assertThat(signs("finance", next, province.now)).isTrue();
    }

    @Test
    void suspend_stopsAMember_untilItIsLifted() {
        Signer agency = province.signer(AGENCY);
        province.reject("health", suspend(AGENCY, true), RegistryReason.NOT_ALLOWED);
        province.reject("finance", suspend("health", true), RegistryReason.NOT_ALLOWED);
        province.reject("insurance", suspend("nobody", true), RegistryReason.MEMBER_UNKNOWN);
        province.accept("insurance", suspend(AGENCY, true));
        assertThat(signs(AGENCY, agency, province.now)).isFalse();
        assertThat(Registry.hasRole(province.state, AGENCY, Role.AGENCY)).isFalse();
        province.reject(
                "insurance", Commands.region("330100", AGENCY, 1), RegistryReason.AGENCY_UNKNOWN);
        province.accept("insurance", suspend(AGENCY, false));
        assertThat(signs(AGENCY, agency, province.now)).isTrue();
    }

    @Test
    void region_onlyInsurance_andOnlyWithAnAgency() {
        province.reject("health", Commands.region("330100", AGENCY, 1), RegistryReason.NOT_ALLOWED);
        province.reject("insurance", Commands.region("3301", AGENCY, 1), RegistryReason.MALFORMED);
        province.reject(
                "insurance", Commands.region("330100", AGENCY, 0), RegistryReason.MALFORMED);
        province.reject(
                "insurance", Commands.region("330100", AGENCY, 5), RegistryReason.MALFORMED);
        province.reject(
                "insurance", Commands.region("330100", BANK, 1), RegistryReason.AGENCY_UNKNOWN);
        province.accept("insurance", Commands.region("330100", AGENCY, 1));
        province.accept("insurance", Commands.region("330100", AGENCY, 2));
        assertThat(Objects.requireNonNull(Registry.region(province.state, "330100")).getEndorsers())
                .isEqualTo(2);
    }

    @Test
    void sealKey_doesNotSign() {
        Signer seal = new Signer();
        MemberKey key =
                seal.key(START_MS, START_MS + YEAR_MS).toBuilder()
                        .setPurpose(KeyPurpose.SEAL)
                        .setAlgorithm("X25519")
                        .build();
        province.accept(
                HOSPITAL,
                RegistryCommand.newBuilder()
                        .setRotateKey(RotateKey.newBuilder().setKey(key))
                        .build());
        assertThat(signs(HOSPITAL, seal, province.now)).isFalse();
    }

    private void malformed(Member.Builder member) {
        province.reject("health", register(member.build()), RegistryReason.MALFORMED);
    }

    private void keyFault(Member good, MemberKey.Builder key) {
        province.reject(
                "health",
                register(good.toBuilder().setKeys(0, key).build()),
                RegistryReason.KEY_MALFORMED);
    }

    private boolean signs(String member, Signer signer, long at) {
        return province.rules.signingKey(province.state, member, signer.id(), at) != null;
    }

    private static void assertGenesisFails(Genesis.Builder genesis) {
        assertThatThrownBy(() ->
                        XinpiaoRules.standard()
                                .genesis(new MemoryState(), genesis.build().toByteString()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("genesis:");
    }

    static RegistryCommand register(Member member) {
        return RegistryCommand.newBuilder()
                .setRegisterMember(RegisterMember.newBuilder().setMember(member))
                .build();
    }

    static RegistryCommand rotate(String member, Signer next, ByteString old, long until) {
        return RegistryCommand.newBuilder()
                .setRotateKey(
                        RotateKey.newBuilder()
                                .setMember(member)
                                .setKey(next.key(START_MS, START_MS + YEAR_MS))
                                .setOldKeyId(old)
                                .setOverlapUntilMs(until))
                .build();
    }

    static RegistryCommand revoke(String member, ByteString keyId) {
        return RegistryCommand.newBuilder()
                .setRevokeKey(RevokeKey.newBuilder().setMember(member).setKeyId(keyId))
                .build();
    }

    static RegistryCommand suspend(String member, boolean suspended) {
        return RegistryCommand.newBuilder()
                .setSuspendMember(
                        SuspendMember.newBuilder().setMember(member).setSuspended(suspended))
                .build();
    }
}
