package org.xinpiao.platform.verify;

import org.xinpiao.crypto.VerifyingKey;

/**
 * An institution's key to sign bills.
 *
 * @param member the institution's member id, as in the bill's record
 * @param notBeforeMs first moment of the key's term, milliseconds since 1970 UTC
 * @param notAfterMs end of the term
 * @param revokedMs when it was revoked; 0 while it stands
 */
public record Issuer(
        String member,
        String nameZh,
        String nameEn,
        VerifyingKey key,
        long notBeforeMs,
        long notAfterMs,
        long revokedMs) {

    /** Whether the key was in its term then. */
    boolean inTerm(long millis) {
        return millis >= notBeforeMs && millis <= notAfterMs;
    }
}
