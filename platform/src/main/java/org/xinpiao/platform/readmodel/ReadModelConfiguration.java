package org.xinpiao.platform.readmodel;

import com.zaxxer.hikari.HikariDataSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.xinpiao.ledger.Engine;
import org.xinpiao.platform.node.NodeSettings;

/** The read model's database and what keeps it. */
@Configuration(proxyBeanMethods = false)
class ReadModelConfiguration {

    @Bean
    @ConditionalOnProperty(
            name = "xinpiao.jdbc-url",
            matchIfMissing = true,
            havingValue = "embedded")
    EmbeddedDatabase embeddedDatabase(NodeSettings settings) {
        return new EmbeddedDatabase(settings.databaseDirectory());
    }

    @Bean
    @ConditionalOnMissingBean
    HikariDataSource dataSource(NodeSettings settings, ObjectProvider<EmbeddedDatabase> embedded) {
        EmbeddedDatabase own = embedded.getIfAvailable();
        HikariDataSource source = ReadModel.open(url(settings, own), ReadModel.VIEW);
        ReadModel.migrate(source, ReadModel.VIEW);
        return source;
    }

    @Bean
    Projector projector(
            Engine engine,
            JdbcTemplate db,
            PlatformTransactionManager transactions,
            List<Projection> projections) {
        return new Projector(
                engine.ledger(), db, new TransactionTemplate(transactions), projections);
    }

    @Bean
    ProjectorThread projectorThread(
            Projector projector, Engine engine, ApplicationEventPublisher events) {
        return new ProjectorThread(projector, engine.ledger(), events);
    }

    private static String url(NodeSettings settings, @Nullable EmbeddedDatabase own) {
        return own == null ? java.util.Objects.requireNonNull(settings.jdbcUrl()) : own.jdbcUrl();
    }
}
