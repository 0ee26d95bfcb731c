package org.xinpiao.ledger;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.xinpiao.contracts.Rules.ValidatorRecord;
import org.xinpiao.crypto.Suite;
import org.xinpiao.ledger.comet.CometHome;

/**
 * How validators sign a checkpoint together: each puts a note with its signature into its vote
 * (vote extension), the next proposer puts one note with all signatures first into its block.
 */
final class Cosignatures {

    private final List<ValidatorRecord> validators;
    private final Trust trust;
    private final Map<ByteString, CheckpointKey> keys = new LinkedHashMap<>();

    /** Of the validators of one height. */
    Cosignatures(String origin, Suite suite, List<ValidatorRecord> validators) {
        this.validators = List.copyOf(validators);
        this.trust = Trust.of(origin, suite, validators);
        for (int i = 0; i < validators.size(); i++) {
            keys.put(CometHome.address(validators.get(i).key()), trust.keys().get(i));
        }
    }

    List<ValidatorRecord> validators() {
        return validators;
    }

    /** Whether it is the key of one of them. */
    boolean has(CheckpointKey key) {
        return keys.values().stream().anyMatch(k -> k.vkey().equals(key.vkey()));
    }

    /** What a validator votes with. */
    static ByteString vote(Checkpoint checkpoint, Cosigner department, long timeSeconds) {
        Note.Signature line = department.sign(checkpoint, timeSeconds);
        return ByteString.copyFromUtf8(new Note(checkpoint.text(), List.of(line)).format());
    }

    /** Whether a validator's vote bears its department's good signature on a checkpoint. */
    boolean isVote(ByteString vote, ByteString validator, Checkpoint checkpoint) {
        return signature(vote, validator, checkpoint) != null;
    }

    private Note.@Nullable Signature signature(
            ByteString vote, ByteString validator, Checkpoint checkpoint) {
        CheckpointKey key = keys.get(validator);
        Note note = parse(vote);
        if (key == null
                || note == null
                || !note.text().equals(checkpoint.text())
                || note.signatures().size() != 1) {
            return null;
        }
        Note.Signature line = note.signatures().getFirst();
        return key.claims(line) && key.verify(line, note.text()) ? line : null;
    }

    /**
     * One note of all good votes; null when they are too few.
     *
     * @param votes by validator
     */
    @Nullable ByteString gather(Map<ByteString, ByteString> votes, Checkpoint checkpoint) {
        List<Note.Signature> lines = new ArrayList<>();
        votes.forEach((validator, vote) -> {
            Note.Signature line = signature(vote, validator, checkpoint);
            if (line != null) {
                lines.add(line);
            }
        });
        return lines.size() < trust.quorum()
                ? null
                : ByteString.copyFromUtf8(new Note(checkpoint.text(), lines).format());
    }

    /** The note when it bears the signatures of enough validators, and of nobody else. */
    @Nullable Note accepted(ByteString bytes, Checkpoint checkpoint) {
        Note note = parse(bytes);
        boolean good =
                note != null
                        && note.text().equals(checkpoint.text())
                        && note.signatures().size() <= keys.size()
                        && note.signatures().stream()
                                .allMatch(line ->
                                        keys.values().stream().anyMatch(k -> k.claims(line)))
                        && Verifier.checkpoint(note.format(), trust)
                                instanceof Verdict.OfCheckpoint.Signed;
        return good ? note : null;
    }

    private static @Nullable Note parse(ByteString bytes) {
        try {
            return bytes.isValidUtf8() ? Note.parse(bytes.toStringUtf8()) : null;
        } catch (FormatException _) {
            return null;
        }
    }
}
