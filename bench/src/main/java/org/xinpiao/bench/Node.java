package org.xinpiao.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.xinpiao.ledger.Engine;
import org.xinpiao.platform.PlatformApplication;
import org.xinpiao.platform.bill.Issued;
import org.xinpiao.platform.bill.Issuing;
import org.xinpiao.platform.demo.DemoProvince;
import org.xinpiao.platform.gateway.HisMethod;
import org.xinpiao.platform.gateway.HisRequest;
import org.xinpiao.platform.keys.Pseudonyms;
import org.xinpiao.platform.readmodel.EmbeddedDatabase;
import org.xinpiao.platform.registry.Directory;
import org.xinpiao.simulator.Province;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The whole program in this process, on fresh data, with the sample province settled. */
final class Node implements AutoCloseable {

    static final String NATIONAL = "xp-national-1";
    static final String INTERNATIONAL = "xp-international-1";

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    private final Path data;
    private final ConfigurableApplicationContext context;
    private final Issuing issuing;
    private final Directory directory;
    private final Pseudonyms pseudonyms;

    private Node(Path data, ConfigurableApplicationContext context) {
        this.data = data;
        this.context = context;
        issuing = get(Issuing.class);
        directory = get(Directory.class);
        pseudonyms = get(Pseudonyms.class);
    }

    static Node start() {
        return start(NATIONAL);
    }

    /**
     * Starts one.
     *
     * @param suite {@link #NATIONAL} or {@link #INTERNATIONAL}
     */
    static Node start(String suite) {
        try {
            return start(Files.createTempDirectory("xinpiao-bench-"), suite);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts one on a data directory, which is deleted in the end. */
    static Node start(Path data, String suite) {
        Map<String, Object> properties =
                Map.of(
                        "xinpiao.data",
                        data.toString(),
                        "xinpiao.suite",
                        suite,
                        "server.port",
                        0,
                        "logging.level.root",
                        "error");
        ConfigurableApplicationContext context =
                new SpringApplicationBuilder(PlatformApplication.class)
                        .properties(properties)
                        .run();
        Node node = new Node(data, context);
        node.get(DemoProvince.class).settle(Province.sample());
        return node;
    }

    <T> T get(Class<T> type) {
        return context.getBean(type);
    }

    ConfigurableApplicationContext context() {
        return context;
    }

    Engine engine() {
        return get(Engine.class);
    }

    JdbcClient db() {
        return get(JdbcClient.class);
    }

    String jdbcUrl() {
        return get(EmbeddedDatabase.class).jdbcUrl();
    }

    Path data() {
        return data;
    }

    /** What the gateway does with a message once its envelope is off: read, check, seal, issue. */
    CompletableFuture<Issued> issue(Messages.Message message) {
        return issuing.issueAsync(
                HisRequest.read(
                                JSON.readTree(message.body()),
                                HisMethod.OUTPATIENT,
                                directory.required(message.visit().institution().code()),
                                pseudonyms)
                        .order(),
                0);
    }

    /** Bytes of the files below a directory of the node's data. */
    long bytes(String below) {
        try (Stream<Path> files = Files.walk(data.resolve(below))) {
            return files.mapToLong(file -> file.toFile().isFile() ? file.toFile().length() : 0)
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stops the program and leaves its data. */
    void stop() {
        context.close();
    }

    @Override
    public void close() {
        stop();
        delete(data);
    }

    static void delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            List<Path> inner = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : inner) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
