package org.xinpiao.platform.payment;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.xinpiao.platform.readmodel.ChinaTime;

/** The end of an agency's day: nothing is left open, and all three books agree. */
@Component
class DayClose {

    private final Matching matching;
    private final JdbcClient db;
    private final PaymentSettings settings;
    private final Clock clock;

    /** Who closed a day, and when. */
    record Closed(String closedBy, long closedMs) {

        public Instant at() {
            return Instant.ofEpochMilli(closedMs);
        }
    }

    /**
     * How a day stands.
     *
     * @param open instructions made up to its end whose outcome the ledger does not know
     * @param stale those of them that wait too long
     * @param closed null when nobody closed it
     */
    record Day(Match match, long open, long stale, @Nullable Closed closed) {

        public boolean closable() {
            return match.zero() && stale == 0 && closed == null;
        }
    }

    DayClose(Matching matching, JdbcClient db, PaymentSettings settings, Clock clock) {
        this.matching = matching;
        this.db = db;
        this.settings = settings;
        this.clock = clock;
    }

    LocalDate today() {
        return ChinaTime.date(clock.millis());
    }

    Day day(String agency, LocalDate day) {
        long before = ChinaTime.millis(day.plusDays(1).atStartOfDay());
        long old = Math.min(before, clock.millis() - settings.closeAfter().toMillis());
        return new Day(
                matching.match(agency, day),
                open(agency, before),
                open(agency, old),
                closed(agency, day));
    }

    private long open(String agency, long beforeMs) {
        return db.sql(
                        "select count(*) from payment where agency = ? and created_ms < ? and"
                            + " (state in ('queued', 'batched', 'ordered', 'pending', 'declined')"
                            + " or (state in ('executed', 'refused') and recorded is null) or"
                            + " (state = 'returned' and recorded is distinct from 'failed'))")
                .params(agency, beforeMs)
                .query(Long.class)
                .single();
    }

    private @Nullable Closed closed(String agency, LocalDate day) {
        return db.sql("select closed_by, closed_ms from payment_day where agency = ? and day = ?")
                .params(agency, day)
                .query(Closed.class)
                .optional()
                .orElse(null);
    }

    /** Closes a day that can be closed; doing it again changes nothing. */
    boolean close(String agency, LocalDate day, String clerk) {
        Day stands = day(agency, day);
        if (!stands.closable()) {
            return stands.closed() != null;
        }
        db.sql("insert into payment_day values (?, ?, ?, ?, ?) on conflict do nothing")
                .params(agency, day, clerk, clock.millis(), stands.match().paid().bankFen())
                .update();
        return true;
    }
}
