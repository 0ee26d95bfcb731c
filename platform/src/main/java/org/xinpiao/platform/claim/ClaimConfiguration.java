package org.xinpiao.platform.claim;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.xinpiao.platform.policy.PublishedPolicies;

/** Settings of this package. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ClaimSettings.class)
class ClaimConfiguration {

    @Bean
    Packages departmentPackages(PublishedPolicies policies) {
        return policies::at;
    }
}
