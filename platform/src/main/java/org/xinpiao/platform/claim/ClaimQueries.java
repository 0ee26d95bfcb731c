package org.xinpiao.platform.claim;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.xinpiao.contracts.bill.BillId;
import org.xinpiao.contracts.claim.ClaimState;
import org.xinpiao.contracts.claim.Claims;

/** Questions to the read model about claims. */
@Component
public class ClaimQueries {

    private final JdbcClient db;

    ClaimQueries(JdbcClient db) {
        this.db = db;
    }

    /** A claim as the read model has it: amounts in fen, times in milliseconds. */
    public record Row(
            String claimId,
            String code,
            String number,
            String payer,
            String agency,
            byte[] patient,
            byte[] person,
            int visitDay,
            String status,
            long submittedMs,
            @Nullable Long decidedMs,
            @Nullable Long closedMs,
            @Nullable Long approvedFen,
            @Nullable String policyRegion,
            @Nullable Integer policyVersion,
            @Nullable String reason,
            @Nullable String endToEndId,
            @Nullable String bankReference,
            @Nullable String beforeAppeal,
            @Nullable Long appealedMs,
            String turn,
            long sinceMs,
            long leaf,
            @Nullable Long decidedLeaf,
            @Nullable Long appealedLeaf,
            @Nullable Integer readUntil,
            @Nullable Long revokedMs) {

        /** Whether the basic insurance pays it, and no commercial insurer. */
        public boolean basic() {
            return payer.equals(Claims.BASIC);
        }

        public BillId bill() {
            return BillId.newBuilder().setCode(code).setNumber(number).build();
        }

        /** The same claim as it stood once: whether and when it was decided and appealed. */
        Row as(ClaimState then) {
            return new Row(
                    claimId,
                    code,
                    number,
                    payer,
                    agency,
                    patient,
                    person,
                    visitDay,
                    ClaimProjection.word(then.getStatus()),
                    submittedMs,
                    then.getDecidedMs() == 0 ? null : then.getDecidedMs(),
                    closedMs,
                    approvedFen,
                    policyRegion,
                    policyVersion,
                    reason,
                    endToEndId,
                    bankReference,
                    beforeAppeal,
                    then.getAppealedMs() == 0 ? null : then.getAppealedMs(),
                    turn,
                    sinceMs,
                    leaf,
                    decidedLeaf,
                    appealedLeaf,
                    readUntil,
                    revokedMs);
        }

        /** From submission to payment, or null. */
        public @Nullable Long paidAfterMs() {
            return status.equals("paid") && closedMs != null ? closedMs - submittedMs : null;
        }
    }

    private static final String SELECT =
            "select claim_id, code, number, payer, agency, patient, person, visit_day, status,"
                    + " submitted_ms, decided_ms, closed_ms, approved_fen, policy_region,"
                    + " policy_version, reason, end_to_end_id, bank_reference, before_appeal,"
                    + " appealed_ms, turn, since_ms, leaf, decided_leaf, appealed_leaf, read_until,"
                    + " revoked_ms from claim ";

    public Optional<Row> find(String claimId) {
        return db.sql(SELECT + "where claim_id = ?").param(claimId).query(Row.class).optional();
    }

    public List<Row> ofPatient(byte[] patient) {
        return db.sql(SELECT + "where patient = ? order by submitted_ms desc, claim_id limit 200")
                .param(patient)
                .query(Row.class)
                .list();
    }

    public List<Row> ofBill(BillId bill) {
        return db.sql(SELECT + "where code = ? and number = ? order by submitted_ms desc, claim_id")
                .params(bill.getCode(), bill.getNumber())
                .query(Row.class)
                .list();
    }

    /** The claims of a region that its agency decided last, newest first. */
    List<Row> lastDecided(String agency, String region, int limit) {
        return db.sql(
                        SELECT
                                + "where agency = ? and policy_region = ? and decided_leaf is not"
                                + " null order by decided_leaf desc limit ?")
                .params(agency, region, limit)
                .query(Row.class)
                .list();
    }

    /** An agency's claims, newest first; of every status when {@code status} is empty. */
    public List<Row> ofAgency(String agency, String status, int offset, int limit) {
        return db.sql(
                        SELECT
                                + "where agency = ? and (? = '' or status = ?)"
                                + " order by submitted_ms desc, claim_id offset ? limit ?")
                .params(agency, status, status, offset, limit)
                .query(Row.class)
                .list();
    }

    /** A person's claims on the basic insurance, on visits between two days, that were decided. */
    public List<Row> decidedOf(byte[] person, int fromDay, int toDay) {
        return db.sql(
                        SELECT
                                + "where payer = 'basic' and person = ? and visit_day >= ? and"
                                + " visit_day <= ? and decided_ms is not null and"
                                + " coalesce(before_appeal, status) in ('decided', 'paid',"
                                + " 'closed', 'demanded') order by decided_ms")
                .params(person, fromDay, toDay)
                .query(Row.class)
                .list();
    }

    /** The same with those whose decision is not in force any more. */
    List<Row> everDecidedOf(byte[] person, int fromDay, int toDay) {
        return db.sql(
                        SELECT
                                + "where person = ? and visit_day >= ? and visit_day <= ? and"
                                + " decided_leaf is not null order by decided_leaf")
                .params(person, fromDay, toDay)
                .query(Row.class)
                .list();
    }

    /** Claims that go on by themselves, and those that changed since. */
    public List<Row> unfinished(long sinceMs) {
        return db.sql(
                        SELECT
                                + "where status in ('submitted', 'decided') or since_ms > ?"
                                + " order by submitted_ms")
                .param(sinceMs)
                .query(Row.class)
                .list();
    }

    /** Claims whose insurer might read on a day, and not on another any more. */
    List<Row> readingOver(int fromDay, int beforeDay) {
        return db.sql(SELECT + "where read_until >= ? and read_until < ? order by claim_id")
                .params(fromDay, beforeDay)
                .query(Row.class)
                .list();
    }

    /** Claims, paid claims, fen paid. */
    public record Totals(long claims, long paid, long paidFen) {}

    public Totals totals() {
        return db.sql(
                        "select count(*) as claims, count(*) filter (where"
                                + " coalesce(before_appeal, status) = 'paid') as paid,"
                                + " coalesce(sum(paid_fen), 0)::bigint as paid_fen from claim")
                .query(Totals.class)
                .single();
    }

    /** Milliseconds from submission to payment of each paid claim, ascending. */
    public List<Long> paidAfter() {
        return db.sql(
                        "select closed_ms - submitted_ms as ms from claim where status = 'paid'"
                                + " order by ms")
                .query(Long.class)
                .list();
    }
}
