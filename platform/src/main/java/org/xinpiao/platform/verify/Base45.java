package org.xinpiao.platform.verify;

import java.util.Arrays;

/** RFC 9285: bytes in the alphanumeric alphabet of QR codes. Each text has one meaning. */
final class Base45 {

    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
    private static final int BASE = ALPHABET.length();
    private static final byte[] DIGIT = new byte[128];

    static {
        Arrays.fill(DIGIT, (byte) -1);
        for (int i = 0; i < BASE; i++) {
            DIGIT[ALPHABET.charAt(i)] = (byte) i;
        }
    }

    private Base45() {}

    static String encode(byte[] bytes) {
        StringBuilder text = new StringBuilder(bytes.length / 2 * 3 + 2);
        for (int i = 0; i < bytes.length; i += 2) {
            boolean pair = i + 1 < bytes.length;
            int value = pair ? ((bytes[i] & 0xff) << 8) | (bytes[i + 1] & 0xff) : bytes[i] & 0xff;
            for (int digits = pair ? 3 : 2; digits > 0; digits--) {
                text.append(ALPHABET.charAt(value % BASE));
                value /= BASE;
            }
        }
        return text.toString();
    }

    static byte[] decode(String text) throws UnusableException {
        int length = text.length();
        if (length % 3 == 1) {
            throw new UnusableException("base45: cut off");
        }
        byte[] bytes = new byte[length / 3 * 2 + length % 3 / 2];
        int to = 0;
        for (int i = 0; i < length; i += 3) {
            boolean pair = i + 2 < length;
            int value = digit(text, i) + BASE * digit(text, i + 1);
            value += pair ? BASE * BASE * digit(text, i + 2) : 0;
            if (value >= (pair ? 1 << 16 : 1 << 8)) {
                throw new UnusableException("base45: no value at character " + i);
            }
            if (pair) {
                bytes[to++] = (byte) (value >> 8);
            }
            bytes[to++] = (byte) value;
        }
        return bytes;
    }

    private static int digit(String text, int at) throws UnusableException {
        char c = text.charAt(at);
        if (c >= DIGIT.length || DIGIT[c] < 0) {
            throw new UnusableException("base45: not in the alphabet at character " + at);
        }
        return DIGIT[c];
    }
}
