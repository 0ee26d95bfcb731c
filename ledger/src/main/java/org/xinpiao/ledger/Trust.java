package org.xinpiao.ledger;

import java.util.ArrayList;
import java.util.List;
import org.xinpiao.contracts.Rules.ValidatorRecord;
import org.xinpiao.crypto.Suite;

/**
 * Whom a verifier believes.
 *
 * @param origin the log's name
 * @param suite hashes the log
 * @param keys of those who may sign its checkpoints
 * @param quorum how many names among them must have signed, 1 or more
 * @param postQuantum how many must have signed with a post-quantum key besides; 0: none need to
 * @param former whom besides for the log as it was in their time
 */
public record Trust(
        String origin,
        Suite suite,
        List<CheckpointKey> keys,
        int quorum,
        int postQuantum,
        List<Former> former) {

    /**
     * Whom a verifier believed once. Their keys may be in anybody's hands today, so it is not
     * believed that they signed a longer log.
     *
     * @param size leaves of the longest log that they signed
     * @param trust of the same log, with nobody before them
     */
    public record Former(long size, Trust trust) {
        public Former {
            if (size < 0 || !trust.former().isEmpty()) {
                throw new IllegalArgumentException("former signers of " + size + " leaves");
            }
        }
    }

    /**
     * Whom a verifier of a log believes that validators cosign: more than two thirds of them, with
     * post-quantum keys besides where all have them. When they change, who believes the former ones
     * goes on with the proofs of before, and finds no quorum for later ones as soon as too few of
     * the former are among those who sign. Nobody of before is in it.
     *
     * @throws CorruptException when a checkpoint key cannot be read, which no rules let in
     */
    public static Trust of(String origin, Suite suite, List<ValidatorRecord> validators) {
        List<CheckpointKey> keys = new ArrayList<>();
        for (ValidatorRecord validator : validators) {
            keys.addAll(keys(validator));
        }
        int quorum = validators.size() - (validators.size() - 1) / 3;
        boolean all = validators.stream().noneMatch(v -> v.postQuantumKey().isEmpty());
        return new Trust(origin, suite, keys, quorum, all ? quorum : 0);
    }

    /** The same, and for the log as it was in their time others besides. */
    public Trust withFormer(List<Former> others) {
        return new Trust(origin, suite, keys, quorum, postQuantum, others);
    }

    /** The keys with which a validator signs checkpoints: one, or a post-quantum one besides. */
    static List<CheckpointKey> keys(ValidatorRecord validator) {
        try {
            CheckpointKey key = CheckpointKey.parse(validator.checkpointKey());
            return validator.postQuantumKey().isEmpty()
                    ? List.of(key)
                    : List.of(key, CheckpointKey.parse(validator.postQuantumKey()));
        } catch (FormatException e) {
            throw new CorruptException(
                    "a checkpoint key of validator " + validator.name() + " is malformed", e);
        }
    }

    public Trust {
        keys = List.copyOf(keys);
        former = List.copyOf(former);
        for (Former each : former) {
            if (!each.trust.origin.equals(origin) || !each.trust.suite.id().equals(suite.id())) {
                throw new IllegalArgumentException("former signers of another log");
            }
        }
        if (quorum < 1
                || quorum > names(keys, false)
                || postQuantum < 0
                || postQuantum > names(keys, true)) {
            throw new IllegalArgumentException(
                    "a quorum of %d and %d among %d signers"
                            .formatted(quorum, postQuantum, keys.size()));
        }
    }

    public Trust(String origin, Suite suite, List<CheckpointKey> keys, int quorum) {
        this(origin, suite, keys, quorum, 0);
    }

    public Trust(
            String origin, Suite suite, List<CheckpointKey> keys, int quorum, int postQuantum) {
        this(origin, suite, keys, quorum, postQuantum, List.of());
    }

    /** How many may sign: names with a key that is not post-quantum. */
    public int signers() {
        return Math.toIntExact(names(keys, false));
    }

    private static long names(List<CheckpointKey> keys, boolean postQuantum) {
        return keys.stream()
                .filter(key -> key.isPostQuantum() == postQuantum)
                .map(CheckpointKey::name)
                .distinct()
                .count();
    }
}
