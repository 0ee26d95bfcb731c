package org.xinpiao.platform.payment;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.xinpiao.contracts.claim.ClaimState;
import org.xinpiao.contracts.claim.ClaimStatus;
import org.xinpiao.contracts.claim.Claims;
import org.xinpiao.contracts.claim.Transfer;
import org.xinpiao.platform.bank.Movement;
import org.xinpiao.platform.payment.Match.Cause;
import org.xinpiao.platform.payment.Match.Difference;
import org.xinpiao.platform.readmodel.ChinaTime;

/** Compares claims one by one, each with all of its transfers, and gathers what differs. */
final class Comparison {

    private final String agency;
    private final JdbcClient db;
    private final BankDays bank;
    private final long beforeMs;
    private final List<Difference> differences = new ArrayList<>();

    /** An instruction's times at the bank. */
    private record Row(
            String endToEndId,
            String state,
            long amountFen,
            long createdMs,
            @Nullable Long executedMs,
            @Nullable Long returnedMs) {}

    Comparison(String agency, JdbcClient db, BankDays bank, long beforeMs) {
        this.agency = agency;
        this.db = db;
        this.bank = bank;
        this.beforeMs = beforeMs;
    }

    List<Difference> differences() {
        return differences;
    }

    /**
     * Compares a claim.
     *
     * @param claim null when the ledger has no such claim of the agency
     */
    void compare(String claimId, @Nullable ClaimState claim) {
        Map<String, Row> rows = rows(claimId);
        Map<String, Transfer> transfers = new LinkedHashMap<>();
        if (claim != null) {
            claim.getTransfersList().forEach(each -> transfers.put(each.getEndToEndId(), each));
        }
        Set<String> ids = new TreeSet<>(rows.keySet());
        ids.addAll(transfers.keySet());
        Set<LocalDate> days = days(rows.values(), transfers.values());
        repaidMs(claimId).forEach(millis -> add(days, millis));
        ids.addAll(bank.idsOf(claimId, days));
        String repayment = EndToEnd.repayment(claimId);
        ids.remove(repayment);
        ids.forEach(id -> compare(claimId, id, transfers.get(id), rows.get(id), bank.of(id, days)));
        repaid(claimId, repayment, claim, bank.of(repayment, days));
        if (claim != null && claim.getPayer().equals(Claims.BASIC)) {
            fund(claim);
        }
    }

    private void compare(
            String claimId,
            String id,
            @Nullable Transfer transfer,
            @Nullable Row row,
            List<Movement> movements) {
        long out = sum(movements, false);
        long back = sum(movements, true);
        long ledger = executedFen(transfer);
        boolean executed = ledger > 0;
        long came = transfer == null || Claims.stands(transfer) ? 0 : ledger;
        Cause cause = null;
        if (movements.stream().filter(each -> each.returned() == null).count() > 1) {
            cause = Cause.RECORDED_TWICE;
        } else if (executed && out == 0) {
            cause = Cause.UNKNOWN_AT_BANK;
        } else if (!executed && out != back) {
            cause = Cause.EXECUTED_NOT_RECORDED;
        } else if (executed && out != ledger) {
            cause = Cause.AMOUNT_DIFFERS;
        } else if (executed && back != came) {
            cause = back > came ? Cause.RETURNED_NOT_RECORDED : Cause.UNKNOWN_AT_BANK;
        } else if (row != null
                && transfer == null
                && (row.state().equals("ordered") || row.state().equals("pending"))
                && row.createdMs() < beforeMs) {
            cause = Cause.ORDERED_NOT_EXECUTED;
        }
        if (cause != null) {
            differences.add(
                    new Difference(
                            cause,
                            claimId,
                            id,
                            cause == Cause.ORDERED_NOT_EXECUTED && row != null
                                    ? row.amountFen()
                                    : ledger - came,
                            ledger - came,
                            out - back));
        }
    }

    /** What was paid back, as one sum: it may have come in parts. None of it may go out. */
    private void repaid(
            String claimId, String id, @Nullable ClaimState claim, List<Movement> movements) {
        long back = sum(movements, true);
        long out = sum(movements, false);
        long ledger =
                claim != null && claim.getStatus() == ClaimStatus.REPAID
                        ? Claims.paidFen(claim)
                        : 0;
        Cause cause =
                out > 0
                        ? Cause.EXECUTED_NOT_RECORDED
                        : back > ledger
                                ? Cause.RETURNED_NOT_RECORDED
                                : back < ledger ? Cause.UNKNOWN_AT_BANK : null;
        if (cause != null) {
            differences.add(new Difference(cause, claimId, id, -ledger, -ledger, out - back));
        }
    }

    private List<Long> repaidMs(String claimId) {
        return db.sql("select booked_ms from repayment where claim_id = ? and agency = ?")
                .params(claimId, agency)
                .query(Long.class)
                .list();
    }

    /** What left by a transfer, as the ledger has it; 0 when it was never executed. */
    private static long executedFen(@Nullable Transfer transfer) {
        return transfer == null || transfer.getBankReference().isEmpty()
                ? 0
                : transfer.getAmountFen();
    }

    /** The fund book against the claim's transfers. */
    private void fund(ClaimState claim) {
        long paid = claim.getStatus() == ClaimStatus.REPAID ? 0 : Claims.paidFen(claim);
        long fund =
                -db.sql(
                                "select coalesce(sum(amount_fen), 0)::bigint from posting where"
                                        + " reference = ? and account like '%/bank'")
                        .param(claim.getClaimId())
                        .query(Long.class)
                        .single();
        if (fund != paid) {
            differences.add(
                    new Difference(
                            fund > paid ? Cause.RECORDED_TWICE : Cause.FUND_BOOK_DIFFERS,
                            claim.getClaimId(),
                            "",
                            paid,
                            fund,
                            paid));
        }
    }

    private Map<String, Row> rows(String claimId) {
        Map<String, Row> rows = new LinkedHashMap<>();
        db.sql(
                        "select end_to_end_id, state, amount_fen, created_ms, executed_ms,"
                                + " returned_ms from payment where claim_id = ? and agency = ?")
                .params(claimId, agency)
                .query(Row.class)
                .list()
                .forEach(row -> rows.put(row.endToEndId(), row));
        return rows;
    }

    /** Days on which the bank may have moved something for a claim. */
    private Set<LocalDate> days(Iterable<Row> rows, Iterable<Transfer> transfers) {
        Set<LocalDate> days = new TreeSet<>();
        days.add(ChinaTime.date(beforeMs - 1));
        for (Row row : rows) {
            add(days, row.executedMs());
            add(days, row.returnedMs());
        }
        for (Transfer transfer : transfers) {
            add(days, transfer.getPaidMs());
            add(days, transfer.getFailedMs());
        }
        return days;
    }

    private static void add(Set<LocalDate> days, @Nullable Long millis) {
        if (millis != null && millis != 0) {
            days.add(ChinaTime.date(millis));
        }
    }

    private static long sum(List<Movement> movements, boolean returned) {
        return movements.stream()
                .filter(each -> (each.returned() != null) == returned)
                .mapToLong(Movement::amountFen)
                .sum();
    }
}
