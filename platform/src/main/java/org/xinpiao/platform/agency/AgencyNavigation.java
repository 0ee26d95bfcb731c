package org.xinpiao.platform.agency;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.xinpiao.platform.identity.Role;
import org.xinpiao.platform.web.NavEntry;

/** The clerk's further entries of the navigation. */
@Configuration(proxyBeanMethods = false)
class AgencyNavigation {

    @Bean
    NavEntry agencyPolicies() {
        return new NavEntry(Role.AGENCY_CLERK, 10, "/agency/policies", "agency.nav.policies");
    }

    @Bean
    NavEntry agencyFund() {
        return new NavEntry(Role.AGENCY_CLERK, 20, "/agency/fund", "agency.nav.fund");
    }

    @Bean
    NavEntry agencyAppeals() {
        return new NavEntry(Role.AGENCY_CLERK, 30, "/agency/appeals", "agency.nav.appeals");
    }
}
