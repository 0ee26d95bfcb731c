package org.xinpiao.platform.notice;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A text as the parts of a short message: the GSM alphabet where it suffices, else UCS-2. Several
 * parts carry a user data header by which the phone puts them together.
 *
 * @param ucs2 whether the parts are in UCS-2
 * @param parts header and text of each part
 */
record Segments(boolean ucs2, List<byte[]> parts) {

    /** Octets of one short message. */
    private static final int GSM_SINGLE = 160;

    private static final int UCS2_SINGLE = 140;

    /** Octets beside the header; seven of the GSM alphabet's characters are lost to it. */
    private static final int GSM_PART = 153;

    private static final int UCS2_PART = 134;

    private static final int PARTS_MAX = 255;

    /**
     * Characters that have the same code in ASCII and in the GSM alphabet, so that no gateway can
     * take one for another.
     */
    private static final String GSM_AS_ASCII = "[\\n\\r !\"#%&'()*+,\\-./0-9:;<=>?A-Za-z]*";

    /**
     * Cuts a text into parts.
     *
     * @param reference the same for all parts of a message, and for each sending of it
     * @throws IllegalArgumentException when it needs more than 255 parts
     */
    static Segments of(String text, int reference) {
        boolean ucs2 = !text.matches(GSM_AS_ASCII);
        byte[] bytes = text.getBytes(ucs2 ? StandardCharsets.UTF_16BE : StandardCharsets.US_ASCII);
        if (bytes.length <= (ucs2 ? UCS2_SINGLE : GSM_SINGLE)) {
            return new Segments(ucs2, List.of(bytes));
        }
        List<byte[]> pieces = cut(bytes, ucs2);
        if (pieces.size() > PARTS_MAX) {
            throw new IllegalArgumentException("too long for a short message");
        }
        List<byte[]> parts = new ArrayList<>();
        for (byte[] piece : pieces) {
            byte[] part = new byte[6 + piece.length];
            part[0] = 5; // octets of the header that follow
            part[1] = 0; // concatenated message, reference of one octet
            part[2] = 3; // octets of it
            part[3] = (byte) reference;
            part[4] = (byte) pieces.size();
            part[5] = (byte) (parts.size() + 1);
            System.arraycopy(piece, 0, part, 6, piece.length);
            parts.add(part);
        }
        return new Segments(ucs2, List.copyOf(parts));
    }

    /** Whether the parts begin with a user data header. */
    boolean headed() {
        return parts.size() > 1;
    }

    private static List<byte[]> cut(byte[] bytes, boolean ucs2) {
        List<byte[]> pieces = new ArrayList<>();
        for (int from = 0; from < bytes.length; ) {
            int to = Math.min(bytes.length, from + (ucs2 ? UCS2_PART : GSM_PART));
            // A pair of surrogates is one character and stays together.
            if (ucs2 && to < bytes.length && (bytes[to] & 0xfc) == 0xdc) {
                to -= 2;
            }
            pieces.add(java.util.Arrays.copyOfRange(bytes, from, to));
            from = to;
        }
        return pieces;
    }
}
