package org.xinpiao.platform.notice;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Questions to the outbox that only its page asks. */
@Component
class OutboxQueries {

    private final JdbcClient db;

    OutboxQueries(JdbcClient db) {
        this.db = db;
    }

    /** How many of an agency's notices are in a state. */
    record Count(String state, long notices) {}

    List<Count> counts(String agency) {
        return db.sql(
                        "select state, count(*) as notices from notice where agency = ? group by"
                                + " state")
                .param(agency)
                .query(Count.class)
                .list();
    }

    /** A notice as the page lists it. */
    record Row(
            long id,
            byte[] patient,
            String claimId,
            String kind,
            String state,
            int attempts,
            @Nullable String fault,
            long atMs) {}

    /** An agency's last notices; of every state when {@code state} is empty. */
    List<Row> last(String agency, String state, int limit) {
        return db.sql(
                        "select id, patient, claim_id, kind, state, attempts, fault, at_ms from"
                            + " notice where agency = ? and (? = '' or state = ?) order by id desc"
                            + " limit ?")
                .params(agency, state, state, limit)
                .query(Row.class)
                .list();
    }
}
