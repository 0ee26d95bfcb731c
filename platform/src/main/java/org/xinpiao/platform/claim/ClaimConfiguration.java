package org.xinpiao.platform.claim;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;

/** Settings of this package. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ClaimSettings.class)
class ClaimConfiguration {}
