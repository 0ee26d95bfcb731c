package org.xinpiao.platform.claim;

import com.google.protobuf.ByteString;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.xinpiao.contracts.claim.Decision;
import org.xinpiao.contracts.claim.Settlement;
import org.xinpiao.crypto.CryptoException;
import org.xinpiao.ledger.CorruptException;
import org.xinpiao.platform.keys.SealedBox;
import org.xinpiao.platform.node.Party;
import tools.jackson.databind.json.JsonMapper;

/**
 * The alarm: claims whose decision a second department would not sign. It stands until such a claim
 * is decided or ends; what each came to is sealed for the agency.
 */
@Component
public class Disagreements implements MeterBinder {

    private static final Logger LOG = LoggerFactory.getLogger(Disagreements.class);

    /** How many other deviations are kept. */
    private static final int DEVIATIONS_MAX = 200;

    private static final String STANDING =
            " from disagreement d join claim c on c.claim_id = d.claim_id where d.settled_ms is"
                    + " null and c.status in ('submitted', 'review', 'waiting', 'appealed')";

    private final JdbcClient db;
    private final JsonMapper json;
    private final Clock clock;

    Disagreements(JdbcClient db, JsonMapper json, Clock clock) {
        this.db = db;
        this.json = json;
        this.clock = clock;
    }

    /**
     * A claim whose alarm stands.
     *
     * @param member the department that would not sign
     */
    public record Standing(String claimId, String member, long atMs) {}

    /**
     * Both results.
     *
     * @param lines every amount of the settlement
     * @param others where trace or inputs differ
     */
    public record Results(String member, List<Line> lines, List<Deviation> others) {}

    /** One amount, in fen. */
    public record Line(String field, long agencyFen, long otherFen) {}

    /** Raises the alarm, or renews it. */
    void raise(Party agency, Decision decision, Endorsers.DisagreedException disagreed) {
        String claimId = decision.getClaimId();
        List<Deviation> deviations = disagreed.answer().deviations();
        LOG.error(
                "claim {}: {} does not come to {}'s decision, first in {} of {} places",
                claimId,
                disagreed.member(),
                agency.id(),
                deviations.isEmpty() ? "-" : deviations.getFirst().field(),
                deviations.size());
        var results =
                new Results(
                        disagreed.member(),
                        lines(decision.getSettlement(), disagreed.answer().settlement()),
                        deviations.stream()
                                .filter(each -> !each.field().startsWith("settlement."))
                                .limit(DEVIATIONS_MAX)
                                .toList());
        byte[] sealed =
                SealedBox.seal(agency.sealing().publicKey(), json.writeValueAsBytes(results))
                        .toByteArray();
        db.sql(
                        "insert into disagreement (claim_id, agency, member, at_ms, results) values"
                                + " (?, ?, ?, ?, ?) on conflict (claim_id) do update set member ="
                                + " excluded.member, at_ms = excluded.at_ms, results ="
                                + " excluded.results, settled_ms = null")
                .params(claimId, agency.id(), disagreed.member(), clock.millis(), sealed)
                .update();
    }

    private static List<Line> lines(Settlement agency, Settlement other) {
        List<Line> lines = new ArrayList<>();
        for (var field : Settlement.getDescriptor().getFields()) {
            lines.add(
                    new Line(
                            field.getName(),
                            (Long) agency.getField(field),
                            (Long) other.getField(field)));
        }
        return lines;
    }

    /** Ends the alarm of a claim, if there is one: it is decided. */
    void settle(String claimId) {
        db.sql("update disagreement set settled_ms = ? where claim_id = ? and settled_ms is null")
                .params(clock.millis(), claimId)
                .update();
    }

    /** An agency's claims whose alarm stands, the oldest first. */
    public List<Standing> standing(String agency) {
        return db.sql(
                        "select d.claim_id, d.member, d.at_ms"
                                + STANDING
                                + " and d.agency = ? order by d.at_ms")
                .param(agency)
                .query(Standing.class)
                .list();
    }

    /** Both results of a claim whose alarm stands. */
    public Optional<Results> results(Party agency, String claimId) {
        return db.sql("select d.results" + STANDING + " and d.agency = ? and d.claim_id = ?")
                .params(agency.id(), claimId)
                .query(byte[].class)
                .optional()
                .map(sealed -> open(agency, claimId, sealed));
    }

    private Results open(Party agency, String claimId, byte[] sealed) {
        try {
            return json.readValue(
                    SealedBox.open(agency.sealing(), ByteString.copyFrom(sealed)), Results.class);
        } catch (CryptoException e) {
            throw new CorruptException("disagreement on claim " + claimId, e);
        }
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("xinpiao.claims.disagreements", this::count)
                .description("Claims whose decision a second department would not sign")
                .register(registry);
    }

    private long count() {
        return db.sql("select count(*)" + STANDING).query(Long.class).single();
    }
}
