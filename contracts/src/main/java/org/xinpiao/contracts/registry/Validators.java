package org.xinpiao.contracts.registry;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.xinpiao.contracts.State;
import org.xinpiao.contracts.Wire;

/** Who orders transactions and signs checkpoints, and who should. */
public final class Validators {

    /**
     * State key of the {@link ValidatorSets}; there are none where one process keeps the ledger.
     */
    public static final String SETS = "registry/validators";

    /** What the state keys of the votes begin with. */
    static final String VOTES = "registry/validator-vote/";

    /** What the state keys of former validators begin with. */
    public static final String FORMER = "registry/former-validators/";

    /** Most validators. */
    public static final int MAX = 32;

    private Validators() {}

    /** State key of a department's vote. */
    public static String voteKey(String department) {
        return VOTES + department;
    }

    public static @Nullable ValidatorSets sets(State state) {
        return Wire.stored(state, SETS, ValidatorSets.parser());
    }

    /**
     * Who votes on the block of a height.
     *
     * @param state after some block h
     * @param height from h - 1 to h + 2
     */
    public static List<Validator> at(State state, long height) {
        ValidatorSets sets = sets(state);
        return sets == null ? List.of() : at(sets, height);
    }

    private static List<Validator> at(ValidatorSets sets, long height) {
        return height < sets.getFromHeight() ? sets.getPreviousList() : sets.getCurrentList();
    }

    /** Those of before the last change and of all before that, oldest first. */
    public static List<FormerValidators> former(State state) {
        return state.scan(FORMER, Integer.MAX_VALUE).stream()
                .map(e -> Wire.value(e.getKey(), e.getValue(), FormerValidators.parser()))
                .toList();
    }

    /** State key of the validators of a version, once they are former ones. */
    static String formerKey(long version) {
        return FORMER + String.format(Locale.ROOT, "%08d", version);
    }

    /** The votes for the next change, by department. */
    public static List<ValidatorVote> votes(State state) {
        return state.scan(VOTES, MAX).stream()
                .map(e -> Wire.value(e.getKey(), e.getValue(), ValidatorVote.parser()))
                .toList();
    }
}
