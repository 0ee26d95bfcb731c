package org.xinpiao.platform.cashier;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.xinpiao.platform.identity.Role;
import org.xinpiao.platform.web.NavEntry;

/** The cashier's way through the pages. */
@Configuration(proxyBeanMethods = false)
class CashierNavigation {

    @Bean
    NavEntry cashierIssueEntry() {
        return new NavEntry(Role.CASHIER, 10, "/cashier/issue", "cashier.nav.issue");
    }
}
