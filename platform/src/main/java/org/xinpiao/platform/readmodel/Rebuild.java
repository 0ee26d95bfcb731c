package org.xinpiao.platform.readmodel;

import com.zaxxer.hikari.HikariDataSource;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.xinpiao.ledger.Ledger;

/**
 * Builds the read model anew from block 1 in a schema of its own and compares it with the one that
 * stands, row by row.
 */
public final class Rebuild {

    private static final String FRESH = "rebuilt";

    private final Ledger ledger;
    private final String jdbcUrl;
    private final List<Projection> projections;
    private long rows;
    private long height;

    public Rebuild(Ledger ledger, String jdbcUrl, List<Projection> projections) {
        this.ledger = ledger;
        this.jdbcUrl = jdbcUrl;
        this.projections = projections;
    }

    /**
     * Brings the standing read model up to the ledger, rebuilds, and names the first row that
     * differs.
     */
    public Optional<String> compare() {
        try (HikariDataSource standing = ReadModel.open(jdbcUrl, ReadModel.VIEW);
                HikariDataSource fresh = ReadModel.open(jdbcUrl, FRESH)) {
            JdbcClient db = JdbcClient.create(standing);
            db.sql("drop schema if exists " + FRESH + " cascade").update();
            ReadModel.migrate(standing, ReadModel.VIEW);
            ReadModel.migrate(fresh, FRESH);
            project(standing);
            project(fresh);
            height = ledger.height();
            Optional<String> difference =
                    tables(db).stream()
                            .map(table -> difference(db, table))
                            .flatMap(Optional::stream)
                            .findFirst();
            db.sql("drop schema " + FRESH + " cascade").update();
            return difference;
        }
    }

    /** How many rows were compared. */
    public long rows() {
        return rows;
    }

    /** The height up to which both stand. */
    public long height() {
        return height;
    }

    private void project(HikariDataSource source) {
        new Projector(
                        ledger,
                        new JdbcTemplate(source),
                        new TransactionTemplate(new JdbcTransactionManager(source)),
                        projections)
                .catchUp();
    }

    private static List<String> tables(JdbcClient db) {
        return db.sql(
                        "select table_name from information_schema.tables where table_schema = ?"
                                + " and table_name <> 'flyway_schema_history' order by table_name")
                .param(FRESH)
                .query(String.class)
                .list();
    }

    private Optional<String> difference(JdbcClient db, String table) {
        String standing = "\"" + ReadModel.VIEW + "\"." + table;
        String fresh = FRESH + "." + table;
        rows += db.sql("select count(*) from " + fresh).query(Long.class).single();
        return only(db, standing, fresh)
                .map(row -> "table " + table + ": the ledger does not give the row " + row)
                .or(() ->
                        only(db, fresh, standing)
                                .map(row -> "table " + table + ": the row is missing: " + row));
    }

    /** The first row of a table that another one has not. */
    private static Optional<String> only(JdbcClient db, String table, String other) {
        return db.sql(
                        "select t::text from (select * from "
                                + table
                                + " except all select * from "
                                + other
                                + ") as t order by 1 limit 1")
                .query(String.class)
                .optional();
    }
}
