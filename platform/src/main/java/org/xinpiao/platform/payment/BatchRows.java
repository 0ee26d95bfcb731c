package org.xinpiao.platform.payment;

import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.xinpiao.platform.bank.OrderSignature;

/** The orders, one row for each message id. */
@Component
class BatchRows {

    private static final String SELECT =
            "select message_id, agency, created_ms, state, transactions, sum_fen, sealed_message,"
                    + " first_clerk, first_ms, second_clerk, second_ms, declined_by, reason,"
                    + " agency_key, agency_signature, second_member, second_key, second_signature,"
                    + " sent_ms, asked_ms from payment_batch ";

    private final JdbcClient db;

    BatchRows(JdbcClient db) {
        this.db = db;
    }

    Optional<Batch> find(String messageId) {
        return db.sql(SELECT + "where message_id = ?")
                .param(messageId)
                .query(Batch.class)
                .optional();
    }

    void add(
            String messageId,
            String agency,
            long nowMs,
            boolean held,
            int transactions,
            long sumFen,
            byte[] sealedMessage) {
        db.sql(
                        "insert into payment_batch (message_id, agency, created_ms, state,"
                            + " transactions, sum_fen, sealed_message) values (?, ?, ?, ?, ?, ?,"
                            + " ?)")
                .params(
                        messageId,
                        agency,
                        nowMs,
                        held ? "held" : "made",
                        transactions,
                        sumFen,
                        sealedMessage)
                .update();
    }

    List<Batch> in(String state) {
        return db.sql(SELECT + "where state = ? order by created_ms")
                .param(state)
                .query(Batch.class)
                .list();
    }

    void signed(String messageId, OrderSignature agency, OrderSignature second) {
        db.sql(
                        "update payment_batch set state = 'signed', agency_key = ?,"
                                + " agency_signature = ?, second_member = ?, second_key = ?,"
                                + " second_signature = ? where message_id = ? and state = 'made'")
                .params(
                        agency.keyId().toByteArray(),
                        agency.signature().toByteArray(),
                        second.member(),
                        second.keyId().toByteArray(),
                        second.signature().toByteArray(),
                        messageId)
                .update();
    }

    void sent(String messageId, long nowMs) {
        db.sql(
                        "update payment_batch set state = 'sent', sent_ms = ?, asked_ms = ? where"
                                + " message_id = ?")
                .params(nowMs, nowMs, messageId)
                .update();
    }

    void asked(String messageId, long nowMs) {
        db.sql("update payment_batch set asked_ms = ? where message_id = ?")
                .params(nowMs, messageId)
                .update();
    }

    /** Ends orders of which the bank has said the last. */
    void finish(String messageId) {
        db.sql(
                        "update payment_batch set state = 'done' where message_id = ? and state ="
                            + " 'sent' and not exists (select 1 from payment where message_id = ?"
                            + " and state in ('batched', 'ordered', 'pending'))")
                .params(messageId, messageId)
                .update();
    }

    /** Nobody will send it, or the bank took none of it; false when it is in another state. */
    boolean decline(String messageId, String by, String reason, String from) {
        return db.sql(
                                "update payment_batch set state = 'declined', declined_by = ?,"
                                        + " reason = ? where message_id = ? and state = ?")
                        .params(by, reason, messageId, from)
                        .update()
                == 1;
    }

    /** A first clerk approves; false when one did, or nobody needs to. */
    boolean approveFirst(String messageId, String clerk, long nowMs) {
        return db.sql(
                                "update payment_batch set first_clerk = ?, first_ms = ? where"
                                    + " message_id = ? and state = 'held' and first_clerk is null")
                        .params(clerk, nowMs, messageId)
                        .update()
                == 1;
    }

    /** Another clerk approves; false when it is the first one again. */
    boolean approveSecond(String messageId, String clerk, long nowMs) {
        return db.sql(
                                "update payment_batch set second_clerk = ?, second_ms = ?, state ="
                                        + " 'made' where message_id = ? and state = 'held' and"
                                        + " first_clerk is not null and first_clerk <> ?")
                        .params(clerk, nowMs, messageId, clerk)
                        .update()
                == 1;
    }

    /** Every agency that ever ordered. */
    List<String> agencies() {
        return db.sql("select distinct agency from payment_batch").query(String.class).list();
    }
}
