package org.xinpiao.platform.payment;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.xinpiao.platform.bank.StatusReport.Status;

/** The instructions, one row for each end-to-end id. */
@Component
class PaymentRows {

    private static final String SELECT =
            "select end_to_end_id, claim_id, agency, amount_fen, account_last4, created_ms, state,"
                    + " changed_ms, message_id, reason, bank_reference, executed_ms, returned_ms,"
                    + " recorded from payment ";

    private static final String UNREPORTED =
            "((state in ('executed', 'refused') and recorded is null) or (state = 'returned' and"
                    + " recorded is distinct from 'failed'))";

    private final JdbcClient db;

    PaymentRows(JdbcClient db) {
        this.db = db;
    }

    /** An instruction that waits to be ordered. */
    record Queued(String endToEndId, long amountFen, byte[] sealedPayee) {}

    Optional<Payment> find(String endToEndId) {
        return db.sql(SELECT + "where end_to_end_id = ?")
                .param(endToEndId)
                .query(Payment.class)
                .optional();
    }

    /** Adds an instruction; false when its id has one. */
    boolean add(
            String endToEndId,
            String claimId,
            String agency,
            long amountFen,
            byte[] sealedPayee,
            String last4,
            long nowMs) {
        return db.sql(
                                "insert into payment (end_to_end_id, claim_id, agency, amount_fen,"
                                    + " sealed_payee, account_last4, created_ms, state, changed_ms)"
                                    + " values (?, ?, ?, ?, ?, ?, ?, 'queued', ?) on conflict"
                                    + " (end_to_end_id) do nothing")
                        .params(
                                endToEndId,
                                claimId,
                                agency,
                                amountFen,
                                sealedPayee,
                                last4,
                                nowMs,
                                nowMs)
                        .update()
                == 1;
    }

    /** Agencies with instructions that were made by a time and wait. */
    List<String> waiting(long untilMs) {
        return db.sql(
                        "select distinct agency from payment where state = 'queued' and created_ms"
                                + " <= ?")
                .param(untilMs)
                .query(String.class)
                .list();
    }

    List<Queued> queued(String agency, long untilMs, int limit) {
        return db.sql(
                        "select end_to_end_id, amount_fen, sealed_payee from payment where state ="
                            + " 'queued' and agency = ? and created_ms <= ? order by created_ms,"
                            + " end_to_end_id limit ?")
                .params(agency, untilMs, limit)
                .query(Queued.class)
                .list();
    }

    /** Puts waiting instructions into an order; how many still waited. */
    int batch(List<String> endToEndIds, String messageId, long nowMs) {
        return db.sql(
                        "update payment set state = 'batched', message_id = :order, changed_ms ="
                                + " :now, reason = null where end_to_end_id in (:ids) and state ="
                                + " 'queued'")
                .param("order", messageId)
                .param("now", nowMs)
                .param("ids", endToEndIds)
                .update();
    }

    /** All of an order, from one state to another. */
    void move(String messageId, String from, String to, @Nullable String reason, long nowMs) {
        db.sql(
                        "update payment set state = ?, reason = ?, changed_ms = ? where message_id"
                                + " = ? and state = ?")
                .params(Arrays.asList(to, reason, nowMs, messageId, from))
                .update();
    }

    /** One, from one of some states to another; false when it was in none. */
    boolean move(
            String endToEndId, List<String> from, String to, @Nullable String reason, long nowMs) {
        return db.sql(
                                "update payment set state = :to, reason = cast(:reason as text),"
                                    + " changed_ms = :now where end_to_end_id = :id and state in"
                                    + " (:from)")
                        .param("to", to)
                        .param("reason", reason)
                        .param("now", nowMs)
                        .param("id", endToEndId)
                        .param("from", from)
                        .update()
                == 1;
    }

    /** Takes an instruction out of its order, to wait again or to be looked at. */
    void release(String endToEndId, String to, @Nullable String reason, long nowMs) {
        db.sql(
                        "update payment set state = ?, reason = ?, message_id = null, changed_ms ="
                                + " ? where end_to_end_id = ? and state in ('queued', 'batched',"
                                + " 'declined')")
                .params(Arrays.asList(to, reason, nowMs, endToEndId))
                .update();
    }

    /** The bank has it. */
    void pending(Status status, long nowMs) {
        db.sql(
                        "update payment set state = 'pending', bank_reference = ?, changed_ms = ?"
                                + " where end_to_end_id = ? and state = 'ordered'")
                .params(Arrays.asList(status.bankReference(), nowMs, status.endToEndId()))
                .update();
    }

    /** The bank will not do it; false when it was known. */
    boolean refused(Status status, String reason, long nowMs) {
        return db.sql(
                                "update payment set state = 'refused', reason = ?, bank_reference ="
                                        + " ?, changed_ms = ? where end_to_end_id = ? and state in"
                                        + " ('ordered', 'pending')")
                        .params(
                                Arrays.asList(
                                        reason, status.bankReference(), nowMs, status.endToEndId()))
                        .update()
                == 1;
    }

    /** The bank did it; false when it was known. */
    boolean executed(String endToEndId, String bankReference, long executedMs, long nowMs) {
        return db.sql(
                                "update payment set state = 'executed', bank_reference = ?,"
                                    + " executed_ms = ?, changed_ms = ? where end_to_end_id = ? and"
                                    + " state in ('ordered', 'pending')")
                        .params(bankReference, executedMs, nowMs, endToEndId)
                        .update()
                == 1;
    }

    /** It came back; false when it was known, or never executed. */
    boolean returned(String endToEndId, String reason, long returnedMs, long nowMs) {
        return db.sql(
                                "update payment set state = 'returned', reason = ?, returned_ms ="
                                        + " ?, changed_ms = ? where end_to_end_id = ? and state ="
                                        + " 'executed'")
                        .params(reason, returnedMs, nowMs, endToEndId)
                        .update()
                == 1;
    }

    /** What the ledger does not know yet. */
    List<Payment> unreported(long nowMs, int limit) {
        return db.sql(
                        SELECT
                                + "where "
                                + UNREPORTED
                                + " and report_ms <= ? order by report_ms, changed_ms limit ?")
                .params(nowMs, limit)
                .query(Payment.class)
                .list();
    }

    void recorded(String endToEndId, String what) {
        db.sql("update payment set recorded = ? where end_to_end_id = ?")
                .params(what, endToEndId)
                .update();
    }

    void reportAgain(String endToEndId, long atMs) {
        db.sql("update payment set report_ms = ? where end_to_end_id = ?")
                .params(atMs, endToEndId)
                .update();
    }

    List<Payment> ofOrder(String messageId) {
        return db.sql(SELECT + "where message_id = ? order by end_to_end_id")
                .param(messageId)
                .query(Payment.class)
                .list();
    }
}
