package org.xinpiao.platform.finance;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.xinpiao.platform.identity.Role;
import org.xinpiao.platform.web.NavEntry;

/** Finance's further entries of the navigation. */
@Configuration(proxyBeanMethods = false)
class FinanceNavigation {

    @Bean
    NavEntry financeSegments() {
        return new NavEntry(Role.FINANCE, 10, "/finance/segments", "finance.nav.segments");
    }

    @Bean
    NavEntry financeBills() {
        return new NavEntry(Role.FINANCE, 20, "/finance/bills", "finance.nav.bills");
    }
}
