package org.xinpiao.platform.claim;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** An agency's claims as its clerks look at them: filtered, counted, sorted. */
@Component
public class ClaimQueue {

    /**
     * What to look at; what is empty, 0 or false does not matter.
     *
     * @param days waits for at least so long
     * @param mine taken by the clerk who looks
     * @param drafts waits for a second person
     * @param late stands longer than it may
     * @param sort {@code waiting}: who waits longest first; else the newest first
     */
    public record Filter(
            String status,
            String reason,
            String turn,
            int days,
            boolean mine,
            boolean drafts,
            boolean late,
            String sort) {

        /** Everything. */
        public static final Filter ALL = new Filter("", "", "", 0, false, false, false, "");

        /** As an address has it, without the question mark; empty for all. */
        public String query() {
            Map<String, String> parts = new LinkedHashMap<>();
            parts.put("status", status);
            parts.put("reason", reason);
            parts.put("turn", turn);
            parts.put("days", days == 0 ? "" : Integer.toString(days));
            parts.put("mine", mine ? "true" : "");
            parts.put("drafts", drafts ? "true" : "");
            parts.put("late", late ? "true" : "");
            parts.put("sort", sort);
            return parts.entrySet().stream()
                    .filter(part -> !part.getValue().isEmpty())
                    .map(part -> part.getKey() + "=" + part.getValue())
                    .collect(Collectors.joining("&"));
        }
    }

    /** A line of the queue. */
    public record Line(
            String claimId,
            String code,
            String number,
            int visitDay,
            String status,
            long submittedMs,
            @Nullable Long closedMs,
            @Nullable Long approvedFen,
            @Nullable String reason,
            @Nullable Long appealedMs,
            String turn,
            long sinceMs,
            @Nullable String takenName,
            boolean drafted) {

        /** From submission to payment, or null. */
        public @Nullable Long paidAfterMs() {
            return status.equals("paid") && closedMs != null ? closedMs - submittedMs : null;
        }
    }

    /** A value to filter by, and how many claims have it. */
    public record Count(String word, long claims) {}

    private static final String DRAFTED = "(coalesce(k.draft_open, false) and t.turn = 'clerk')";

    private static final String FROM =
            Watch.FROM_CLAIMS
                    + "left join clerk_case k on k.claim_id = c.claim_id where c.agency = :agency"
                    + " and (:status = '' or c.status = :status) and (:reason = '' or c.reason ="
                    + " :reason) and (:turn = '' or t.turn = :turn) and (:before = 0 or (t.turn <>"
                    + " 'nobody' and t.since_ms <= :before)) and (not :mine or k.taken_by = :clerk)"
                    + " and (not :drafts or "
                    + DRAFTED
                    + ") and (not :late or ";

    private final JdbcClient db;
    private final Watch watch;
    private final Clock clock;

    ClaimQueue(JdbcClient db, Watch watch, Clock clock) {
        this.db = db;
        this.watch = watch;
        this.clock = clock;
    }

    public List<Line> lines(Clerk clerk, Filter filter, int offset, int limit) {
        String order =
                filter.sort().equals("waiting")
                        ? " order by t.turn = 'nobody', t.since_ms, c.claim_id"
                        : " order by c.submitted_ms desc, c.claim_id";
        return bound(
                        "select c.claim_id, c.code, c.number, c.visit_day, c.status,"
                                + " c.submitted_ms, c.closed_ms, c.approved_fen, c.reason,"
                                + " c.appealed_ms, t.turn, t.since_ms, k.taken_name, "
                                + DRAFTED
                                + " as drafted"
                                + FROM
                                + watch.late("t.")
                                + ")"
                                + order
                                + " offset :offset limit :limit",
                        clerk,
                        filter)
                .param("offset", offset)
                .param("limit", limit)
                .query(Line.class)
                .list();
    }

    public long count(Clerk clerk, Filter filter) {
        return bound("select count(*)" + FROM + watch.late("t.") + ")", clerk, filter)
                .query(Long.class)
                .single();
    }

    private JdbcClient.StatementSpec bound(String sql, Clerk clerk, Filter filter) {
        long before =
                filter.days() == 0 ? 0 : clock.millis() - Duration.ofDays(filter.days()).toMillis();
        return db.sql(sql)
                .param("agency", clerk.agency())
                .param("clerk", clerk.id())
                .param("status", filter.status())
                .param("reason", filter.reason())
                .param("turn", filter.turn())
                .param("before", before)
                .param("mine", filter.mine())
                .param("drafts", filter.drafts())
                .param("late", filter.late());
    }

    /** Why claims lie with clerks and patients, the most frequent reason first. */
    public List<Count> reasons(String agency) {
        return db.sql(
                        "select reason as word, count(*) as claims from claim where agency = ? and"
                                + " status in ('review', 'waiting') and reason is not null group by"
                                + " reason order by claims desc, word")
                .param(agency)
                .query(Count.class)
                .list();
    }
}
