package org.xinpiao.platform.payment;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.xinpiao.platform.bank.Bank;
import org.xinpiao.platform.identity.Role;
import org.xinpiao.platform.node.LedgerState;
import org.xinpiao.platform.web.NavEntry;

/** The match of this process's bank, and the clerk's entries of the navigation. */
@Configuration(proxyBeanMethods = false)
class PaymentConfiguration {

    @Bean
    Matching matching(LedgerState state, JdbcClient db, Bank bank) {
        return new Matching(state, db, bank::statement);
    }

    @Bean
    NavEntry agencyPayments() {
        return new NavEntry(Role.AGENCY_CLERK, 30, "/agency/payments", "payment.nav");
    }

    @Bean
    NavEntry agencyDay() {
        return new NavEntry(Role.AGENCY_CLERK, 40, "/agency/day", "payment.nav.day");
    }
}
