package org.xinpiao.ledger;

import java.util.Base64;
import java.util.List;

/**
 * What a signed note says of a log (C2SP tlog-checkpoint).
 *
 * @param origin the log's name
 * @param size leaves
 * @param root 32 bytes
 * @param extensions further lines, kept as they are
 */
public record Checkpoint(String origin, long size, byte[] root, List<String> extensions) {

    public Checkpoint {
        extensions = List.copyOf(extensions);
    }

    public Checkpoint(String origin, long size, byte[] root) {
        this(origin, size, root, List.of());
    }

    /** Reads a note's text. */
    public static Checkpoint parse(String text) throws FormatException {
        List<String> lines = text.lines().toList();
        Note.require(
                text.endsWith("\n")
                        && lines.size() >= 3
                        && lines.stream().noneMatch(String::isEmpty),
                "the checkpoint has not three lines");
        byte[] root = Note.base64(lines.get(2));
        Note.require(root.length == Hashes.BYTES, "the checkpoint's root is no hash");
        return new Checkpoint(
                lines.get(0), number(lines.get(1)), root, lines.subList(3, lines.size()));
    }

    /** A decimal number of 0 or more in its one right spelling. */
    static long number(String text) throws FormatException {
        Note.require(text.matches("0|[1-9][0-9]{0,17}"), "malformed number");
        return Long.parseLong(text);
    }

    /** The text to sign. */
    public String text() {
        StringBuilder out =
                new StringBuilder(origin)
                        .append('\n')
                        .append(size)
                        .append('\n')
                        .append(Base64.getEncoder().encodeToString(root))
                        .append('\n');
        extensions.forEach(line -> out.append(line).append('\n'));
        return out.toString();
    }
}
