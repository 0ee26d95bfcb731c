package org.xinpiao.platform.cli;

import java.nio.file.Path;
import java.util.Map;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.FilterType;
import org.xinpiao.platform.readmodel.Projection;
import tools.jackson.databind.json.JsonMapper;

/**
 * A node's parts without its pages, for commands on a data directory that no process serves.
 * Nothing starts unasked.
 */
// No stereotype: the program itself must not find it, nor its mapper.
@ComponentScan({
    "org.xinpiao.platform.node",
    "org.xinpiao.platform.registry",
    "org.xinpiao.platform.keys",
    "org.xinpiao.platform.bill",
    "org.xinpiao.platform.proof"
})
@ComponentScan(
        basePackages = "org.xinpiao.platform",
        useDefaultFilters = false,
        includeFilters = @Filter(type = FilterType.ASSIGNABLE_TYPE, classes = Projection.class))
class OfflineNode {

    /**
     * Opens a node's parts.
     *
     * @param more configurations beside this one
     */
    static ConfigurableApplicationContext open(Path data, Class<?>... more) {
        return new SpringApplicationBuilder(OfflineNode.class)
                .sources(more)
                .web(WebApplicationType.NONE)
                .lazyInitialization(true)
                .properties(
                        Map.of(
                                "xinpiao.data", data.toString(),
                                "spring.main.banner-mode", "off",
                                "logging.level.root", "warn"))
                .run();
    }

    @Bean
    JsonMapper jsonMapper() {
        return JsonMapper.builder().build();
    }
}
