package org.xinpiao.platform.window;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.xinpiao.platform.claim.Clerk;

/**
 * The papers at the windows, as V8__window.sql names their states. Each change is one statement
 * that names the state it starts from, so that two who come at once do it once.
 */
@Component
class WindowPapers {

    static final String INQUIRY = "inquiry";
    static final String CONFIRM = "confirm";

    /** Confirmed and on its way to the ledger: declined no more. */
    static final String REGISTERING = "registering";

    static final String REGISTERED = "registered";
    static final String DECLINED = "declined";

    private static final int SHOWN = 100;

    private static final String COLUMNS =
            "select id, agency, code, number, state, entered_by, entered_name, entered_ms,"
                    + " inquiry_name, inquiry_ms, closed_name, closed_ms, archive, reason, claim_id"
                    + " from window_paper ";

    private static final String OPEN = "'inquiry', 'confirm', 'registering'";

    private final JdbcClient db;

    WindowPapers(JdbcClient db) {
        this.db = db;
    }

    /** A paper as it stands; what is sealed comes apart. */
    record Row(
            String id,
            String agency,
            String code,
            String number,
            String state,
            String enteredBy,
            String enteredName,
            long enteredMs,
            @Nullable String inquiryName,
            @Nullable Long inquiryMs,
            @Nullable String closedName,
            @Nullable Long closedMs,
            @Nullable String archive,
            @Nullable String reason,
            String claimId) {

        public boolean open() {
            return state.equals(INQUIRY) || state.equals(CONFIRM) || state.equals(REGISTERING);
        }
    }

    /** What of a paper rests sealed. */
    record Sealed(byte[] form, byte[] photo, byte @Nullable [] inquiry) {}

    /**
     * Keeps a new entry.
     *
     * @return false when the paper is being entered already
     */
    boolean add(
            String id,
            Clerk clerk,
            PaperForm form,
            byte[] sealedForm,
            byte[] sealedPhoto,
            String claimId,
            long now) {
        try {
            db.sql(
                            "insert into window_paper (id, agency, code, number, sealed_form,"
                                + " sealed_photo, state, changed_ms, entered_by, entered_name,"
                                + " entered_ms, claim_id) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
                                + " ?)")
                    .params(
                            id,
                            clerk.agency(),
                            form.code(),
                            form.padded(),
                            sealedForm,
                            sealedPhoto,
                            form.outside() ? INQUIRY : CONFIRM,
                            now,
                            clerk.id(),
                            clerk.name(),
                            now,
                            claimId)
                    .update();
            return true;
        } catch (DuplicateKeyException e) {
            return false;
        }
    }

    Optional<Row> find(String agency, String id) {
        return db.sql(COLUMNS + "where agency = ? and id = ?")
                .params(agency, id)
                .query(Row.class)
                .optional();
    }

    Sealed sealed(String id) {
        return db.sql(
                        "select sealed_form as form, sealed_photo as photo, sealed_inquiry as"
                                + " inquiry from window_paper where id = ?")
                .param(id)
                .query(Sealed.class)
                .single();
    }

    /** An agency's papers, open ones first, then the newest. */
    List<Row> of(String agency) {
        return db.sql(
                        COLUMNS
                                + "where agency = ? order by state in ("
                                + OPEN
                                + ") desc,"
                                + " changed_ms desc, id limit ?")
                .params(agency, SHOWN)
                .query(Row.class)
                .list();
    }

    boolean isOpen(String agency, String code, String number) {
        return db.sql(
                        "select exists (select from window_paper where agency = ? and code = ? and"
                                + " number = ? and state in ("
                                + OPEN
                                + "))")
                .params(agency, code, number)
                .query(Boolean.class)
                .single();
    }

    /** The institution answered. */
    boolean answered(Row row, Clerk clerk, byte[] sealed, long now) {
        return db.sql(
                                "update window_paper set state = 'confirm', sealed_inquiry = ?,"
                                        + " inquiry_by = ?, inquiry_name = ?, inquiry_ms = ?,"
                                        + " changed_ms = ? where id = ? and state = 'inquiry'")
                        .params(sealed, clerk.id(), clerk.name(), now, now, row.id())
                        .update()
                > 0;
    }

    /**
     * The second person confirmed, and says where the original is kept.
     *
     * @return false when somebody else moved it on
     */
    boolean confirmed(Row row, String archive, long now) {
        return db.sql(
                                "update window_paper set state = 'registering', archive = ?,"
                                        + " changed_ms = ? where id = ? and state = 'confirm'")
                        .params(archive, now, row.id())
                        .update()
                > 0;
    }

    /** The ledger would not have it: it can be declined again. */
    void rejected(Row row, long now) {
        db.sql(
                        "update window_paper set state = 'confirm', archive = null, changed_ms = ?"
                                + " where id = ? and state = 'registering'")
                .params(now, row.id())
                .update();
    }

    /** Ends an entry: registered, with the place where the original is kept, or declined. */
    boolean close(
            Row row,
            String state,
            Clerk clerk,
            @Nullable String archive,
            @Nullable String reason,
            long now) {
        return db.sql(
                                "update window_paper set state = ?, closed_by = ?, closed_name = ?,"
                                        + " closed_ms = ?, archive = ?, reason = ?, changed_ms = ?"
                                        + " where id = ? and state = ?")
                        .param(state)
                        .param(clerk.id())
                        .param(clerk.name())
                        .param(now)
                        .param(archive)
                        .param(reason)
                        .param(now)
                        .param(row.id())
                        .param(row.state())
                        .update()
                > 0;
    }
}
