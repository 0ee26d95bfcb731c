package org.xinpiao.platform.finance;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Questions to the read model that only finance's pages ask; amounts in fen. */
@Component
class FinanceQueries {

    private final JdbcClient db;

    FinanceQueries(JdbcClient db) {
        this.db = db;
    }

    /** Sums over all bills; red amounts are negative. */
    record Sums(
            long bills,
            long totalFen,
            long redBills,
            long redFen,
            long frozen,
            long paid,
            long paidFen) {}

    Sums sums() {
        return db.sql(
                        "select coalesce(sum(count), 0)::bigint as bills, coalesce(sum(total_fen),"
                                + " 0)::bigint as total_fen, coalesce(sum(red_count), 0)::bigint as"
                                + " red_bills, coalesce(sum(red_total_fen), 0)::bigint as red_fen,"
                                + " (select count(*) from bill where frozen is not null) as frozen,"
                                + " (select count(*) from claim where status = 'paid') as paid,"
                                + " (select coalesce(sum(approved_fen), 0)::bigint from claim where"
                                + " status = 'paid') as paid_fen from bill_day")
                .query(Sums.class)
                .single();
    }

    /** The last day on which a bill was issued. */
    Optional<LocalDate> lastDay() {
        return db.sql("select max(day) from bill_day").query(LocalDate.class).optional();
    }

    /** An institution's sums; red amounts are negative. */
    record Issuer(
            String id,
            String nameZh,
            String nameEn,
            String region,
            long bills,
            long totalFen,
            long redBills,
            long redFen) {
        public long netFen() {
            return totalFen + redFen;
        }
    }

    /** Every institution, the largest amount first. */
    List<Issuer> issuers() {
        return db.sql(
                        "select m.id, m.name_zh, m.name_en, m.region, coalesce(sum(d.count),"
                            + " 0)::bigint as bills, coalesce(sum(d.total_fen), 0)::bigint as"
                            + " total_fen, coalesce(sum(d.red_count), 0)::bigint as red_bills,"
                            + " coalesce(sum(d.red_total_fen), 0)::bigint as red_fen from member as"
                            + " m left join bill_day as d on d.issuer = m.id where m.role ="
                            + " 'INSTITUTION' group by m.id, m.name_zh, m.name_en, m.region order"
                            + " by total_fen desc, m.id")
                .query(Issuer.class)
                .list();
    }

    /** A segment of numbers in an institution's hands. */
    record Segment(
            String institution,
            String nameZh,
            String nameEn,
            String code,
            long fromNumber,
            long toNumber,
            long used,
            boolean writtenOff,
            long grantedMs) {
        public long size() {
            return toNumber - fromNumber + 1;
        }

        public Instant grantedAt() {
            return Instant.ofEpochMilli(grantedMs);
        }

        /** Used numbers per hundred; less than one is told as such. */
        public String share() {
            long percent = used * 100 / size();
            return used > 0 && percent == 0 ? "< 1%" : percent + "%";
        }
    }

    private static final String OF_INSTITUTION = "where (? = '' or s.institution = ?)";

    long segments(String institution) {
        return db.sql("select count(*) from segment as s " + OF_INSTITUTION)
                .params(institution, institution)
                .query(Long.class)
                .single();
    }

    /** Segments of an institution, or of all when it is empty; the newest first. */
    List<Segment> segments(String institution, int offset, int limit) {
        return db.sql(
                        "select s.institution, coalesce(m.name_zh, s.institution) as name_zh,"
                                + " coalesce(m.name_en, s.institution) as name_en, s.code,"
                                + " s.from_number, s.to_number, s.used, s.written_off,"
                                + " s.granted_ms from segment as s left join member as m on m.id ="
                                + " s.institution "
                                + OF_INSTITUTION
                                + " order by s.granted_ms desc, s.code, s.from_number offset ?"
                                + " limit ?")
                .params(institution, institution, offset, limit)
                .query(Segment.class)
                .list();
    }
}
