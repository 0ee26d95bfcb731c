package org.xinpiao.platform.insurer;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.xinpiao.platform.identity.Role;
import org.xinpiao.platform.web.NavEntry;

/** The insurer's entries of the navigation. */
@Configuration(proxyBeanMethods = false)
class InsurerNavigation {

    @Bean
    NavEntry insurerClaims() {
        return new NavEntry(Role.INSURER_CLERK, 0, Role.INSURER_CLERK.home(), "insurer.nav");
    }

    @Bean
    NavEntry insurerPayments() {
        return new NavEntry(Role.INSURER_CLERK, 10, "/insurer/payments", "insurer.nav.payments");
    }
}
