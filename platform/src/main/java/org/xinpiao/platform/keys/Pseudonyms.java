package org.xinpiao.platform.keys;

import java.nio.charset.StandardCharsets;
import org.xinpiao.crypto.Suite;

/**
 * Keyed pseudonyms of people, one for each purpose, so that no two registers can be joined without
 * the key. The health department's key service alone holds the secret.
 */
public final class Pseudonyms {

    private static final byte[] CONTENT = "content\n".getBytes(StandardCharsets.UTF_8);

    private final Suite suite;
    private final byte[] secret;

    public Pseudonyms(Suite suite, byte[] secret) {
        this.suite = suite;
        this.secret = secret.clone();
    }

    /** For matching a bill with its patient. */
    public byte[] bill(String idNumber) {
        return of("bill", idNumber);
    }

    /** For matching a person with the insurance. */
    public byte[] coverage(String idNumber) {
        return of("coverage", idNumber);
    }

    /** A keyed digest of a message that rests sealed, to tell whether two are the same. */
    public byte[] content(byte[] message) {
        return suite.mac(secret, CONTENT, message);
    }

    private byte[] of(String purpose, String idNumber) {
        return suite.mac(secret, (purpose + "\n" + idNumber).getBytes(StandardCharsets.UTF_8));
    }
}
