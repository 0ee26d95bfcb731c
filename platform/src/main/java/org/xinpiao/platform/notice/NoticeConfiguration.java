package org.xinpiao.platform.notice;

import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.xinpiao.platform.identity.Role;
import org.xinpiao.platform.node.Parties;
import org.xinpiao.platform.node.Party;
import org.xinpiao.platform.web.NavEntry;

/** The gateway for messages, and the pages' entries of the navigation. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SmsSettings.class)
class NoticeConfiguration {

    @Bean
    @ConditionalOnProperty(name = "xinpiao.sms.gateway", havingValue = "simulator")
    SmscSimulator smscSimulator(SmsSettings settings, Clock clock) {
        return new SmscSimulator(0, settings.password(), settings.simulator(), clock);
    }

    @Bean
    PhoneRows phoneRows(JdbcClient db, Parties parties) {
        return new PhoneRows(db, () -> parties.find("health").map(Party::sealing));
    }

    @Bean
    Link smsLink(SmsSettings settings, ObjectProvider<SmscSimulator> simulator, Outbox outbox) {
        SmscSimulator own = simulator.getIfAvailable();
        return own == null
                ? new SmppLink(settings.host(), settings.port(), settings, outbox::receipt)
                : new SmppLink("127.0.0.1", own.port(), settings, outbox::receipt);
    }

    @Bean
    NavEntry patientNotices() {
        return new NavEntry(Role.PATIENT, 20, "/patient/notices", "notice.nav.patient");
    }

    @Bean
    NavEntry agencyOutbox() {
        return new NavEntry(Role.AGENCY_CLERK, 30, "/agency/outbox", "notice.nav.outbox");
    }
}
