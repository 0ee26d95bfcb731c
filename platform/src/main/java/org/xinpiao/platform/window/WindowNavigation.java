package org.xinpiao.platform.window;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.xinpiao.platform.identity.Role;
import org.xinpiao.platform.web.NavEntry;

/** The window's entry of the clerk's navigation. */
@Configuration(proxyBeanMethods = false)
class WindowNavigation {

    @Bean
    NavEntry agencyWindow() {
        return new NavEntry(Role.AGENCY_CLERK, 5, "/agency/window", "window.nav");
    }
}
