package org.xinpiao.platform.readmodel;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import org.flywaydb.core.Flyway;

/** Opens the database of the read model, one schema at a time. */
public final class ReadModel {

    /** Schema of the rows that follow from the ledger. */
    public static final String VIEW = "view";

    /** Schema of what this process keeps for itself. */
    public static final String APP = "app";

    private static final int CONNECTIONS_MAX = 20;

    private ReadModel() {}

    /** A pool whose unqualified names mean {@code view}'s tables, then the process's own. */
    public static HikariDataSource open(String jdbcUrl, String view) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(
                jdbcUrl
                        + (jdbcUrl.contains("?") ? "&" : "?")
                        + "currentSchema="
                        + view
                        + ","
                        + APP
                        + "&reWriteBatchedInserts=true");
        config.setMaximumPoolSize(CONNECTIONS_MAX);
        config.setMinimumIdle(2);
        config.setPoolName(view);
        return new HikariDataSource(config);
    }

    /** Creates or updates a view schema and the process's own. */
    public static void migrate(HikariDataSource source, String view) {
        migrate(source, APP, "classpath:db/app");
        migrate(source, view, "classpath:db/view");
    }

    private static void migrate(HikariDataSource source, String schema, String location) {
        Flyway.configure()
                .dataSource(source)
                .defaultSchema(schema)
                .schemas(schema)
                .createSchemas(true)
                .locations(location)
                .load()
                .migrate();
    }
}
