package org.xinpiao.platform.notice;

import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.xinpiao.platform.keys.Pseudonyms;

/**
 * The rows of the outbox and their states, as V2__notices.sql names them. Each change is one
 * statement that names the state it starts from, so that two who come at once do it once.
 */
@Component
class Outbox {

    static final String DELIVERED = "delivered";

    private static final int UNKNOWN_AT_ONCE = 500;

    private final JdbcClient db;
    private final PhoneBook phones;
    private final Pseudonyms pseudonyms;
    private final Clock clock;
    private final MeterRegistry meters;

    Outbox(
            JdbcClient db,
            PhoneBook phones,
            Pseudonyms pseudonyms,
            Clock clock,
            MeterRegistry meters) {
        this.db = db;
        this.phones = phones;
        this.pseudonyms = pseudonyms;
        this.clock = clock;
        this.meters = meters;
    }

    /**
     * A message on its way.
     *
     * @param language zh or en once a part was sent in it, before that null
     * @param attempts how often the gateway refused it
     * @param taken how many parts the gateway took
     */
    record Row(
            long id,
            byte[] patient,
            String claimId,
            String kind,
            @Nullable String language,
            int parts,
            int attempts,
            int taken,
            long attemptMs) {}

    private static final String SELECT =
            "select n.id, n.patient, n.claim_id, n.kind, n.language, n.parts, n.attempts, (select"
                    + " count(*) from notice_part p where p.notice_id = n.id)::int as taken,"
                    + " n.attempt_ms from notice n ";

    /**
     * Puts a notice in the box, once for a claim, kind and occasion.
     *
     * @param send whether it is to be sent too
     * @return whether it was not there
     */
    boolean put(
            byte[] patient,
            String agency,
            String claimId,
            String kind,
            long occasionMs,
            boolean send) {
        String state = send ? "waiting" : "boxed";
        long now = clock.millis();
        int added =
                db.sql(
                                "insert into notice (patient, agency, claim_id, kind, occasion_ms,"
                                    + " at_ms, state, changed_ms, next_ms) values (?, ?, ?, ?, ?,"
                                    + " ?, ?, ?, ?) on conflict (claim_id, kind, occasion_ms) do"
                                    + " nothing")
                        .params(patient, agency, claimId, kind, occasionMs, now, state, now, now)
                        .update();
        if (added > 0) {
            count(state);
        }
        return added > 0;
    }

    /**
     * What may be sent now, longest waiting first. Only one message to a patient at a time: when
     * its answer is lost, its receipt is known by the number alone.
     */
    List<Row> due(long now, int limit) {
        return db.sql(
                        SELECT
                                + "where n.id in (select min(id) from notice where state ="
                                + " 'waiting' and next_ms <= ? group by patient) order by"
                                + " n.next_ms, n.id limit ?")
                .params(now, limit)
                .query(Row.class)
                .list();
    }

    /**
     * Marks a message as on its way before a part of it is handed over.
     *
     * @return false when somebody else did
     */
    boolean begin(Row row, String language, int parts) {
        long now = clock.millis();
        return db.sql(
                                "update notice set state = 'sending', language = ?, parts = ?,"
                                        + " attempt_ms = ?, changed_ms = ? where id = ? and state ="
                                        + " 'waiting'")
                        .params(language, parts, now, now, row.id())
                        .update()
                > 0;
    }

    /** The gateway took a part, and will call it so in the receipt. */
    void accepted(Row row, int part, int parts, String messageId) {
        String next = part + 1 == parts ? "sent" : "waiting";
        int moved =
                db.sql(
                                "with taken as (insert into notice_part (notice_id, part,"
                                    + " message_id) values (?, ?, ?)) update notice set state = ?,"
                                    + " fault = null, changed_ms = ? where id = ? and state in"
                                    + " ('sending', 'unknown')")
                        .params(row.id(), part, messageId, next, clock.millis(), row.id())
                        .update();
        if (moved > 0) {
            count(next);
        }
        settle(messageId);
        finish(row.id());
    }

    /** To be sent again later; {@code attempts} counts what the gateway refused. */
    void later(Row row, int attempts, long nextMs, @Nullable String fault) {
        db.sql("update notice set attempts = ?, next_ms = ? where id = ?")
                .params(attempts, nextMs, row.id())
                .update();
        move(row.id(), "waiting", "sending,waiting", fault);
    }

    void failed(Row row, int attempts, String fault) {
        db.sql("update notice set attempts = ? where id = ?").params(attempts, row.id()).update();
        move(row.id(), "failed", "sending,waiting", fault);
    }

    /** The answer was lost. */
    void unknown(Row row) {
        move(row.id(), "unknown", "sending", "answer-lost");
    }

    /** Stays in the box only: the patient wants no message, or has no number. */
    void keep(Row row, String state, @Nullable String fault) {
        move(row.id(), state, "waiting", fault);
    }

    /**
     * Goes on where a process before this one ended: what it was sending may have been taken, and a
     * receipt that it had put down may not have ended its message.
     */
    void recover() {
        db.sql("select id from notice where state = 'sending'")
                .query(Long.class)
                .list()
                .forEach(id -> move(id, "unknown", "sending", "answer-lost"));
        db.sql(
                        "select id from notice n where state = 'sent' and exists (select from"
                            + " notice_part p where p.notice_id = n.id and p.outcome is not null)")
                .query(Long.class)
                .list()
                .forEach(this::finish);
    }

    /** Keeps a receipt and puts it to its part, whichever of the two comes first. */
    void receipt(String messageId, String mobile, String outcome) {
        db.sql(
                        "insert into notice_receipt values (?, ?, ?, ?) on conflict (message_id) do"
                                + " nothing")
                .params(messageId, digest(mobile), outcome, clock.millis())
                .update();
        settle(messageId);
    }

    private void settle(String messageId) {
        List<Long> notices =
                db.sql(
                                "update notice_part p set outcome = r.outcome from notice_receipt r"
                                        + " where r.message_id = p.message_id and p.outcome is null"
                                        + " and p.message_id = ? returning p.notice_id")
                        .param(messageId)
                        .query(Long.class)
                        .list();
        // Only what its part has read: a receipt may come between the statement above and this.
        db.sql(
                        "delete from notice_receipt where message_id = ? and exists (select from"
                                + " notice_part where message_id = ? and outcome is not null)")
                .params(messageId, messageId)
                .update();
        notices.forEach(this::finish);
    }

    /** Ends a message when every part has its receipt, or one was not delivered. */
    private void finish(long id) {
        List<String> outcomes =
                db.sql("select coalesce(outcome, '') from notice_part where notice_id = ?")
                        .param(id)
                        .query(String.class)
                        .list();
        Optional<String> bad =
                outcomes.stream()
                        .filter(outcome -> !outcome.isEmpty() && !outcome.equals(DELIVERED))
                        .findFirst();
        if (bad.isPresent()) {
            move(id, "failed", "sent", bad.get());
        } else if (!outcomes.isEmpty() && outcomes.stream().allMatch(DELIVERED::equals)) {
            move(id, DELIVERED, "sent", null);
        }
    }

    /**
     * Looks for receipts of messages whose answer was lost: to the same number, since the attempt,
     * of no known message. While two such messages go to one patient, none can be told from the
     * other.
     */
    synchronized void adopt() {
        List<Row> unknown =
                db.sql(
                                SELECT
                                        + "where n.state = 'unknown' and not exists (select from"
                                        + " notice o where o.patient = n.patient and o.id <> n.id"
                                        + " and o.state in ('unknown', 'sending')) order by n.id"
                                        + " desc limit ?")
                        .param(UNKNOWN_AT_ONCE)
                        .query(Row.class)
                        .list();
        for (Row row : unknown) {
            phones.find(row.patient())
                    .flatMap(contact -> orphan(contact.mobile(), row.attemptMs()))
                    .ifPresent(messageId -> accepted(row, row.taken(), row.parts(), messageId));
        }
    }

    private Optional<String> orphan(String mobile, long sinceMs) {
        return db.sql(
                        "select message_id from notice_receipt r where recipient = ? and at_ms >= ?"
                                + " and not exists (select from notice_part p where p.message_id ="
                                + " r.message_id) order by at_ms limit 1")
                .params(digest(mobile), sinceMs)
                .query(String.class)
                .optional();
    }

    /** Gives up messages without an answer and receipts without a message of before a time. */
    void giveUp(long beforeMs) {
        db.sql("select id from notice where state = 'unknown' and attempt_ms < ?")
                .param(beforeMs)
                .query(Long.class)
                .list()
                .forEach(id -> move(id, "failed", "unknown", "no-receipt"));
        db.sql("delete from notice_receipt where at_ms < ?").param(beforeMs).update();
    }

    /**
     * Sends a failed message of an agency anew, from its first part.
     *
     * @return whether there was one
     */
    boolean retry(String agency, long id) {
        long now = clock.millis();
        boolean retried =
                db.sql(
                                "with retried as (update notice set state = 'waiting', attempts ="
                                    + " 0, next_ms = ?, changed_ms = ?, language = null, fault ="
                                    + " null where id = ? and agency = ? and state = 'failed'"
                                    + " returning id), gone as (delete from notice_part where"
                                    + " notice_id in (select id from retried)) select exists"
                                    + " (select from retried)")
                        .params(now, now, id, agency)
                        .query(Boolean.class)
                        .single();
        if (retried) {
            count("waiting");
        }
        return retried;
    }

    private void move(long id, String to, String from, @Nullable String fault) {
        int moved =
                db.sql(
                                "update notice set state = ?, fault = ?, changed_ms = ? where id ="
                                        + " ? and state = any (string_to_array(?, ','))")
                        .param(to)
                        .param(fault)
                        .param(clock.millis())
                        .param(id)
                        .param(from)
                        .update();
        if (moved > 0) {
            count(to);
        }
    }

    private void count(String state) {
        meters.counter("xinpiao.notices", "state", state).increment();
    }

    private byte[] digest(String mobile) {
        return pseudonyms.content(("mobile\n" + mobile).getBytes(StandardCharsets.UTF_8));
    }
}
