package org.xinpiao.ledger;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Shows with no network that a leaf is in a log (C2SP tlog-proof).
 *
 * @param extra opaque and not authenticated; null when there is none
 * @param index the leaf
 * @param hashes inclusion path from the leaf's sibling upwards
 * @param checkpoint the signed note, verbatim
 */
public record LogProof(
        byte @Nullable [] extra, long index, List<byte[]> hashes, String checkpoint) {

    private static final String HEADER = "c2sp.org/tlog-proof@v1";
    private static final String EXTRA = "extra ";
    private static final String INDEX = "index ";
    private static final int HASHES_MAX = 63;

    public LogProof {
        hashes = List.copyOf(hashes);
    }

    /** Reads a proof; whether it holds is another question. */
    public static LogProof parse(String text) throws FormatException {
        Note.require(text.length() <= 2 * Note.CHARS_MAX, "the proof is too long");
        Note.requireNoControls(text);
        int blank = text.indexOf("\n\n");
        Note.require(blank > 0, "the proof has no checkpoint");
        List<String> lines = text.substring(0, blank).lines().toList();
        Note.require(lines.getFirst().equals(HEADER), "the proof's first line is not " + HEADER);
        int at = 1;
        byte[] extra = null;
        if (lines.size() > at && lines.get(at).startsWith(EXTRA)) {
            extra = Note.base64(lines.get(at++).substring(EXTRA.length()));
        }
        Note.require(
                lines.size() > at && lines.get(at).startsWith(INDEX), "the proof has no index");
        long index = Checkpoint.number(lines.get(at++).substring(INDEX.length()));
        List<byte[]> hashes = new ArrayList<>();
        for (String line : lines.subList(at, lines.size())) {
            byte[] hash = Note.base64(line);
            Note.require(hash.length == Hashes.BYTES, "a line of the proof is no hash");
            hashes.add(hash);
        }
        Note.require(hashes.size() <= HASHES_MAX, "the proof has too many hashes");
        return new LogProof(extra, index, hashes, text.substring(blank + 2));
    }

    /** The proof as it travels. */
    public String format() {
        Base64.Encoder base64 = Base64.getEncoder();
        StringBuilder out = new StringBuilder(HEADER).append('\n');
        if (extra != null) {
            out.append(EXTRA).append(base64.encodeToString(extra)).append('\n');
        }
        out.append(INDEX).append(index).append('\n');
        hashes.forEach(hash -> out.append(base64.encodeToString(hash)).append('\n'));
        return out.append('\n').append(checkpoint).toString();
    }
}
