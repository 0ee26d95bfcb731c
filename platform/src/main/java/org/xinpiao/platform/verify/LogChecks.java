package org.xinpiao.platform.verify;

import static org.xinpiao.platform.verify.Check.What.CHECKPOINT;
import static org.xinpiao.platform.verify.Check.What.INCLUSION;

import java.util.List;
import org.xinpiao.contracts.Merkle;
import org.xinpiao.ledger.Checkpoint;
import org.xinpiao.ledger.FormatException;
import org.xinpiao.ledger.LogProof;
import org.xinpiao.ledger.Note;
import org.xinpiao.ledger.SuitePrimitives;
import org.xinpiao.ledger.Trust;
import org.xinpiao.ledger.Verdict.Failed;
import org.xinpiao.ledger.Verdict.OfCheckpoint.Signed;
import org.xinpiao.ledger.Verifier;

/**
 * Checks that the receipt is in the log, and that enough of those we trust signed the log: two
 * checks, so that a fault in one does not hide the other.
 */
final class LogChecks {

    private LogChecks() {}

    static void add(Bundle bundle, Trust trust, List<Check> checks) {
        LogProof proof;
        Checkpoint checkpoint;
        try {
            proof = LogProof.parse(bundle.proof());
            checkpoint = Checkpoint.parse(Note.parse(proof.checkpoint()).text());
        } catch (FormatException e) {
            checks.add(Check.failed(INCLUSION, "failed.INCLUSION.format", e.what()));
            checks.add(Check.notProved(CHECKPOINT, "notProved.CHECKPOINT"));
            return;
        }
        Merkle merkle = new Merkle(new SuitePrimitives(bundle.suite()));
        boolean included =
                merkle.includes(
                        checkpoint.root(),
                        merkle.leaf(bundle.receipt()),
                        proof.index(),
                        checkpoint.size(),
                        proof.hashes());
        String size = Long.toString(checkpoint.size());
        checks.add(
                included
                        ? Check.passed(INCLUSION, Long.toString(proof.index()), size)
                        : Check.failed(INCLUSION, "failed.INCLUSION", size));
        checks.add(checkpoint(proof.checkpoint(), bundle, trust));
    }

    private static Check checkpoint(String note, Bundle bundle, Trust trust) {
        if (!bundle.suite().id().equals(trust.suite().id())) {
            return Check.failed(CHECKPOINT, "failed.CHECKPOINT.OTHER_LOG", trust.suite().id());
        }
        return switch (Verifier.checkpoint(note, trust)) {
            case Signed signed ->
                    Check.passed(
                            CHECKPOINT,
                            String.join(", ", signed.signers()),
                            Integer.toString(signed.trust().quorum()),
                            Integer.toString(signed.trust().signers()));
            case Failed failed ->
                    Check.failed(
                            CHECKPOINT, "failed.CHECKPOINT." + failed.fault(), failed.detail());
        };
    }
}
