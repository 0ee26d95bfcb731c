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
 */
public record Trust(String origin, Suite suite, List<CheckpointKey> keys, int quorum) {

    public Trust {
        keys = List.copyOf(keys);
        long names = keys.stream().map(CheckpointKey::name).distinct().count();
        if (quorum < 1 || quorum > names) {
            throw new IllegalArgumentException(
                    "a quorum of %d among %d signers".formatted(quorum, names));
        }
    }
}
