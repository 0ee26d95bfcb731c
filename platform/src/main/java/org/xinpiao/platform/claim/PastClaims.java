package org.xinpiao.platform.claim;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.xinpiao.contracts.State;
import org.xinpiao.contracts.claim.ClaimChanged;
import org.xinpiao.contracts.claim.ClaimState;
import org.xinpiao.contracts.claim.Claims;
import org.xinpiao.ledger.CorruptException;
import org.xinpiao.ledger.Engine;
import org.xinpiao.ledger.Event;
import org.xinpiao.ledger.Receipt;
import org.xinpiao.platform.node.LedgerState;

/** Claims as they stood once: the ledger keeps each of their steps. */
@Component
class PastClaims {

    private final JdbcClient db;
    private final Engine engine;
    private final LedgerState state;
    private final ClaimQueries claims;

    PastClaims(JdbcClient db, Engine engine, LedgerState state, ClaimQueries claims) {
        this.db = db;
        this.engine = engine;
        this.state = state;
        this.claims = claims;
    }

    /**
     * Builds cases as if the ledger ended before a leaf.
     *
     * @param now what builds them from all there is
     */
    CaseBuilder before(long leaf, CaseBuilder now) {
        return now.asOf(new Then(leaf), new StateThen(leaf));
    }

    /** A claim as it stood before a leaf; nothing when it was not there yet. */
    Optional<ClaimState> before(long leaf, ClaimQueries.Row claim) {
        return db.sql(
                        "select leaf from bill_event where code = ? and number = ? and detail = ?"
                            + " and kind like 'claim-%' and leaf < ? order by leaf desc limit 1")
                .params(claim.code(), claim.number(), claim.claimId(), leaf)
                .query(Long.class)
                .optional()
                .map(step -> at(step, claim.claimId()));
    }

    /**
     * Leaves at which a person's other claims took a step that is no decision, between a claim's
     * own last step and a leaf, the latest first. Decisions of one person wait for each other;
     * those steps do not.
     */
    List<Long> stepsBetween(ClaimState claim, long leaf) {
        return db.sql(
                        "select distinct e.leaf from claim c join bill_event e on e.code = c.code"
                            + " and e.number = c.number and e.detail = c.claim_id where c.person ="
                            + " ? and c.claim_id <> ? and e.kind like 'claim-%' and e.kind not in"
                            + " ('claim-decided', 'claim-closed') and e.leaf < ? and e.leaf >"
                            + " (select max(leaf) from bill_event where code = ? and number = ? and"
                            + " detail = ? and leaf < ?) order by e.leaf desc")
                .params(
                        claim.getPerson().toByteArray(),
                        claim.getClaimId(),
                        leaf,
                        claim.getBill().getCode(),
                        claim.getBill().getNumber(),
                        claim.getClaimId(),
                        leaf)
                .query(Long.class)
                .list();
    }

    /** A claim after its step at a leaf. */
    private ClaimState at(long leaf, String claimId) {
        Receipt receipt = engine.ledger().receipt(leaf);
        try {
            for (Event event :
                    receipt == null ? List.<Event>of() : receipt.getAccepted().getEventsList()) {
                if (event.getType().equals("claim.ClaimChanged")) {
                    ClaimState claim = ClaimChanged.parseFrom(event.getBody()).getClaim();
                    if (claim.getClaimId().equals(claimId)) {
                        return claim;
                    }
                }
            }
        } catch (InvalidProtocolBufferException e) {
            throw new CorruptException("leaf " + leaf, e);
        }
        throw new CorruptException("leaf " + leaf + " holds no step of claim " + claimId);
    }

    /** The read model's answers as they would have been. */
    private final class Then extends ClaimQueries {

        private final long leaf;

        Then(long leaf) {
            super(db);
            this.leaf = leaf;
        }

        @Override
        public List<Row> decidedOf(byte[] person, int fromDay, int toDay) {
            List<Row> then = new ArrayList<>();
            for (Row row : claims.everDecidedOf(person, fromDay, toDay)) {
                before(leaf, row)
                        .filter(claim -> claim.hasDecision() && Claims.isInForce(claim))
                        .map(row::as)
                        .ifPresent(then::add);
            }
            return then;
        }
    }

    /** The state, in which claims alone are as they were: the rest of what a case needs stays. */
    private final class StateThen implements State {

        private final long leaf;

        StateThen(long leaf) {
            this.leaf = leaf;
        }

        @Override
        public @Nullable ByteString get(String key) {
            return key.startsWith(Claims.PREFIX)
                    ? claims.find(key.substring(Claims.PREFIX.length()))
                            .flatMap(row -> before(leaf, row))
                            .map(ClaimState::toByteString)
                            .orElse(null)
                    : state.get(key);
        }

        @Override
        public List<Map.Entry<String, ByteString>> scan(String prefix, int limit) {
            return state.scan(prefix, limit);
        }

        @Override
        public void put(String key, ByteString value) {
            state.put(key, value);
        }

        @Override
        public void delete(String key) {
            state.delete(key);
        }
    }
}
