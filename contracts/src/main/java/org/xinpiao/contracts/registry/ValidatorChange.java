package org.xinpiao.contracts.registry;

import com.google.protobuf.ByteString;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.xinpiao.contracts.Context;
import org.xinpiao.contracts.Outcome;
import org.xinpiao.contracts.Outcome.Rejected;
import org.xinpiao.contracts.Primitives;
import org.xinpiao.contracts.State;
import org.xinpiao.contracts.Wire;

/** How validators are added, removed and given other keys: by those who are validators. */
final class ValidatorChange {

    /** Where there are that many, there are never fewer: one may fail. */
    private static final int MIN = 4;

    /** Blocks from a change to the first that the new validators vote on. */
    private static final long DELAY = 2;

    private static final int KEY_BYTES = 32;
    private static final int CHECKPOINT_KEY_CHARS_MAX = 500;
    private static final int POST_QUANTUM_KEY_CHARS_MAX = 2_500;

    private ValidatorChange() {}

    /**
     * Writes the first validators, if there are any.
     *
     * @throws IllegalArgumentException when they are not well formed
     */
    static void genesis(State state, List<Validator> first) {
        if (first.isEmpty()) {
            return;
        }
        Rejected fault = fault(first, null);
        for (Validator validator : first) {
            if (Registry.member(state, validator.getDepartment()) == null) {
                fault = new Rejected(RegistryReason.VALIDATOR_MEMBER, validator.getDepartment());
            }
        }
        if (fault != null || first.size() > Validators.MAX) {
            throw new IllegalArgumentException(
                    "genesis: validators: " + (fault == null ? "too many" : fault.detail()));
        }
        state.put(
                Validators.SETS,
                ValidatorSets.newBuilder()
                        .setVersion(1)
                        .addAllCurrent(sorted(first))
                        .build()
                        .toByteString());
    }

    /** Takes the vote of a validator's department and, when it is the last one needed, changes. */
    static Outcome vote(State state, Context context, ChangeValidators command) {
        ValidatorSets sets = Validators.sets(state);
        if (sets == null || find(sets.getCurrentList(), context.member()) == null) {
            return Outcome.rejected(RegistryReason.NOT_ALLOWED, context.member());
        }
        List<Validator> wanted = sorted(command.getValidatorsList());
        Rejected fault = fault(wanted, context.primitives());
        if (fault == null) {
            fault = fault(state, context, sets, command.getVersion(), wanted);
        }
        if (fault != null) {
            return fault;
        }
        ValidatorVote vote =
                ValidatorVote.newBuilder()
                        .setDepartment(context.member())
                        .setVersion(command.getVersion())
                        .addAllValidators(wanted)
                        .build();
        state.put(Validators.voteKey(context.member()), vote.toByteString());
        List<String> voters = voters(state, sets, wanted);
        // More than two thirds.
        return 3 * voters.size() > 2 * sets.getCurrentCount()
                ? change(state, context, sets, wanted, voters)
                : Outcome.accepted(ValidatorsVoted.newBuilder().setVote(vote).build());
    }

    /** Who of the current validators' departments wants the same. */
    private static List<String> voters(State state, ValidatorSets sets, List<Validator> wanted) {
        return Validators.votes(state).stream()
                .filter(v -> v.getValidatorsList().equals(wanted))
                .map(ValidatorVote::getDepartment)
                .filter(d -> find(sets.getCurrentList(), d) != null && stands(state, d))
                .toList();
    }

    private static Outcome change(
            State state,
            Context context,
            ValidatorSets sets,
            List<Validator> next,
            List<String> voters) {
        ValidatorSets changed =
                ValidatorSets.newBuilder()
                        .setVersion(sets.getVersion() + 1)
                        .setFromHeight(context.height() + DELAY)
                        .addAllCurrent(next)
                        .addAllPrevious(sets.getCurrentList())
                        .build();
        state.put(Validators.SETS, changed.toByteString());
        FormerValidators former =
                FormerValidators.newBuilder()
                        .setVersion(sets.getVersion())
                        .setLastHeight(changed.getFromHeight() - 1)
                        .addAllValidators(sets.getCurrentList())
                        .build();
        state.put(Validators.formerKey(sets.getVersion()), former.toByteString());
        Validators.votes(state)
                .forEach(vote -> state.delete(Validators.voteKey(vote.getDepartment())));
        return Outcome.accepted(
                ValidatorsChanged.newBuilder()
                        .setVersion(changed.getVersion())
                        .setFromHeight(changed.getFromHeight())
                        .addAllValidators(next)
                        .addAllPrevious(sets.getCurrentList())
                        .addAllVoters(voters)
                        .build());
    }

    /** The first fault of validators, whatever the state; null when there is none. */
    private static @Nullable Rejected fault(
            List<Validator> validators, @Nullable Primitives primitives) {
        for (int i = 0; i < validators.size(); i++) {
            if (!isWellFormed(validators.get(i), primitives)) {
                return new Rejected(RegistryReason.VALIDATOR_MALFORMED, "validators[" + i + "]");
            }
        }
        TreeSet<String> texts = new TreeSet<>();
        TreeSet<ByteString> keys = new TreeSet<>(ByteString.unsignedLexicographicalComparator());
        for (Validator validator : validators) {
            // One key under two names would count twice.
            String[] parts = parts(validator.getCheckpointKey());
            String postQuantum = validator.getPostQuantumKey();
            if (!keys.add(validator.getValidatorKey())
                    || !texts.add("department " + validator.getDepartment())
                    || !texts.add("name " + parts[0])
                    || !texts.add("key " + parts[2])
                    || (!postQuantum.isEmpty() && !texts.add("key " + parts(postQuantum)[2]))) {
                return new Rejected(RegistryReason.VALIDATOR_TWICE, validator.getDepartment());
            }
        }
        return null;
    }

    /**
     * Whether department and keys look as they should.
     *
     * @param primitives to read the checkpoint key; null when they are not at hand (genesis)
     */
    private static boolean isWellFormed(Validator validator, @Nullable Primitives primitives) {
        return Wire.isId(validator.getDepartment(), Wire.ID_CHARS_MAX)
                && validator.getUnknownFields().asMap().isEmpty()
                && validator.getValidatorKey().size() == KEY_BYTES
                && isWellFormed(validator.getCheckpointKey(), false, primitives)
                && (validator.getPostQuantumKey().isEmpty()
                        || (isWellFormed(validator.getPostQuantumKey(), true, primitives)
                                && name(validator.getPostQuantumKey())
                                        .equals(name(validator.getCheckpointKey()))));
    }

    private static boolean isWellFormed(
            String line, boolean postQuantum, @Nullable Primitives primitives) {
        int charsMax = postQuantum ? POST_QUANTUM_KEY_CHARS_MAX : CHECKPOINT_KEY_CHARS_MAX;
        return line.length() <= charsMax
                && parts(line).length == 3
                && (primitives == null || primitives.isCosignerKey(line, postQuantum));
    }

    private static String name(String line) {
        return parts(line)[0];
    }

    /** Name, hash of name and key, key. */
    private static String[] parts(String line) {
        return line.split("\\+", 3);
    }

    /** The first fault of a change from the state; null when there is none. */
    private static @Nullable Rejected fault(
            State state, Context context, ValidatorSets sets, long version, List<Validator> next) {
        int least = Math.min(MIN, RegistryContract.chain(state).getValidatorsCount());
        if (next.size() < least || next.size() > Validators.MAX) {
            return new Rejected(RegistryReason.VALIDATOR_COUNT, Integer.toString(next.size()));
        }
        if (version != sets.getVersion() + 1) {
            return new Rejected(RegistryReason.VALIDATOR_VERSION, Long.toString(sets.getVersion()));
        }
        // Also at that height: the set that signed the block before must stay known.
        if (context.height() <= sets.getFromHeight()) {
            return new Rejected(
                    RegistryReason.VALIDATOR_PENDING, Long.toString(sets.getFromHeight()));
        }
        Map<String, Validator> different = different(sets.getCurrentList(), next);
        if (different.size() > 1) {
            return new Rejected(
                    RegistryReason.VALIDATOR_DIFFERENCE, String.join(" ", different.keySet()));
        }
        for (String department : different.keySet()) {
            if (find(next, department) != null && !stands(state, department)) {
                return new Rejected(RegistryReason.VALIDATOR_MEMBER, department);
            }
        }
        return null;
    }

    /** Those that are in one list only, by department: with other keys in the other, or not. */
    private static Map<String, Validator> different(List<Validator> a, List<Validator> b) {
        Map<String, Validator> different = new TreeMap<>();
        a.forEach(validator -> different.put(validator.getDepartment(), validator));
        for (Validator validator : b) {
            if (!different.remove(validator.getDepartment(), validator)) {
                different.put(validator.getDepartment(), validator);
            }
        }
        return different;
    }

    private static @Nullable Validator find(List<Validator> validators, String department) {
        for (Validator validator : validators) {
            if (validator.getDepartment().equals(department)) {
                return validator;
            }
        }
        return null;
    }

    private static boolean stands(State state, String department) {
        return Registry.role(state, department) != Role.ROLE_UNSPECIFIED;
    }

    private static List<Validator> sorted(List<Validator> validators) {
        return validators.stream().sorted(Comparator.comparing(Validator::getDepartment)).toList();
    }
}
