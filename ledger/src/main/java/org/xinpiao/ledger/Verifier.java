package org.xinpiao.ledger;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.xinpiao.contracts.Merkle;
import org.xinpiao.ledger.Verdict.Failed;
import org.xinpiao.ledger.Verdict.Fault;
import org.xinpiao.ledger.Verdict.OfCheckpoint;

/** Checks proofs with no store and no network. */
public final class Verifier {

    private Verifier() {}

    /**
     * Whether a proof shows a leaf to be in the log.
     *
     * @param proof as {@link Ledger#proof} gives it
     * @param leaf the receipt's bytes
     */
    public static Verdict inclusion(String proof, byte[] leaf, Trust trust) {
        LogProof parsed;
        try {
            parsed = LogProof.parse(proof);
        } catch (FormatException e) {
            return new Failed(Fault.MALFORMED, e.what());
        }
        return switch (checkpoint(parsed.checkpoint(), trust)) {
            case Failed failed -> failed;
            case OfCheckpoint.Signed signed -> {
                Checkpoint checkpoint = signed.checkpoint();
                Merkle merkle = new Merkle(new SuitePrimitives(trust.suite()));
                boolean included =
                        merkle.includes(
                                checkpoint.root(),
                                merkle.leaf(leaf),
                                parsed.index(),
                                checkpoint.size(),
                                parsed.hashes());
                yield included
                        ? new Verdict.Included(parsed.index(), signed)
                        : new Failed(
                                Fault.NOT_INCLUDED,
                                "%d of %d".formatted(parsed.index(), checkpoint.size()));
            }
        };
    }

    /**
     * Whether enough trusted parties signed a checkpoint; unknown signers count for nothing. Former
     * parties are asked when the present ones do not do, for a log no longer than it was then.
     */
    public static OfCheckpoint checkpoint(String note, Trust trust) {
        Note parsed;
        Checkpoint checkpoint;
        try {
            parsed = Note.parse(note);
            checkpoint = Checkpoint.parse(parsed.text());
        } catch (FormatException e) {
            return new Failed(Fault.MALFORMED, e.what());
        }
        if (!checkpoint.origin().equals(trust.origin())) {
            return new Failed(Fault.OTHER_LOG, checkpoint.origin());
        }
        OfCheckpoint verdict = signed(parsed, checkpoint, trust, CheckpointKey::verify);
        for (Trust.Former former : trust.former()) {
            if (verdict instanceof Failed && checkpoint.size() <= former.size()) {
                OfCheckpoint then =
                        signed(parsed, checkpoint, former.trust(), CheckpointKey::verify);
                verdict = then instanceof OfCheckpoint.Signed ? then : verdict;
            }
        }
        return verdict;
    }

    /** Whether a key signed a text with a line. */
    interface Check {
        boolean isGood(CheckpointKey key, Note.Signature line, String text);
    }

    /** Whether enough of those believed now signed a note, which is that of the checkpoint. */
    static OfCheckpoint signed(Note note, Checkpoint checkpoint, Trust trust, Check check) {
        Set<String> signers = new TreeSet<>();
        Set<String> postQuantum = new TreeSet<>();
        for (Note.Signature line : note.signatures()) {
            for (CheckpointKey key : trust.keys()) {
                if (key.claims(line)) {
                    if (!check.isGood(key, line, note.text())) {
                        return new Failed(Fault.BAD_SIGNATURE, key.name());
                    }
                    (key.isPostQuantum() ? postQuantum : signers).add(key.name());
                }
            }
        }
        if (signers.size() < trust.quorum()) {
            return new Failed(
                    Fault.NO_QUORUM, "%d of %d".formatted(signers.size(), trust.quorum()));
        }
        if (postQuantum.size() < trust.postQuantum()) {
            return new Failed(
                    Fault.NO_POST_QUANTUM_QUORUM,
                    "%d of %d".formatted(postQuantum.size(), trust.postQuantum()));
        }
        return new OfCheckpoint.Signed(checkpoint, List.copyOf(signers), trust);
    }
}
