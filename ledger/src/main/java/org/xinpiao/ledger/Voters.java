package org.xinpiao.ledger;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.xinpiao.contracts.Rules.ValidatorRecord;
import org.xinpiao.ledger.comet.Abci;

/**
 * Who votes on which block, as the state says: what a block changes is in force from the block
 * after the next on. Used by one thread at a time.
 */
final class Voters {

    /** Each validator's vote weighs the same. */
    private static final long POWER = 1;

    private final CometOptions options;
    private final StateView state;

    /** Of the last two lists asked for: mostly both are the same. */
    private final List<Cosignatures> known = new ArrayList<>();

    /** Reads them in the committed state. */
    Voters(CometOptions options, StateView state) {
        this.options = options;
        this.state = state;
    }

    /**
     * Those who sign while they vote on the block of a height.
     *
     * @param height from that before the last block to that after the next
     */
    Cosignatures of(long height) {
        List<ValidatorRecord> validators = options.rules().validators(state, height);
        for (Cosignatures each : known) {
            if (each.validators().equals(validators)) {
                return each;
            }
        }
        Cosignatures made = new Cosignatures(options.origin(), options.suite(), validators);
        if (known.size() == 2) {
            known.removeFirst();
        }
        known.add(made);
        return made;
    }

    /** Those of the first block. */
    List<Abci.ValidatorUpdate> first() {
        return updates(List.of(), options.rules().validators(state, 1));
    }

    /** What the next block changes. */
    List<Abci.ValidatorUpdate> changes(BlockResult block) {
        long next = block.head().height() + 1;
        return updates(
                options.rules().validators(state, next),
                options.rules().validators(block.over(state), next + 1));
    }

    /** What makes one list of validators of another. */
    private static List<Abci.ValidatorUpdate> updates(
            List<ValidatorRecord> before, List<ValidatorRecord> after) {
        Map<ByteString, Long> powers = new LinkedHashMap<>();
        before.forEach(validator -> powers.put(validator.key(), 0L));
        after.forEach(validator -> powers.put(validator.key(), POWER));
        before.forEach(validator -> powers.remove(validator.key(), POWER));
        List<Abci.ValidatorUpdate> updates = new ArrayList<>();
        powers.forEach((key, power) ->
                updates.add(
                        Abci.ValidatorUpdate.newBuilder()
                                .setPubKey(Abci.PublicKey.newBuilder().setEd25519(key))
                                .setPower(power)
                                .build()));
        return updates;
    }
}
