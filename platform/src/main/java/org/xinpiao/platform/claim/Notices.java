package org.xinpiao.platform.claim;

import java.time.Clock;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.xinpiao.contracts.claim.ClaimState;

/**
 * Tells patients what became of their claims, once for each outcome and without personal data in
 * the message.
 */
@Component
public class Notices {

    private final JdbcClient db;
    private final ClaimQueries claims;
    private final Clock clock;

    Notices(JdbcClient db, ClaimQueries claims, Clock clock) {
        this.db = db;
        this.claims = claims;
        this.clock = clock;
    }

    /**
     * A message in the patient's box.
     *
     * @param kind the claim's status word: paid, refused, closed, cancelled, expired
     */
    public record Notice(String claimId, String kind, long atMs) {}

    void tell(ClaimState claim) {
        claims.find(claim.getClaimId())
                .ifPresent(row ->
                        db.sql(
                                        "insert into notice (patient, claim_id, kind, at_ms) values"
                                                + " (?, ?, ?, ?) on conflict (claim_id, kind) do"
                                                + " nothing")
                                .params(
                                        row.patient(),
                                        claim.getClaimId(),
                                        ClaimProjection.word(claim.getStatus()),
                                        clock.millis())
                                .update());
    }

    public List<Notice> of(byte[] patient) {
        return db.sql(
                        "select claim_id, kind, at_ms from notice where patient = ? order by id"
                                + " desc limit 50")
                .param(patient)
                .query(Notice.class)
                .list();
    }
}
