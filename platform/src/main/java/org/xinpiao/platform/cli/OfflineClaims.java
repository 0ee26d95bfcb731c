package org.xinpiao.platform.cli;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.FilterType;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.xinpiao.ledger.Engine;
import org.xinpiao.platform.node.NodeSettings;
import org.xinpiao.platform.readmodel.EmbeddedDatabase;
import org.xinpiao.platform.readmodel.Projection;
import org.xinpiao.platform.readmodel.Projector;
import org.xinpiao.platform.readmodel.ProjectorThread;
import org.xinpiao.platform.readmodel.ReadModel;

/**
 * What opens and recomputes claims, beside an {@link OfflineNode}: the read model, brought up to
 * the ledger, and no part that would go on with a claim.
 */
@ComponentScan(
        basePackages = "org.xinpiao.platform",
        useDefaultFilters = false,
        includeFilters =
                @Filter(
                        type = FilterType.REGEX,
                        pattern =
                                "org\\.xinpiao\\.platform\\."
                                        + "(claim\\.(Accounts|CaseBuilder|ClaimForms|ClaimQueries"
                                        + "|DecisionAudit|EarlierClaims|Examiner|PastClaims|Traces"
                                        + "|WhatIf)"
                                        + "|coverage\\.Enrolments|policy\\.PublishedPolicies)"))
class OfflineClaims {

    static ConfigurableApplicationContext open(Path data) {
        return OfflineNode.open(data, OfflineClaims.class);
    }

    @Bean
    EmbeddedDatabase database(NodeSettings settings) {
        return new EmbeddedDatabase(settings.databaseDirectory());
    }

    @Bean
    HikariDataSource dataSource(EmbeddedDatabase database) {
        HikariDataSource source = ReadModel.open(database.jdbcUrl(), ReadModel.VIEW);
        ReadModel.migrate(source, ReadModel.VIEW);
        return source;
    }

    @Bean
    JdbcClient jdbcClient(DataSource source) {
        return JdbcClient.create(source);
    }

    /** It catches up when it starts; nobody listens to what it tells. */
    @Bean
    ProjectorThread projectorThread(
            Engine engine,
            DataSource source,
            List<Projection> projections,
            ApplicationEventPublisher events) {
        Projector projector =
                new Projector(
                        engine.ledger(),
                        new JdbcTemplate(source),
                        new TransactionTemplate(new DataSourceTransactionManager(source)),
                        projections);
        return new ProjectorThread(projector, engine.ledger(), events);
    }
}
