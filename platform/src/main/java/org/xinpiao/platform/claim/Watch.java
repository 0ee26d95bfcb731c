package org.xinpiao.platform.claim;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.xinpiao.platform.readmodel.ChinaTime;

/** Finds claims that stand longer than whoever's turn it is may take. */
@Component
public class Watch implements MeterBinder {

    /** Turns somebody has. */
    private static final List<Turn> TURNS =
            Arrays.stream(Turn.values()).filter(turn -> turn != Turn.NOBODY).toList();

    /**
     * Claims as {@code c}, with whose turn it is and since when as {@code t}: what the ledger says,
     * but the clerks' while they hold the order back.
     */
    static final String FROM_CLAIMS =
            " from claim c cross join lateral (select case when c.turn = 'bank' then (select"
                + " max(b.created_ms) from payment p join payment_batch b on b.message_id ="
                + " p.message_id where p.claim_id = c.claim_id and p.state = 'batched' and b.state"
                + " = 'held') end as ms) held cross join lateral (select case when held.ms is null"
                + " then c.turn else 'clerk' end as turn, greatest(c.since_ms, held.ms) as"
                + " since_ms) t ";

    private final JdbcClient db;
    private final ClaimSettings.Patience patience;
    private final Clock clock;

    Watch(JdbcClient db, ClaimSettings settings, Clock clock) {
        this.db = db;
        this.patience = settings.patience();
        this.clock = clock;
    }

    /**
     * How many claims wait for somebody.
     *
     * @param late those that wait too long
     * @param oldestMs since when the first of them waits
     */
    public record Waiting(String turn, long claims, long late, long oldestMs) {}

    /** An agency's open claims by whose turn it is; turns without any are left out. */
    public List<Waiting> of(String agency) {
        return db.sql(
                        "select t.turn, count(*) as claims, count(*) filter (where "
                                + late("t.")
                                + ") as late, min(t.since_ms) as oldest_ms"
                                + FROM_CLAIMS
                                + "where c.agency = ? and c.turn <> 'nobody' group by t.turn order"
                                + " by t.turn")
                .param(agency)
                .query(Waiting.class)
                .list();
    }

    /** Whose turn it is with a claim, and since when. */
    public record Since(String turn, long sinceMs) {}

    public Since turn(String claimId) {
        return db.sql("select t.turn, t.since_ms" + FROM_CLAIMS + "where c.claim_id = ?")
                .param(claimId)
                .query(Since.class)
                .single();
    }

    /**
     * The condition under which a claim stands too long now.
     *
     * @param alias of the turns with its dot
     */
    String late(String alias) {
        return TURNS.stream()
                .map(turn ->
                        "%sturn = '%s' and %ssince_ms < %d"
                                .formatted(alias, turn.word(), alias, before(turn)))
                .collect(Collectors.joining(" or ", "(", ")"));
    }

    /** Whoever has had this turn since before then has had it too long. */
    private long before(Turn turn) {
        Instant now = clock.instant();
        return switch (turn) {
            case AGENCY -> now.minus(patience.agency()).toEpochMilli();
            case PATIENT -> now.minus(patience.patient()).toEpochMilli();
            case BANK -> now.minus(patience.bank()).toEpochMilli();
            case CLERK ->
                    workingDaysBefore(now.atZone(ChinaTime.ZONE), patience.clerkWorkingDays())
                            .toInstant()
                            .toEpochMilli();
            case NOBODY -> Long.MIN_VALUE;
        };
    }

    /** A number of days before, of which Saturdays and Sundays are none. */
    static ZonedDateTime workingDaysBefore(ZonedDateTime now, int days) {
        ZonedDateTime at = now;
        if (isWeekend(at)) {
            while (isWeekend(at.minusDays(1))) {
                at = at.minusDays(1);
            }
            at = at.with(LocalTime.MIN);
        }
        for (int left = days; left > 0; left--) {
            do {
                at = at.minusDays(1);
            } while (isWeekend(at));
        }
        return at;
    }

    private static boolean isWeekend(ZonedDateTime at) {
        return at.getDayOfWeek() == DayOfWeek.SATURDAY || at.getDayOfWeek() == DayOfWeek.SUNDAY;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (Turn turn : TURNS) {
            Gauge.builder("xinpiao.claims.late", () -> late(turn))
                    .description("Claims that stand longer than whoever's turn it is may take")
                    .tag("turn", turn.word())
                    .register(registry);
        }
    }

    private long late(Turn turn) {
        return db.sql(
                        "select count(*)"
                                + FROM_CLAIMS
                                + "where c.turn <> 'nobody' and t.turn = ? and t.since_ms < ?")
                .params(turn.word(), before(turn))
                .query(Long.class)
                .single();
    }
}
