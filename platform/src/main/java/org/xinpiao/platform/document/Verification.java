package org.xinpiao.platform.document;

import java.time.Instant;
import java.util.List;

/**
 * What checking a document's seals found.
 *
 * <p>Valid means that nothing was changed since both seals were set. Whether the two certificates
 * belong to the institution and to its finance department is for the caller to look up.
 *
 * @param signers who sealed, unit first then finance; empty unless valid
 * @param fault the first thing wrong, in English, for logs; empty when valid
 */
public record Verification(boolean valid, List<Signer> signers, String fault) {

    /** Whose seal it is. */
    public enum Role {
        /** 开票单位: the institution that issued the bill. */
        UNIT,
        /** 财政部门: the finance department that supervises it. */
        FINANCE
    }

    /**
     * One good seal.
     *
     * @param subject distinguished name in the certificate
     * @param certificateDer the X.509 certificate, DER
     * @param signedAt when, by the signer's own clock
     */
    public record Signer(Role role, String subject, byte[] certificateDer, Instant signedAt) {}

    public Verification {
        signers = List.copyOf(signers);
    }

    static Verification good(List<Signer> signers) {
        return new Verification(true, signers, "");
    }

    static Verification bad(String fault) {
        return new Verification(false, List.of(), fault);
    }
}
