package org.xinpiao.platform.demo;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.TypeExcludeFilter;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.type.classreading.MetadataReader;
import org.springframework.core.type.classreading.MetadataReaderFactory;
import org.xinpiao.platform.PlatformApplication;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole program with the sample province, as {@code demo} runs it. */
public final class RunningDemo implements AutoCloseable {

    private final ConfigurableApplicationContext context;
    private final JsonNode summary;

    private RunningDemo(ConfigurableApplicationContext context, JsonNode summary) {
        this.context = context;
        this.summary = summary;
    }

    /** Starts on a free port and runs the main job. */
    public static RunningDemo start(Path data) throws InterruptedException {
        return start(program(data, Map.of()));
    }

    /** The same with parts of the program replaced. */
    public static RunningDemo start(Path data, BeanPostProcessor replacing)
            throws InterruptedException {
        return start(
                program(
                        data,
                        Map.of(),
                        Duration.ZERO,
                        starting -> starting.getBeanFactory().addBeanPostProcessor(replacing)));
    }

    private static RunningDemo start(ConfigurableApplicationContext context)
            throws InterruptedException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        context.getBean(Demo.class)
                .run(
                        true,
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(
                                OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8));
        return new RunningDemo(
                context, JsonMapper.shared().readTree(out.toString(StandardCharsets.UTF_8)));
    }

    /** The program on a data directory, with settings, before anything happens. */
    public static ConfigurableApplicationContext program(Path data, Map<String, Object> settings) {
        return program(data, settings, Duration.ZERO);
    }

    /** The same with a clock that is ahead. */
    public static ConfigurableApplicationContext program(
            Path data, Map<String, Object> settings, Duration ahead) {
        return program(data, settings, ahead, _ -> {});
    }

    /** The same with something more in it. */
    public static ConfigurableApplicationContext program(
            Path data,
            Map<String, Object> settings,
            Duration ahead,
            ApplicationContextInitializer<ConfigurableApplicationContext> more) {
        Map<String, Object> all =
                new HashMap<>(Map.of("server.port", 0, "logging.level.root", "warn"));
        all.putAll(settings);
        all.put("xinpiao.data", data.toString());
        return new SpringApplicationBuilder(PlatformApplication.class)
                // Other tests' controllers and users are no part of the program.
                .initializers(starting -> {
                    starting.getBeanFactory().registerSingleton("testClasses", new TestClasses());
                    starting.getBeanFactory().addBeanPostProcessor(new Ahead(ahead));
                    more.initialize(starting);
                })
                .properties(Demo.SETTINGS)
                .properties(all)
                .run();
    }

    /** A fresh directory for one test class. */
    public static Path directory() {
        try {
            return Files.createTempDirectory("xinpiao-test-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** What {@code demo --json} prints. */
    public JsonNode summary() {
        return summary;
    }

    public String base() {
        return "http://127.0.0.1:"
                + Objects.requireNonNull(((WebServerApplicationContext) context).getWebServer())
                        .getPort();
    }

    @Override
    public void close() {
        context.close();
    }

    /** Moves the program's clock. */
    private record Ahead(Duration by) implements BeanPostProcessor {

        @Override
        public Object postProcessAfterInitialization(Object bean, String name) {
            return bean instanceof Clock clock ? Clock.offset(clock, by) : bean;
        }
    }

    /** Leaves out what was compiled from the test sources. */
    private static final class TestClasses extends TypeExcludeFilter {

        @Override
        public boolean match(MetadataReader reader, MetadataReaderFactory factory)
                throws IOException {
            return reader.getResource().getURL().getPath().contains("/test-classes/");
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof TestClasses;
        }

        @Override
        public int hashCode() {
            return TestClasses.class.hashCode();
        }
    }
}
