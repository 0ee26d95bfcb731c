package org.xinpiao.platform.web;

import java.util.List;
import java.util.Optional;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Fallback;
import org.xinpiao.platform.identity.Role;

/** What the shell shows before a capability says better, and its own entries of the navigation. */
@Configuration(proxyBeanMethods = false)
class ShellConfiguration {

    private static final int LAST = 1_000;

    @Bean
    @Fallback
    LogHead noLog() {
        return Optional::empty;
    }

    @Bean
    @Fallback
    HomeFigures noFigures() {
        return _ -> List.of();
    }

    @Bean
    NavEntry patientHome() {
        return new NavEntry(Role.PATIENT, 0, Role.PATIENT.home(), "nav.patient");
    }

    @Bean
    NavEntry cashierHome() {
        return new NavEntry(Role.CASHIER, 0, Role.CASHIER.home(), "nav.cashier");
    }

    @Bean
    NavEntry agencyHome() {
        return new NavEntry(Role.AGENCY_CLERK, 0, Role.AGENCY_CLERK.home(), "nav.agency");
    }

    @Bean
    NavEntry financeHome() {
        return new NavEntry(Role.FINANCE, 0, Role.FINANCE.home(), "nav.finance");
    }

    @Bean
    NavEntry verify() {
        return new NavEntry(null, LAST, "/verify", "nav.verify");
    }
}
