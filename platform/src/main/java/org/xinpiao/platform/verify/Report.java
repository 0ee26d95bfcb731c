package org.xinpiao.platform.verify;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xinpiao.contracts.bill.BillRecord;
import org.xinpiao.platform.verify.Check.Result;

/**
 * What verifying a bill found.
 *
 * @param bill the bill's public record; null when it could not be read
 * @param content what the holder shows of it; empty unless it is proved
 */
public record Report(
        Verdict verdict, @Nullable Facts bill, List<Check> checks, List<BillText.Part> content) {

    /** The short answer. */
    public enum Verdict {
        /** Everything that can be checked here is good. */
        VALID,
        /** Something is not what it should be. */
        NOT_VALID,
        /** Nothing is wrong, but the essential cannot be decided here: ask the ledger. */
        UNDECIDED;

        public Text title() {
            return Text.of("verify.verdict." + name());
        }
    }

    /**
     * A bill's public record.
     *
     * @param issuer member id of the institution
     * @param totalFen negative on a red bill
     * @param issuedMs when the institution says it issued the bill
     * @param reversesNumber code and number of the bill that a red bill reverses; null on others
     */
    public record Facts(
            String code,
            String number,
            String checkCode,
            String issuer,
            long totalFen,
            long issuedMs,
            @Nullable String reversesNumber) {

        static Facts of(BillRecord bill) {
            Bundle.Id id = Bundle.Id.of(bill);
            return new Facts(
                    id.code(),
                    id.number(),
                    id.checkCode(),
                    bill.getIssuer(),
                    bill.getTotalFen(),
                    bill.getIssuedMs(),
                    bill.hasReverses() ? BillText.id(bill.getReverses()) : null);
        }

        /** Yuan with two decimals. */
        public String total() {
            return BillText.yuan(totalFen);
        }

        /** Day and time in the ledger's land. */
        public String issued() {
            return BillText.time(issuedMs);
        }
    }

    /** The verdict follows from the checks; only an undecided issuer leaves it open. */
    static Report of(@Nullable BillRecord bill, List<Check> checks, List<BillText.Part> content) {
        boolean failed = checks.stream().anyMatch(c -> c.result() == Result.FAILED);
        boolean open =
                checks.stream()
                        .anyMatch(c ->
                                c.what() == Check.What.ISSUER && c.result() == Result.NOT_PROVED);
        Verdict verdict = failed ? Verdict.NOT_VALID : open ? Verdict.UNDECIDED : Verdict.VALID;
        return new Report(verdict, bill == null ? null : Facts.of(bill), checks, content);
    }

    public Report {
        checks = List.copyOf(checks);
        content = List.copyOf(content);
    }

    public boolean valid() {
        return verdict == Verdict.VALID;
    }
}
