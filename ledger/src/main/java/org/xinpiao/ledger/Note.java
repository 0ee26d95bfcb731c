package org.xinpiao.ledger;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * A signed note (C2SP signed-note): text and the lines that sign it, those of unknown keys too.
 *
 * @param text ends with a newline
 */
public record Note(String text, List<Signature> signatures) {

    /** Longest note read, in chars: sixteen post-quantum signatures and some. */
    static final int CHARS_MAX = 1 << 18;

    private static final String DASH = "\u2014 ";
    private static final int KEY_ID_BYTES = 4;

    public Note {
        signatures = List.copyOf(signatures);
        if (!text.endsWith("\n")) {
            throw new IllegalArgumentException("a note's text ends with a newline");
        }
    }

    /**
     * A line that signs.
     *
     * @param keyId 4 bytes
     * @param bytes what follows the key id, as its type defines
     */
    public record Signature(String name, byte[] keyId, byte[] bytes) {}

    /** Reads a note; whose signatures are good is another question. */
    public static Note parse(String note) throws FormatException {
        require(note.length() <= CHARS_MAX, "the note is too long");
        requireNoControls(note);
        int blank = note.lastIndexOf("\n\n");
        require(blank >= 0 && note.endsWith("\n"), "the note has no signatures");
        List<Signature> signatures = new ArrayList<>();
        for (String line : note.substring(blank + 2).lines().toList()) {
            signatures.add(signature(line));
        }
        require(!signatures.isEmpty(), "the note has no signatures");
        return new Note(note.substring(0, blank + 1), signatures);
    }

    private static Signature signature(String line) throws FormatException {
        int space = line.indexOf(' ', DASH.length());
        require(line.startsWith(DASH) && space > 0, "a signature line is malformed");
        String name = line.substring(DASH.length(), space);
        require(isKeyName(name), "a key name is malformed");
        byte[] bytes = base64(line.substring(space + 1));
        require(bytes.length > KEY_ID_BYTES, "a signature is too short");
        byte[] id = new byte[KEY_ID_BYTES];
        byte[] rest = new byte[bytes.length - KEY_ID_BYTES];
        System.arraycopy(bytes, 0, id, 0, KEY_ID_BYTES);
        System.arraycopy(bytes, KEY_ID_BYTES, rest, 0, rest.length);
        return new Signature(name, id, rest);
    }

    /** Whether a text may name a key: not empty, no space, no plus. */
    static boolean isKeyName(String name) {
        return !name.isEmpty()
                && name.codePoints()
                        .noneMatch(c ->
                                c < ' '
                                        || c == '+'
                                        || Character.isSpaceChar(c)
                                        || Character.isWhitespace(c));
    }

    /** The note as it travels. */
    public String format() {
        StringBuilder out = new StringBuilder(text).append('\n');
        for (Signature signature : signatures) {
            byte[] bytes = new byte[KEY_ID_BYTES + signature.bytes().length];
            System.arraycopy(signature.keyId(), 0, bytes, 0, KEY_ID_BYTES);
            System.arraycopy(signature.bytes(), 0, bytes, KEY_ID_BYTES, signature.bytes().length);
            out.append(DASH)
                    .append(signature.name())
                    .append(' ')
                    .append(Base64.getEncoder().encodeToString(bytes))
                    .append('\n');
        }
        return out.toString();
    }

    /** Decodes Base 64 in its one right spelling. */
    static byte[] base64(String text) throws FormatException {
        try {
            byte[] bytes = Base64.getDecoder().decode(text);
            require(Base64.getEncoder().encodeToString(bytes).equals(text), "malformed base64");
            return bytes;
        } catch (IllegalArgumentException _) {
            throw new FormatException("malformed base64");
        }
    }

    static void requireNoControls(String text) throws FormatException {
        require(
                text.chars().noneMatch(c -> c < ' ' && c != '\n'),
                "the text has a control character");
    }

    static void require(boolean held, String otherwise) throws FormatException {
        if (!held) {
            throw new FormatException(otherwise);
        }
    }

    /** Whether it is a checkpoint that enough trusted parties signed. */
    boolean isSignedFor(Trust trust) {
        return Verifier.checkpoint(format(), trust) instanceof Verdict.OfCheckpoint.Signed;
    }
}
