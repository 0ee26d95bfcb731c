package org.xinpiao.platform.rest;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xinpiao.platform.readmodel.ChinaTime;

/**
 * What the interface answers; amounts are integers in fen, times are in China with their offset.
 */
final class Answers {

    private Answers() {}

    static OffsetDateTime time(long millis) {
        return ChinaTime.dateTime(millis).atOffset(ChinaTime.ZONE);
    }

    @Schema(name = "Issued", description = "A bill that stands on the ledger")
    record Made(
            @Schema(description = "票据代码, 8 digits") String code,
            @Schema(description = "票据号码, 10 digits") String number,
            @Schema(description = "校验码, 6 characters") String checkCode,
            @Schema(description = "on the bill's face; of a repeated request, the first one's")
                    OffsetDateTime issuedAt,
            @Schema(description = "where anyone checks it") String verifyUrl) {}

    @Schema(name = "BillRef")
    record Ref(String code, String number) {}

    @Schema(name = "Paper", description = "The live paper bill")
    record Paper(String batch, String number) {}

    @Schema(name = "Bill", description = "How a bill of one's own stands")
    record Bill(
            String code,
            String number,
            String checkCode,
            @Schema(
                            allowableValues = {
                                "issued",
                                "red",
                                "reversed",
                                "frozen",
                                "reserved",
                                "reimbursed"
                            })
                    String status,
            @Schema(description = "fen; negative on a red bill") long totalFen,
            @Schema(description = "what the patient bore, fen") long personalFen,
            @Schema(description = "what may still be reimbursed, fen") long remainingFen,
            OffsetDateTime issuedAt,
            @Schema(description = "when the ledger recorded it") OffsetDateTime recordedAt,
            @Schema(description = "whether the insurance paid its part at the counter")
                    boolean settledDirectly,
            @Schema(description = "of a red bill, the bill it took back") @Nullable Ref reverses,
            @Schema(description = "the red bill that took it back") @Nullable Ref reversedBy,
            @Schema(description = "reason code while it is frozen") @Nullable String frozen,
            @Nullable Paper paper,
            @Schema(description = "leaf of the log; its proof is at /log/proof/{leaf}") long leaf,
            String verifyUrl) {}

    @Schema(name = "BillPage")
    record Page(
            @Schema(description = "from 1") int page,
            int pages,
            @Schema(description = "bills on all pages") long total,
            @Schema(description = "newest first") List<Bill> bills) {}

    @Schema(
            name = "DailyTotals",
            description = "An issuer's day, China time, by the time on the face")
    record Day(
            LocalDate date,
            long count,
            @Schema(description = "fen") long totalFen,
            @Schema(description = "red bills") long redCount,
            @Schema(description = "fen, negative") long redTotalFen) {}

    @Schema(name = "PublicStatus", description = "How a bill stands, for anyone who holds it")
    record Status(
            String code,
            String number,
            @Schema(
                            allowableValues = {
                                "ISSUED",
                                "RESERVED",
                                "REIMBURSED_IN_PART",
                                "REIMBURSED",
                                "REVERSED",
                                "FROZEN"
                            })
                    String standing,
            @Schema(description = "member id of the institution") String issuer,
            String issuerZh,
            String issuerEn,
            @Schema(description = "fen; negative on a red bill") long totalFen,
            OffsetDateTime issuedAt,
            OffsetDateTime recordedAt,
            @Schema(description = "32 bytes, hexadecimal") String fingerprint,
            @Schema(description = "code/number") @Nullable String reversedBy,
            @Schema(description = "code/number") @Nullable String reverses,
            @Schema(description = "a paper bill stands for it") boolean paper,
            @Schema(description = "time of the last block that is counted in")
                    OffsetDateTime asOf) {}

    @Schema(name = "Fault", description = "One thing wrong")
    record Fault(
            @Schema(description = "field path such as details[2].amountFen; empty for the whole")
                    String path,
            @Schema(description = "permanent code") String reason,
            @Schema(description = "one sentence, by Accept-Language") String message) {}

    @Schema(name = "Problem", description = "RFC 9457")
    record Problem(
            String type, String title, int status, String detail, @Nullable List<Fault> faults) {}
}
