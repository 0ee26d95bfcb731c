package org.xinpiao.contracts;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import org.jspecify.annotations.Nullable;

/** How contracts read bytes and check words: the same everywhere, without a copy. */
public final class Wire {

    /** Length of a hash, a key id and a pseudonym in bytes. */
    public static final int HASH_BYTES = 32;

    /** Longest business id (claim, transfer, deposit) in characters. */
    public static final int ID_CHARS_MAX = 40;

    private Wire() {}

    /** Reads a message whose byte fields share the memory of {@code bytes}. */
    public static <M extends MessageLite> M parse(Parser<M> parser, ByteString bytes)
            throws InvalidProtocolBufferException {
        CodedInputStream input = bytes.newCodedInput();
        input.enableAliasing(true);
        M message = parser.parseFrom(input);
        input.checkLastTagWas(0);
        return message;
    }

    /**
     * Reads bytes that are hashed or signed as they are: they must be what this message is written
     * as, so that reading loses nothing.
     *
     * @throws InvalidProtocolBufferException also for unknown fields and for a second way to write
     *     the same
     */
    public static <M extends Message> M parseExact(Parser<M> parser, ByteString bytes)
            throws InvalidProtocolBufferException {
        M message = parse(parser, bytes);
        if (!message.getUnknownFields().asMap().isEmpty()
                || !message.toByteString().equals(bytes)) {
            throw new InvalidProtocolBufferException("not the one way to write this message");
        }
        return message;
    }

    /**
     * Reads a value of the state; null when there is none.
     *
     * @throws IllegalStateException when the stored bytes are no such message: broken storage, not
     *     a wrong command
     */
    public static <M extends MessageLite> @Nullable M stored(
            State state, String key, Parser<M> parser) {
        ByteString value = state.get(key);
        return value == null ? null : value(key, value, parser);
    }

    /** Reads the value that a scan of the state gave. */
    public static <M extends MessageLite> M value(String key, ByteString value, Parser<M> parser) {
        try {
            return parse(parser, value);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("unreadable value at " + key, e);
        }
    }

    /** What a command without content is. */
    public static InvalidProtocolBufferException noCommand() {
        return new InvalidProtocolBufferException("no command");
    }

    /** Whether the text is {@code length} decimal digits. */
    public static boolean isDigits(String text, int length) {
        if (text.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (!isDigit(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** Whether the text is a business id: 1 to {@code max} letters, digits or hyphens. */
    public static boolean isId(String text, int max) {
        if (text.isEmpty() || text.length() > max) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean upper = c >= 'A' && c <= 'Z';
            if (!isLower(c) && !isDigit(c) && !upper && c != '-') {
                return false;
            }
        }
        return true;
    }

    /**
     * Whether the text is lower-case words and numbers joined by hyphens, at most 40 characters.
     */
    public static boolean isWord(String text) {
        if (text.length() > ID_CHARS_MAX || text.endsWith("-")) {
            return false;
        }
        char before = '-';
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!isLower(c) && !isDigit(c) && (c != '-' || before == '-')) {
                return false;
            }
            before = c;
        }
        return !text.isEmpty();
    }

    private static boolean isLower(char c) {
        return c >= 'a' && c <= 'z';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
