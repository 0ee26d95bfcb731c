package org.xinpiao.platform.bill;

import java.sql.Date;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.xinpiao.contracts.bill.BillId;

/** Questions to the read model about bills. */
@Component
public class BillQueries {

    private final JdbcClient db;

    BillQueries(JdbcClient db) {
        this.db = db;
    }

    /** A bill as the read model has it: amounts in fen, times in milliseconds. */
    public record Row(
            String code,
            String number,
            String issuer,
            long totalFen,
            long personalFen,
            long issuedMs,
            long recordedMs,
            boolean settledDirectly,
            @Nullable String reversesCode,
            @Nullable String reversesNumber,
            boolean reversed,
            @Nullable String frozen,
            @Nullable String paperBatch,
            @Nullable String paperNumber,
            long reservedFen,
            long reimbursedFen,
            long leaf) {

        public BillId id() {
            return BillId.newBuilder().setCode(code).setNumber(number).build();
        }

        /** What may still be reimbursed, over all payers. */
        public long remainingFen() {
            return reversed || reversesCode != null ? 0 : personalFen - reservedFen - reimbursedFen;
        }

        /** Status word for a badge: issued, red, reversed, frozen, reserved, reimbursed. */
        public String status() {
            if (reversesCode != null) {
                return "red";
            }
            if (reversed) {
                return "reversed";
            }
            if (frozen != null) {
                return "frozen";
            }
            return reservedFen > 0 ? "reserved" : reimbursedFen > 0 ? "reimbursed" : "issued";
        }
    }

    /** Totals of an issuer's day, China time; red amounts are negative. */
    public record Day(LocalDate day, long count, long totalFen, long redCount, long redTotalFen) {}

    /** Something that happened to a bill. */
    public record Happening(String kind, String detail, long atMs, long leaf) {}

    private static final String SELECT =
            "select code, number, issuer, total_fen, personal_fen, issued_ms, recorded_ms,"
                    + " settled_directly, reverses_code, reverses_number, reversed, frozen,"
                    + " paper_batch, paper_number, reserved_fen, reimbursed_fen, leaf from bill ";

    private static final String PAPERS =
            "select split_part(e.detail, ' ', 1) as batch, split_part(e.detail, ' ', 2) as number"
                    + " from bill_event as e join bill as b on b.code = e.code and b.number ="
                    + " e.number where b.issuer = ? and e.kind = 'paper-bound'";

    public Optional<Row> find(BillId id) {
        return db.sql(SELECT + "where code = ? and number = ?")
                .params(id.getCode(), id.getNumber())
                .query(Row.class)
                .optional();
    }

    /** A patient's bills, newest first. */
    public List<Row> ofPatient(byte[] patient, int offset, int limit) {
        return db.sql(
                        SELECT
                                + "where patient = ? order by issued_ms desc, code, number offset ?"
                                + " limit ?")
                .params(patient, offset, limit)
                .query(Row.class)
                .list();
    }

    /** How many bills a patient has. */
    public long countOfPatient(byte[] patient) {
        return db.sql("select count(*) from bill where patient = ?")
                .param(patient)
                .query(Long.class)
                .single();
    }

    /** Whether a bill is this patient's. */
    public boolean belongsTo(BillId id, byte[] patient) {
        return db.sql("select count(*) from bill where code = ? and number = ? and patient = ?")
                        .params(id.getCode(), id.getNumber(), patient)
                        .query(Long.class)
                        .single()
                > 0;
    }

    public Optional<Row> byPaper(String institution, String batch, String number) {
        return db.sql(SELECT + "where issuer = ? and paper_batch = ? and paper_number = ?")
                .params(institution, batch, number)
                .query(Row.class)
                .optional();
    }

    /** Batches of paper forms that an institution has converted bills to. */
    public List<String> paperBatches(String institution) {
        return db.sql("select distinct batch from (" + PAPERS + ") as paper order by batch")
                .param(institution)
                .query(String.class)
                .list();
    }

    /** The highest number of a batch that an institution has used, void papers too. */
    public Optional<String> lastPaper(String institution, String batch) {
        return db.sql(
                        "select number from ("
                                + PAPERS
                                + ") as paper where batch = ? and number ~ '^[0-9]+$' order by"
                                + " length(number) desc, number desc limit 1")
                .params(institution, batch)
                .query(String.class)
                .optional();
    }

    /**
     * An institution's bills of a time, newest first.
     *
     * @param redOnly only red bills
     */
    public List<Row> issued(
            String institution,
            long fromMillis,
            long toMillis,
            boolean redOnly,
            int offset,
            int limit) {
        return db.sql(
                        SELECT
                                + "where issuer = ? and issued_ms >= ? and issued_ms < ?"
                                + (redOnly ? " and reverses_code is not null" : "")
                                + " order by issued_ms desc, code, number offset ? limit ?")
                .params(institution, fromMillis, toMillis, offset, limit)
                .query(Row.class)
                .list();
    }

    public long count(String institution, long fromMillis, long toMillis) {
        return db.sql(
                        "select count(*) from bill where issuer = ? and issued_ms >= ? and"
                                + " issued_ms < ?")
                .params(institution, fromMillis, toMillis)
                .query(Long.class)
                .single();
    }

    public Day day(String institution, LocalDate day) {
        return db.sql(
                        "select day, count, total_fen, red_count, red_total_fen from bill_day where"
                                + " issuer = ? and day = ?")
                .params(institution, Date.valueOf(day))
                .query(Day.class)
                .optional()
                .orElse(new Day(day, 0, 0, 0, 0));
    }

    /** Daily totals of all institutions, oldest first. */
    public List<Day> days(LocalDate from) {
        return db.sql(
                        "select day, sum(count)::bigint as count, sum(total_fen)::bigint as"
                            + " total_fen, sum(red_count)::bigint as red_count,"
                            + " sum(red_total_fen)::bigint as red_total_fen from bill_day where day"
                            + " >= ? group by day order by day")
                .param(Date.valueOf(from))
                .query(Day.class)
                .list();
    }

    public List<Happening> timeline(BillId id) {
        return db.sql(
                        "select kind, detail, at_ms, leaf from bill_event where code = ? and number"
                                + " = ? order by leaf, kind")
                .params(id.getCode(), id.getNumber())
                .query(Happening.class)
                .list();
    }
}
