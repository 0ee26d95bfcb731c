package org.xinpiao.platform.patient;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.xinpiao.platform.identity.Role;
import org.xinpiao.platform.web.NavEntry;

/** The patient's way through the pages. */
@Configuration(proxyBeanMethods = false)
class PatientNavigation {

    @Bean
    NavEntry patientClaimsEntry() {
        return new NavEntry(Role.PATIENT, 10, "/patient/claims", "patient.nav.claims");
    }
}
