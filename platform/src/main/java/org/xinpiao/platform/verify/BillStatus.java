package org.xinpiao.platform.verify;

import org.jspecify.annotations.Nullable;

/**
 * How a bill stands on the ledger now, as far as anyone who holds it may know.
 *
 * @param issuer member id of the institution
 * @param issuerZh its name
 * @param issuerEn its name
 * @param totalFen negative on a red bill
 * @param issuedMs when the institution issued it
 * @param recordedMs when the ledger recorded it
 * @param fingerprint 32 bytes
 * @param reversedBy code and number of the red bill that reversed it; null when none did
 * @param reverses code and number of the bill this red bill reverses; null on others
 * @param paper a paper bill stands for it
 * @param asOfMs time of the last block that is counted in
 */
public record BillStatus(
        String code,
        String number,
        String checkCode,
        Standing standing,
        String issuer,
        String issuerZh,
        String issuerEn,
        long totalFen,
        long issuedMs,
        long recordedMs,
        byte[] fingerprint,
        @Nullable String reversedBy,
        @Nullable String reverses,
        boolean paper,
        long asOfMs) {

    /** Where a bill is in its life. */
    public enum Standing {
        /** Good, and nothing was claimed on it. */
        ISSUED,
        /** A claim holds it. */
        RESERVED,
        /** Something was paid on it, something can still be. */
        REIMBURSED_IN_PART,
        /** Nothing is left to be reimbursed. */
        REIMBURSED,
        /** A red bill took it back: it is void. */
        REVERSED,
        /** It may not be used until it is looked into. */
        FROZEN;

        public Text title() {
            return Text.of("verify.standing." + name());
        }

        /** What that means for whom is shown the bill. */
        public Text meaning() {
            return Text.of("verify.meaning." + name());
        }
    }

    public String total() {
        return BillText.yuan(totalFen);
    }

    public String issued() {
        return BillText.time(issuedMs);
    }

    public String recorded() {
        return BillText.time(recordedMs);
    }

    public String asOf() {
        return BillText.time(asOfMs);
    }
}
