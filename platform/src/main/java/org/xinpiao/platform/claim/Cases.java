package org.xinpiao.platform.claim;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What an agency keeps of its cases beside the ledger, and the log of who did what. */
@Component
public class Cases {

    /** The entry of an opening, which is no act. */
    static final String OPEN = "open";

    private final JdbcClient db;
    private final TransactionTemplate transaction;

    Cases(JdbcClient db, PlatformTransactionManager transactions) {
        this.db = db;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * A case as it stands.
     *
     * @param version rises with every action
     * @param draft a proposal, sealed for the agency
     * @param draftOpen whether it waits for a second person
     */
    record Row(
            String claimId,
            long version,
            @Nullable String takenBy,
            @Nullable String takenName,
            @Nullable Long takenMs,
            byte @Nullable [] draft,
            @Nullable String draftBy,
            boolean draftOpen) {

        Row taken(Clerk clerk, long now) {
            return new Row(
                    claimId, version, clerk.id(), clerk.name(), now, draft, draftBy, draftOpen);
        }

        Row released() {
            return new Row(claimId, version, null, null, null, draft, draftBy, draftOpen);
        }

        Row drafted(byte @Nullable [] proposal, @Nullable String by, boolean open) {
            return new Row(claimId, version, takenBy, takenName, takenMs, proposal, by, open);
        }

        boolean isTakenByOther(Clerk clerk) {
            return takenBy != null && !takenBy.equals(clerk.id());
        }
    }

    /** One action, as the log keeps it; {@code stage} is review or appeal. */
    public record Entry(
            long version,
            String clerk,
            String clerkName,
            String action,
            String reason,
            String stage,
            long atMs) {}

    /** A case nobody has touched has version 0. */
    Row find(String claimId) {
        return db.sql(
                        "select claim_id, version, taken_by, taken_name, taken_ms, draft, draft_by,"
                                + " draft_open from clerk_case where claim_id = ?")
                .param(claimId)
                .query(Row.class)
                .optional()
                .orElseGet(() -> new Row(claimId, 0, null, null, null, null, null, false));
    }

    /**
     * Stores a case and what led to it; nothing when a colleague was faster.
     *
     * @param next the case as it shall be, with the version that it was read with
     */
    boolean step(Row next, Entry entry) {
        return Boolean.TRUE.equals(
                transaction.execute(status -> {
                    db.sql("insert into clerk_case (claim_id) values (?) on conflict do nothing")
                            .param(next.claimId())
                            .update();
                    int rows =
                            db.sql(
                                            "update clerk_case set version = version + 1, taken_by"
                                                + " = ?, taken_name = ?, taken_ms = ?, draft = ?,"
                                                + " draft_by = ?, draft_open = ? where claim_id = ?"
                                                + " and version = ?")
                                    .param(next.takenBy())
                                    .param(next.takenName())
                                    .param(next.takenMs())
                                    .param(next.draft())
                                    .param(next.draftBy())
                                    .param(next.draftOpen())
                                    .param(next.claimId())
                                    .param(next.version())
                                    .update();
                    if (rows == 1) {
                        add(next.claimId(), entry);
                    }
                    return rows == 1;
                }));
    }

    /** Adds to the log alone: what the ledger answered. */
    void add(String claimId, Entry entry) {
        db.sql(
                        "insert into case_action (claim_id, version, clerk, clerk_name, action,"
                                + " reason, stage, at_ms) values (?, ?, ?, ?, ?, ?, ?, ?)")
                .params(
                        claimId,
                        entry.version(),
                        entry.clerk(),
                        entry.clerkName(),
                        entry.action(),
                        entry.reason(),
                        entry.stage(),
                        entry.atMs())
                .update();
    }

    /** What was done with a case, oldest first. */
    public List<Entry> log(String claimId) {
        return entries(claimId, "<>");
    }

    /** When an insurer's clerks opened what the patient let it read, oldest first. */
    public List<Entry> openings(String claimId) {
        return entries(claimId, "=");
    }

    private List<Entry> entries(String claimId, String opened) {
        return db.sql(
                        "select version, clerk, clerk_name, action, reason, stage, at_ms from"
                                + " case_action where claim_id = ? and action "
                                + opened
                                + " ? order by id")
                .params(claimId, OPEN)
                .query(Entry.class)
                .list();
    }

    /** Whether a clerk had a part in the decision that an appeal is against. */
    boolean decidedFirst(String claimId, String clerk) {
        return db.sql(
                        "select exists (select from case_action where claim_id = ? and clerk = ?"
                                + " and stage = 'review' and action in ('approve', 'propose',"
                                + " 'refuse', 'confirm'))")
                .params(claimId, clerk)
                .query(Boolean.class)
                .single();
    }

    /** Keeps what became of an appeal, for each cause. */
    void answered(
            String claimId, String agency, List<String> causes, boolean overturned, long atMs) {
        for (String cause : causes) {
            db.sql(
                            "insert into appeal_result (claim_id, agency, cause, overturned, at_ms)"
                                    + " values (?, ?, ?, ?, ?) on conflict do nothing")
                    .params(claimId, agency, cause, overturned, atMs)
                    .update();
        }
    }

    /** How often appeals against a cause were answered, and with more. */
    public record Overturned(String cause, long appeals, long overturned) {}

    /** An agency's answered appeals by cause, those most often overturned first. */
    public List<Overturned> overturned(String agency) {
        return db.sql(
                        "select cause, count(*) as appeals, count(*) filter (where overturned) as"
                            + " overturned from appeal_result where agency = ? group by cause order"
                            + " by overturned desc, appeals desc, cause")
                .param(agency)
                .query(Overturned.class)
                .list();
    }

    /** A way to look at the queue that a clerk keeps. */
    public record View(String name, String query) {}

    public List<View> views(String clerk) {
        return db.sql("select name, query from clerk_view where clerk = ? order by name")
                .param(clerk)
                .query(View.class)
                .list();
    }

    /** Keeps a view, in place of one with the same name. */
    public void keep(String clerk, View view) {
        db.sql(
                        "insert into clerk_view (clerk, name, query) values (?, ?, ?) on conflict"
                                + " (clerk, name) do update set query = excluded.query")
                .params(clerk, view.name(), view.query())
                .update();
    }

    public void forget(String clerk, String name) {
        db.sql("delete from clerk_view where clerk = ? and name = ?").params(clerk, name).update();
    }

    /** The last entries, from a version on. */
    List<Entry> since(String claimId, long version) {
        return log(claimId).stream().filter(entry -> entry.version() > version).toList();
    }
}
