package org.xinpiao.ledger;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;

/** Keys as text: their bytes and their order. */
final class StateKeys {

    /** The order of the UTF-8 bytes, which is that of the code points, not of Java's chars. */
    static final Comparator<String> ORDER = StateKeys::compare;

    private StateKeys() {}

    private static int compare(String a, String b) {
        int length = Math.min(a.length(), b.length());
        for (int i = 0; i < length; i++) {
            char x = a.charAt(i);
            char y = b.charAt(i);
            if (x != y) {
                return Integer.compare(rank(x), rank(y));
            }
        }
        return Integer.compare(a.length(), b.length());
    }

    /** Lifts surrogates above the rest of the basic plane. */
    private static int rank(char c) {
        return Character.isSurrogate(c) ? c + 0x10000 : c;
    }

    /**
     * The key's UTF-8 bytes.
     *
     * @throws IllegalArgumentException when the text is no Unicode, which no rule may write
     */
    static byte[] utf8(String key) {
        try {
            ByteBuffer bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(key));
            byte[] out = new byte[bytes.remaining()];
            bytes.get(out);
            return out;
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("a key is not well-formed text", e);
        }
    }
}
