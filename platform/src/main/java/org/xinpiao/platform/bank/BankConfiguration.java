package org.xinpiao.platform.bank;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.xinpiao.contracts.Primitives;
import org.xinpiao.platform.node.LedgerState;
import org.xinpiao.platform.node.Parties;

/** The agencies' bank, wherever it is. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(BankSettings.class)
class BankConfiguration {

    @Bean
    @ConditionalOnProperty(
            name = "xinpiao.bank.url",
            matchIfMissing = true,
            havingValue = BankSettings.EMBEDDED)
    EmbeddedBank embeddedBank(
            HikariDataSource database,
            LedgerState state,
            BankSettings settings,
            Primitives primitives,
            Clock clock) {
        return new EmbeddedBank(
                database.getJdbcUrl(), new LedgerSignatories(state), settings, primitives, clock);
    }

    @Bean
    Bank bank(
            BankSettings settings,
            ObjectProvider<EmbeddedBank> embedded,
            Parties parties,
            Clock clock) {
        EmbeddedBank own = embedded.getIfAvailable();
        return new BankClient(
                own == null ? settings.url() : own.url(),
                settings.answerWithin(),
                parties::get,
                clock);
    }
}
