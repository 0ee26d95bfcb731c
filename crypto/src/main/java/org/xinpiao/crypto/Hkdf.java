package org.xinpiao.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/** HKDF of RFC 5869 over a suite's HMAC. */
final class Hkdf {

    static final int LENGTH_MAX = 255 * Suite.HASH_BYTES;

    private Hkdf() {}

    static byte[] derive(Suite suite, byte[] secret, String info, int length) {
        return derive(suite, new byte[Suite.HASH_BYTES], secret, info.getBytes(UTF_8), length);
    }

    static byte[] derive(Suite suite, byte[] salt, byte[] secret, byte[] info, int length) {
        if (length < 0 || length > LENGTH_MAX) {
            throw new IllegalArgumentException("length outside 0.." + LENGTH_MAX);
        }
        byte[] pseudorandomKey = suite.mac(salt, secret);
        byte[] output = new byte[length];
        byte[] block = {};
        for (int i = 1, done = 0; done < length; i++, done += block.length) {
            block = suite.mac(pseudorandomKey, block, info, new byte[] {(byte) i});
            System.arraycopy(block, 0, output, done, Math.min(block.length, length - done));
        }
        Arrays.fill(pseudorandomKey, (byte) 0);
        return output;
    }
}
