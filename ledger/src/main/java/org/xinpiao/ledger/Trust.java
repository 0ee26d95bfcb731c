package org.xinpiao.ledger;

import java.util.List;
import org.xinpiao.crypto.Suite;

/**
 * Whom a verifier believes.
 *
 * @param origin the log's name
 * @param suite hashes the log
 * @param keys of those who may sign its checkpoints
 * @param quorum how many names among them must have signed, 1 or more
 * @param postQuantum how many must have signed with a post-quantum key besides; 0: none need to
 */
public record Trust(
        String origin, Suite suite, List<CheckpointKey> keys, int quorum, int postQuantum) {

    public Trust {
        keys = List.copyOf(keys);
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

    private static long names(List<CheckpointKey> keys, boolean postQuantum) {
        return keys.stream()
                .filter(key -> key.isPostQuantum() == postQuantum)
                .map(CheckpointKey::name)
                .distinct()
                .count();
    }
}
