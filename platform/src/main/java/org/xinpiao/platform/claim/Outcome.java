package org.xinpiao.platform.claim;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xinpiao.ledger.Rejected;

/**
 * What became of a clerk's act.
 *
 * @param done whether anything was changed
 * @param word what happened, or why nothing did
 * @param rejected the ledger's answer when it would not
 * @param others what colleagues did meanwhile, when that is why
 * @param height of the ledger after it; 0 when it was not asked
 */
public record Outcome(
        boolean done,
        String word,
        @Nullable Rejected rejected,
        List<Cases.Entry> others,
        long height) {

    static Outcome done(String word, long height) {
        return new Outcome(true, word, null, List.of(), height);
    }

    static Outcome no(String word) {
        return new Outcome(false, word, null, List.of(), 0);
    }

    static Outcome stale(List<Cases.Entry> others) {
        return new Outcome(false, "stale", null, others, 0);
    }

    static Outcome rejected(Rejected rejected) {
        return new Outcome(false, "rejected", rejected, List.of(), 0);
    }
}
