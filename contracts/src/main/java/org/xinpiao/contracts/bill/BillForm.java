package org.xinpiao.contracts.bill;

import com.google.protobuf.ByteString;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xinpiao.contracts.Outcome.Rejected;
import org.xinpiao.contracts.Wire;

/** What a bill must look like, whatever the state. */
final class BillForm {

    /** Largest total of a bill: ten billion yuan, so that sums of many stay far from overflow. */
    static final long TOTAL_FEN_MAX = 1_000_000_000_000L;

    /** How far an institution's clock may be ahead. */
    static final long AHEAD_MS_MAX = 10L * 60 * 1_000;

    /** How long a clinic without a network may hold a bill back. */
    static final long AGE_MS_MAX = 366L * 24 * 60 * 60 * 1_000;

    /** Largest ciphertext of each section in bytes, in the order of {@link SectionKind}. */
    private static final int[] SEALED_BYTES_MAX = {1 << 14, 1 << 16, 1 << 21, 1 << 16};

    private BillForm() {}

    /** Medical bill code: region (2), 06, 01 outpatient or 02 inpatient, year (2). */
    static boolean isCode(String code) {
        return Wire.isDigits(code, 8)
                && code.charAt(2) == '0'
                && code.charAt(3) == '6'
                && code.charAt(4) == '0'
                && (code.charAt(5) == '1' || code.charAt(5) == '2');
    }

    /**
     * The first fault of a bill; null when there is none.
     *
     * @param place what the detail begins with
     */
    static @Nullable Rejected fault(
            IssuedBill bill, BillRecord record, String issuer, long timeMillis, int place) {
        if (!isCode(record.getCode())) {
            return fault(BillReason.MALFORMED, place, record, "code");
        }
        return faultBesideCode(bill, record, issuer, timeMillis, place);
    }

    /** As above of a bill whose code may be a paper's. */
    static @Nullable Rejected faultBesideCode(
            IssuedBill bill, BillRecord record, String issuer, long timeMillis, int place) {
        if (!Wire.isDigits(record.getNumber(), Bills.NUMBER_DIGITS)) {
            return fault(BillReason.MALFORMED, place, record, "number");
        }
        if (!record.getIssuer().equals(issuer)) {
            return fault(BillReason.ISSUER, place, record, record.getIssuer());
        }
        if (record.getFingerprint().size() != Wire.HASH_BYTES) {
            return fault(BillReason.MALFORMED, place, record, "fingerprint");
        }
        if (bill.getPatient().size() != Wire.HASH_BYTES) {
            return fault(BillReason.MALFORMED, place, record, "patient");
        }
        boolean red = record.hasReverses();
        // A red bill reverses a charge; it has no business serial of its own to guard.
        int reference = bill.getReference().size();
        if (reference != Wire.HASH_BYTES && !(red && reference == 0)) {
            return fault(BillReason.MALFORMED, place, record, "reference");
        }
        if (!isSealed(bill.getSealedList())) {
            return fault(BillReason.MALFORMED, place, record, "sealed");
        }
        if (!amountsFit(record.getTotalFen(), bill.getPersonalFen(), red)) {
            return fault(BillReason.AMOUNT, place, record, "total_fen, personal_fen");
        }
        if (record.getIssuedMs() > timeMillis + AHEAD_MS_MAX) {
            return fault(BillReason.ISSUED_IN_FUTURE, place, record, "issued_ms");
        }
        if (record.getIssuedMs() < timeMillis - AGE_MS_MAX) {
            return fault(BillReason.ISSUED_TOO_OLD, place, record, "issued_ms");
        }
        return null;
    }

    /** A rejection whose detail names the bill's place in the batch and its number. */
    static Rejected fault(BillReason reason, int place, BillRecord record, String what) {
        return new Rejected(
                reason,
                "bills["
                        + place
                        + "] "
                        + record.getCode()
                        + '/'
                        + record.getNumber()
                        + ": "
                        + what);
    }

    private static boolean amountsFit(long total, long personal, boolean red) {
        if (red) {
            return total < 0 && total >= -TOTAL_FEN_MAX && personal <= 0 && personal >= total;
        }
        return total > 0 && total <= TOTAL_FEN_MAX && personal >= 0 && personal <= total;
    }

    private static boolean isSealed(List<ByteString> sealed) {
        if (sealed.size() != SEALED_BYTES_MAX.length) {
            return false;
        }
        for (int i = 0; i < SEALED_BYTES_MAX.length; i++) {
            int size = sealed.get(i).size();
            if (size == 0 || size > SEALED_BYTES_MAX[i]) {
                return false;
            }
        }
        return true;
    }
}
