package org.xinpiao.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.xinpiao.contracts.Province.AGENCY;
import static org.xinpiao.contracts.Province.BANK;
import static org.xinpiao.contracts.Province.OTHER_AGENCY;
import static org.xinpiao.contracts.Province.validator;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.xinpiao.contracts.registry.ChangeValidators;
import org.xinpiao.contracts.registry.FormerValidators;
import org.xinpiao.contracts.registry.Genesis;
import org.xinpiao.contracts.registry.RegistryCommand;
import org.xinpiao.contracts.registry.RegistryReason;
import org.xinpiao.contracts.registry.Role;
import org.xinpiao.contracts.registry.Validator;
import org.xinpiao.contracts.registry.ValidatorSets;
import org.xinpiao.contracts.registry.ValidatorVote;
import org.xinpiao.contracts.registry.Validators;
import org.xinpiao.contracts.registry.ValidatorsChanged;
import org.xinpiao.contracts.registry.ValidatorsVoted;

final class ValidatorsTest {

    private final Province province = new Province();
    private final List<Validator> first = sets().getCurrentList();
    private final Validator fifth = validator(AGENCY, "fifth");

    @Test
    void genesis_bringsTheFirst_inTheOrderOfTheirDepartments() {
        assertThat(first)
                .extracting(Validator::getDepartment)
                .containsExactly("data", "finance", "health", "insurance");
        assertThat(sets().getVersion()).isEqualTo(1);
        assertThat(province.rules.validators(province.state, 0))
                .isEqualTo(province.rules.validators(province.state, 1))
                .extracting(Rules.ValidatorRecord::name)
                .containsExactly("data", "finance", "health", "insurance");
    }

    @Test
    void genesis_withBadValidators_throws() {
        Genesis good = province.genesis;
        genesisFails(good.toBuilder().addValidators(first.getFirst()));
        genesisFails(good.toBuilder().addValidators(validator("nobody", "5")));
        genesisFails(
                good.toBuilder()
                        .addValidators(fifth.toBuilder().setValidatorKey(ByteString.EMPTY)));
        Genesis.Builder many = good.toBuilder().clearValidators();
        for (int i = 0; i <= Validators.MAX; i++) {
            many.addMembers(province.member("bank-x" + i, Role.BANK))
                    .addValidators(validator("bank-x" + i, "x" + i));
        }
        genesisFails(many);
    }

    @Test
    void chainOfOneProcess_hasNone() {
        MemoryState state = new MemoryState();
        Province.start(state, province.genesis.toBuilder().clearValidators().build());
        assertThat(province.rules.validators(state, 1)).isEmpty();
    }

    @Test
    void change_takesEffectWithTheThirdOfFourVotes_twoHeightsLater() {
        List<Validator> five = with(fifth);
        assertThat(province.accept("finance", change(2, five)))
                .containsExactly(
                        ValidatorsVoted.newBuilder().setVote(vote("finance", 2, five)).build());
        assertThat(province.accept("data", change(2, five)))
                .hasOnlyElementsOfType(ValidatorsVoted.class);
        assertThat(Validators.votes(province.state))
                .containsExactly(vote("data", 2, five), vote("finance", 2, five));
        List<Message> events = province.accept("health", change(2, five));

        long height = lastHeight();
        assertThat(events)
                .containsExactly(
                        ValidatorsChanged.newBuilder()
                                .setVersion(2)
                                .setFromHeight(height + 2)
                                .addAllValidators(five)
                                .addAllPrevious(first)
                                .addAllVoters(List.of("data", "finance", "health"))
                                .build());
        assertThat(Validators.votes(province.state)).isEmpty();
        assertThat(Validators.at(province.state, height - 1)).isEqualTo(first);
        assertThat(Validators.at(province.state, height + 1)).isEqualTo(first);
        assertThat(Validators.at(province.state, height + 2)).isEqualTo(five);
        assertThat(Validators.former(province.state))
                .containsExactly(
                        FormerValidators.newBuilder()
                                .setVersion(1)
                                .setLastHeight(height + 1)
                                .addAllValidators(first)
                                .build());
    }

    @Test
    void whileAChangeIsNotInForce_anotherIsRefused() {
        changed(with(fifth));
        // The blocks after the change, the second of which is the first with the new ones.
        province.reject("finance", change(3, first), RegistryReason.VALIDATOR_PENDING);
        province.reject("finance", change(3, first), RegistryReason.VALIDATOR_PENDING);
        province.accept("finance", change(3, first));
    }

    @Test
    void newValidator_votesToo_andOneThatWasRemovedDoesNot() {
        changed(with(fifth));
        pass();
        List<Validator> four = without(sets().getCurrentList(), "finance");
        for (String voter : List.of("data", "health", AGENCY)) {
            assertThat(province.accept(voter, change(3, four)))
                    .hasOnlyElementsOfType(ValidatorsVoted.class);
        }
        assertThat(province.accept("finance", change(3, four)))
                .hasOnlyElementsOfType(ValidatorsChanged.class);
        pass();
        province.reject("finance", change(4, with(fifth)), RegistryReason.NOT_ALLOWED);
    }

    @Test
    void latestVoteCounts() {
        List<Validator> five = with(fifth);
        List<Validator> other = with(validator(BANK, "other"));
        province.accept("finance", change(2, five));
        province.accept("data", change(2, five));
        province.accept("finance", change(2, other));
        assertThat(province.accept("health", change(2, five)))
                .hasOnlyElementsOfType(ValidatorsVoted.class);
        // A vote for those who are takes one back.
        province.accept("data", change(2, first));
        assertThat(province.accept("insurance", change(2, five)))
                .hasOnlyElementsOfType(ValidatorsVoted.class);
        province.accept("finance", change(2, five));
        assertThat(sets().getCurrentList()).isEqualTo(five);
    }

    @Test
    void suspendedDepartmentsVote_doesNotCount() {
        changed(with(fifth));
        pass();
        List<Validator> four = without(sets().getCurrentList(), "data");
        province.accept(AGENCY, change(3, four));
        province.accept("finance", change(3, four));
        province.accept("health", change(3, four));
        province.accept("insurance", RegistryTest.suspend(AGENCY, true));
        assertThat(province.accept("insurance", change(3, four)))
                .hasOnlyElementsOfType(ValidatorsVoted.class);
    }

    @Test
    void validatorGetsOtherKeys_bothOrOne() {
        Validator both = validator("data", "next");
        changed(replaced(both));
        pass();
        assertThat(sets().getCurrentList()).contains(both).doesNotContain(first.getFirst());
        Validator one = both.toBuilder().setValidatorKey(fifth.getValidatorKey()).build();
        changed(replaced(one));
        assertThat(sets().getCurrentList()).contains(one);
        assertThat(sets().getPreviousList()).contains(both);
    }

    @Test
    void orderInTheCommand_isOfNoConsequence() {
        List<Validator> five = with(fifth);
        province.accept("finance", change(2, five));
        province.accept("data", change(2, five.reversed()));
        province.accept("health", change(2, five));
        assertThat(sets().getCurrentList()).isEqualTo(five);
    }

    @Test
    void change_checksEveryValidator() {
        malformed(fifth.toBuilder().setDepartment("no/word"));
        malformed(fifth.toBuilder().clearDepartment());
        malformed(fifth.toBuilder().setValidatorKey(ByteString.copyFromUtf8("short")));
        malformed(fifth.toBuilder().setCheckpointKey("no key"));
        malformed(fifth.toBuilder().setCheckpointKey("name+xyz+AAAA"));
        malformed(fifth.toBuilder().setCheckpointKey("n".repeat(501) + "+01234567+AAAA"));
        malformed(fifth.toBuilder().setPostQuantumKey(fifth.getCheckpointKey()));
        malformed(fifth.toBuilder().setPostQuantumKey(postQuantum("other")));
        malformed(fifth.toBuilder().setPostQuantumKey(postQuantum(AGENCY) + "A".repeat(2_500)));
        Validator data = first.getFirst();
        twice(fifth.toBuilder().setDepartment("data"));
        twice(fifth.toBuilder().setValidatorKey(data.getValidatorKey()));
        twice(fifth.toBuilder().setCheckpointKey(fifth.getCheckpointKey().replace(AGENCY, "data")));
        twice(fifth.toBuilder().setCheckpointKey(data.getCheckpointKey().replace("data", AGENCY)));
    }

    @Test
    void validatorMaySignWithAPostQuantumKeyBesides() {
        Validator both = fifth.toBuilder().setPostQuantumKey(postQuantum(AGENCY)).build();
        for (String voter : List.of("finance", "data", "health")) {
            province.accept(voter, change(2, with(both)));
        }
        assertThat(sets().getCurrentList()).contains(both);
    }

    private static String postQuantum(String name) {
        return name + "+01234567+" + "A".repeat(1_500);
    }

    @Test
    void change_checksHowManyThereAre_andHowManyDiffer() {
        refused(2, without(first, "data"), RegistryReason.VALIDATOR_COUNT);
        refused(2, List.of(), RegistryReason.VALIDATOR_COUNT);
        List<Validator> many = new ArrayList<>(first);
        IntStream.range(0, Validators.MAX - 3)
                .forEach(i -> many.add(validator("m" + i, "many" + i)));
        refused(2, many, RegistryReason.VALIDATOR_COUNT);
        List<Validator> two = new ArrayList<>(with(fifth));
        two.add(validator(OTHER_AGENCY, "sixth"));
        assertThat(province.reject("finance", change(2, two), RegistryReason.VALIDATOR_DIFFERENCE))
                .isEqualTo(AGENCY + " " + OTHER_AGENCY);
        // One out and one in are two.
        refused(2, without(with(fifth), "data"), RegistryReason.VALIDATOR_DIFFERENCE);
    }

    @Test
    void change_isOfTheNextVersion_byAValidator_forAMember() {
        refused(1, with(fifth), RegistryReason.VALIDATOR_VERSION);
        refused(3, with(fifth), RegistryReason.VALIDATOR_VERSION);
        province.reject(AGENCY, change(2, with(fifth)), RegistryReason.NOT_ALLOWED);
        refused(2, with(validator("nobody", "n")), RegistryReason.VALIDATOR_MEMBER);
        province.accept("insurance", RegistryTest.suspend(AGENCY, true));
        refused(2, with(fifth), RegistryReason.VALIDATOR_MEMBER);
    }

    @Test
    void chainThatBeganWithFewer_keepsAsMany() {
        Genesis one = province.genesis.toBuilder().clearValidators().addValidators(fifth).build();
        MemoryState state = new MemoryState();
        Province.start(state, one);
        Validator next = validator(AGENCY, "next");
        assertThat(run(state, 1, change(2, List.of())))
                .isInstanceOfSatisfying(
                        Outcome.Rejected.class,
                        rejected ->
                                assertThat(rejected.reason())
                                        .isEqualTo(RegistryReason.VALIDATOR_COUNT));
        assertThat(run(state, 2, change(2, List.of(next)))).isInstanceOf(Outcome.Accepted.class);
        assertThat(Validators.at(state, 4)).containsExactly(next);
    }

    private Outcome run(MemoryState state, long height, Message command) {
        return Province.run(
                province.rules,
                province.primitives,
                state,
                new Province.Ran(AGENCY, command, height, Province.START_MS));
    }

    private void malformed(Validator.Builder validator) {
        refused(2, with(validator.build()), RegistryReason.VALIDATOR_MALFORMED);
    }

    private void twice(Validator.Builder validator) {
        refused(2, with(validator.build()), RegistryReason.VALIDATOR_TWICE);
    }

    private void refused(long version, List<Validator> validators, RegistryReason reason) {
        province.reject("finance", change(version, validators), reason);
    }

    private static void genesisFails(Genesis.Builder genesis) {
        assertThatThrownBy(() ->
                        XinpiaoRules.standard()
                                .genesis(new MemoryState(), genesis.build().toByteString()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("genesis: validators:");
    }

    private ValidatorSets sets() {
        return Objects.requireNonNull(Validators.sets(province.state));
    }

    private long lastHeight() {
        return province.last(1).getFirst().height();
    }

    /** Everybody wants it. */
    private void changed(List<Validator> next) {
        long version = sets().getVersion() + 1;
        for (Validator voter : sets().getCurrentList()) {
            if (sets().getVersion() < version) {
                province.accept(voter.getDepartment(), change(version, next));
            }
        }
        assertThat(sets().getVersion()).isEqualTo(version);
    }

    /** Blocks until the last change is in force and signed. */
    private void pass() {
        while (lastHeight() < sets().getFromHeight()) {
            province.accept("insurance", Commands.region("330100", AGENCY, 1));
        }
    }

    private List<Validator> with(Validator one) {
        List<Validator> all = new ArrayList<>(sets().getCurrentList());
        all.add(one);
        return sorted(all);
    }

    private static List<Validator> without(List<Validator> all, String department) {
        return all.stream().filter(v -> !v.getDepartment().equals(department)).toList();
    }

    private List<Validator> replaced(Validator one) {
        List<Validator> all =
                new ArrayList<>(without(sets().getCurrentList(), one.getDepartment()));
        all.add(one);
        return sorted(all);
    }

    private static List<Validator> sorted(List<Validator> all) {
        return all.stream().sorted(Comparator.comparing(Validator::getDepartment)).toList();
    }

    private static ValidatorVote vote(String department, long version, List<Validator> wanted) {
        return ValidatorVote.newBuilder()
                .setDepartment(department)
                .setVersion(version)
                .addAllValidators(wanted)
                .build();
    }

    static RegistryCommand change(long version, List<Validator> validators) {
        return RegistryCommand.newBuilder()
                .setChangeValidators(
                        ChangeValidators.newBuilder()
                                .setVersion(version)
                                .addAllValidators(validators))
                .build();
    }
}
