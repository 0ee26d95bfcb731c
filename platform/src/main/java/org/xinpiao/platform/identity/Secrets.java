package org.xinpiao.platform.identity;

import java.security.SecureRandom;
import java.util.Base64;

/** Random texts that nobody guesses. */
final class Secrets {

    private static final SecureRandom RANDOM = new SecureRandom();

    private Secrets() {}

    /** A text of the given number of random bytes, in URL-safe letters. */
    static String random(int bytes) {
        var value = new byte[bytes];
        RANDOM.nextBytes(value);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(value);
    }
}
