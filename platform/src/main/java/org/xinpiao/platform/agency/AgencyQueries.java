package org.xinpiao.platform.agency;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Questions to the read model that only an agency's pages ask. */
@Component
class AgencyQueries {

    private final JdbcClient db;

    AgencyQueries(JdbcClient db) {
        this.db = db;
    }

    /** Claims of an agency in a status; fen approved. */
    record StatusCount(String status, long claims, long approvedFen) {}

    List<StatusCount> statuses(String agency) {
        return db.sql(
                        "select status, count(*) as claims, coalesce(sum(approved_fen), 0)::bigint"
                                + " as approved_fen from claim where agency = ? group by status")
                .param(agency)
                .query(StatusCount.class)
                .list();
    }

    /** A published policy version, without its text. */
    record Version(int version, byte[] digest) {}

    /** A region's versions, newest first. */
    List<Version> versions(String region) {
        return db.sql(
                        "select version, digest from policy_version where"
                                + " region = ? order by version desc")
                .param(region)
                .query(Version.class)
                .list();
    }

    /** Balances by account, debit positive, of the accounts of a region. */
    Map<String, Long> balances(String region) {
        record Balance(String account, long balanceFen) {}
        Map<String, Long> balances = new LinkedHashMap<>();
        db.sql(
                        "select account, balance_fen from account where starts_with(account, ?)"
                                + " order by account")
                .param(region + "/")
                .query(Balance.class)
                .list()
                .forEach(row -> balances.put(row.account(), row.balanceFen()));
        return balances;
    }

    /** One line of a posting, debit positive. */
    record Line(
            long leaf,
            String reference,
            String account,
            long amountFen,
            long balanceFen,
            long atMs) {}

    long postings(String region) {
        return db.sql("select count(distinct leaf) from posting where starts_with(account, ?)")
                .param(region + "/")
                .query(Long.class)
                .single();
    }

    /** The lines of a region's postings, newest posting first. */
    List<Line> lines(String region, int offset, int limit) {
        return db.sql(
                        "select leaf, reference, account, amount_fen, balance_fen, at_ms from"
                            + " posting where leaf in (select distinct leaf from posting where"
                            + " starts_with(account, ?) order by leaf desc offset ? limit ?) order"
                            + " by leaf desc, line")
                .params(region + "/", offset, limit)
                .query(Line.class)
                .list();
    }
}
