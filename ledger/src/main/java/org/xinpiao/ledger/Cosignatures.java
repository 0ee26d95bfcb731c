package org.xinpiao.ledger;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.xinpiao.contracts.Rules.ValidatorRecord;
import org.xinpiao.crypto.Suite;
import org.xinpiao.ledger.comet.CometHome;

/**
 * How validators sign a checkpoint together: each puts a note with its signatures into its vote
 * (vote extension), the next proposer puts one note with all signatures first into its block. Used
 * by one thread at a time.
 */
final class Cosignatures {

    /** Good lines remembered for each key: of this checkpoint, the last, and other rounds. */
    private static final int LINES_EACH = 4;

    private final List<ValidatorRecord> validators;
    private final Trust trust;
    private final Map<ByteString, List<CheckpointKey>> keys = new LinkedHashMap<>();

    /**
     * The last good lines: each is seen in a vote, in a proposal, and when the block is decided.
     */
    private final LinkedHashSet<Line> good = new LinkedHashSet<>();

    /** Of the validators of one height. */
    Cosignatures(String origin, Suite suite, List<ValidatorRecord> validators) {
        this.validators = List.copyOf(validators);
        this.trust = Trust.of(origin, suite, validators);
        validators.forEach(v -> keys.put(CometHome.address(v.key()), Trust.keys(v)));
    }

    List<ValidatorRecord> validators() {
        return validators;
    }

    /** Whether these are the keys of one of them. */
    boolean has(List<CheckpointKey> own) {
        List<String> lines = own.stream().map(CheckpointKey::vkey).toList();
        return keys.values().stream()
                .anyMatch(each -> each.stream().map(CheckpointKey::vkey).toList().equals(lines));
    }

    /** Whose validator it is, for logs; its address where it has no seat. */
    String name(ByteString validator) {
        List<CheckpointKey> own = keys.getOrDefault(validator, List.of());
        return own.isEmpty()
                ? HexFormat.of().formatHex(validator.toByteArray())
                : own.getFirst().name();
    }

    /** What a validator votes with. */
    static ByteString vote(Checkpoint checkpoint, List<Cosigner> own, long timeSeconds) {
        List<Note.Signature> lines =
                own.stream().map(cosigner -> cosigner.sign(checkpoint, timeSeconds)).toList();
        return ByteString.copyFromUtf8(new Note(checkpoint.text(), lines).format());
    }

    /** Whether a validator's vote bears the good signatures of all its keys on a checkpoint. */
    boolean isVote(ByteString vote, ByteString validator, Checkpoint checkpoint) {
        return !signatures(vote, validator, checkpoint).isEmpty();
    }

    /** A vote's lines; none when one is missing or bad. */
    private List<Note.Signature> signatures(
            ByteString vote, ByteString validator, Checkpoint checkpoint) {
        List<CheckpointKey> own = keys.getOrDefault(validator, List.of());
        Note note = parse(vote);
        if (note == null
                || !note.text().equals(checkpoint.text())
                || note.signatures().size() != own.size()) {
            return List.of();
        }
        for (int i = 0; i < own.size(); i++) {
            Note.Signature line = note.signatures().get(i);
            if (!own.get(i).claims(line) || !isGood(own.get(i), line, note.text())) {
                return List.of();
            }
        }
        return note.signatures();
    }

    /**
     * One note of all good votes; null when they are too few.
     *
     * @param votes by validator
     */
    @Nullable ByteString gather(Map<ByteString, ByteString> votes, Checkpoint checkpoint) {
        List<Note.Signature> lines = new ArrayList<>();
        int good = 0;
        for (Map.Entry<ByteString, ByteString> vote : votes.entrySet()) {
            List<Note.Signature> own = signatures(vote.getValue(), vote.getKey(), checkpoint);
            lines.addAll(own);
            good += own.isEmpty() ? 0 : 1;
        }
        return good < trust.quorum()
                ? null
                : ByteString.copyFromUtf8(new Note(checkpoint.text(), lines).format());
    }

    /** The note when it bears the signatures of enough validators, and of nobody else. */
    @Nullable Note accepted(ByteString bytes, Checkpoint checkpoint) {
        Note note = parse(bytes);
        boolean good =
                note != null
                        && note.text().equals(checkpoint.text())
                        && note.signatures().size() <= trust.keys().size()
                        && note.signatures().stream()
                                .allMatch(
                                        line -> trust.keys().stream().anyMatch(k -> k.claims(line)))
                        && Verifier.signed(note, checkpoint, trust, this::isGood)
                                instanceof Verdict.OfCheckpoint.Signed;
        return good ? note : null;
    }

    /** A line under a text; among these validators a name has one key of a kind. */
    private record Line(String name, boolean postQuantum, String text, ByteString bytes) {}

    private boolean isGood(CheckpointKey key, Note.Signature signature, String text) {
        ByteString bytes = ByteString.copyFrom(signature.bytes());
        Line line = new Line(key.name(), key.isPostQuantum(), text, bytes);
        if (good.contains(line)) {
            return true;
        }
        boolean isGood = key.verify(signature, text);
        if (isGood && good.add(line) && good.size() > LINES_EACH * trust.keys().size()) {
            good.remove(good.getFirst());
        }
        return isGood;
    }

    private static @Nullable Note parse(ByteString bytes) {
        try {
            return bytes.isValidUtf8() ? Note.parse(bytes.toStringUtf8()) : null;
        } catch (FormatException _) {
            return null;
        }
    }
}
