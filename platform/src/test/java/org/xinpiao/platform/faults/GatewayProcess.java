package org.xinpiao.platform.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.xinpiao.ledger.comet.CometProcess;
import org.xinpiao.platform.cluster.ClusterParts;
import org.xinpiao.simulator.Envelope;
import tools.jackson.databind.node.ObjectNode;

/** The program as a process that is killed and started again, and who asks it over HTTP. */
final class GatewayProcess implements AutoCloseable {

    private static final Duration START_TIMEOUT = Duration.ofMinutes(15);
    private static final Duration ANSWER_TIMEOUT = Duration.ofMinutes(15);
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(60);
    private static final long END_SECONDS = 30;

    private final Path data;
    private final Optional<Path> comet;
    private final List<String> command;
    private final int port;
    private final int door;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Envelope.Noise noise;
    private final Map<String, String> keys = new ConcurrentHashMap<>();
    private @Nullable Process process;

    /**
     * Describes it.
     *
     * @param comet empty where it is alone
     * @param people seed and day of the people
     */
    GatewayProcess(
            Path data,
            Optional<Path> comet,
            List<String> people,
            Map<String, Object> settings,
            long seed) {
        this.data = data;
        this.comet = comet;
        noise = new Envelope.Noise(seed);
        List<Integer> ports = ClusterParts.freePorts(2);
        port = ports.getFirst();
        door = ports.getLast();
        command =
                new ArrayList<>(
                        List.of(
                                java(),
                                "--enable-native-access=ALL-UNNAMED",
                                "--sun-misc-unsafe-memory-access=allow",
                                "-XX:TieredStopAtLevel=1",
                                "-XX:+UseSerialGC",
                                "-Xmx1g",
                                "-Dfile.encoding=UTF-8",
                                "-cp",
                                classes(),
                                ClaimsGateway.class.getName(),
                                data.toString(),
                                Integer.toString(door)));
        command.addAll(people);
        command.add("server.port=" + port);
        settings.forEach((name, value) -> command.add(name + "=" + value));
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static String classes() {
        return System.getProperty(
                "surefire.test.class.path", System.getProperty("java.class.path"));
    }

    Path log() {
        return data.resolveSibling("gateway.log");
    }

    void start() throws IOException, InterruptedException {
        Files.deleteIfExists(log());
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.to(log().toFile()));
        comet.ifPresent(
                program -> builder.environment().put(CometProcess.VARIABLE, program.toString()));
        Process started = builder.start();
        process = started;
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(started)));
        boolean open =
                FaultyCluster.await(() -> !started.isAlive() || said(), START_TIMEOUT.toMillis());
        if (!open || !started.isAlive()) {
            throw new AssertionError("no start:\n" + Files.readString(log()));
        }
    }

    private boolean said() {
        try {
            return Files.readString(log()).lines().anyMatch("open"::equals);
        } catch (IOException e) {
            return false;
        }
    }

    private static void end(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    /** kill -9; its CometBFT goes with it, its database stays behind as it would. */
    void kill() throws InterruptedException, IOException {
        Process killed = process;
        if (killed == null) {
            return;
        }
        List<ProcessHandle> children =
                killed.children()
                        .filter(child -> child.info().command().orElse("").endsWith("cometbft"))
                        .toList();
        killed.destroyForcibly().waitFor();
        for (ProcessHandle child : children) {
            child.destroyForcibly();
            child.onExit().orTimeout(END_SECONDS, TimeUnit.SECONDS).join();
        }
        Files.copy(
                log(),
                log().resolveSibling("gateway-" + killed.pid() + ".log"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }

    /** Ends it as a person would; whether it did. */
    boolean stop() throws InterruptedException {
        Process stopped = process;
        if (stopped == null) {
            return true;
        }
        List<ProcessHandle> children = stopped.descendants().toList();
        stopped.destroy();
        boolean ended = stopped.waitFor(60, TimeUnit.SECONDS);
        close();
        children.forEach(ProcessHandle::destroyForcibly);
        return ended;
    }

    /** Asks at the test's door. */
    String ask(String path, Map<String, String> query) throws IOException {
        String words =
                query.entrySet().stream()
                        .map(each ->
                                each.getKey()
                                        + "="
                                        + URLEncoder.encode(
                                                each.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&"));
        HttpResponse<String> answer =
                send(
                        HttpRequest.newBuilder(
                                        URI.create("http://127.0.0.1:" + door + path + "?" + words))
                                .timeout(ANSWER_TIMEOUT)
                                .build());
        if (answer.statusCode() != 200) {
            throw new IOException(path + " " + words + ": " + answer.body());
        }
        return answer.body();
    }

    /** A hospital's message; what it is answered. */
    Envelope.Answer issue(String method, String appid, ObjectNode body) throws IOException {
        String key = keys.get(appid);
        if (key == null) {
            key = ask("/key", Map.of("appid", appid));
            keys.put(appid, key);
        }
        Envelope request;
        synchronized (noise) {
            request = Envelope.request(appid, key, noise.next(), body);
        }
        HttpResponse<String> answer =
                send(
                        HttpRequest.newBuilder(
                                        URI.create(
                                                "http://127.0.0.1:"
                                                        + port
                                                        + "/api/medical/"
                                                        + method))
                                .header("Content-Type", "application/json")
                                .timeout(REQUEST_TIMEOUT)
                                .POST(BodyPublishers.ofString(request.toJson()))
                                .build());
        if (answer.statusCode() != 200) {
            throw new IOException("HTTP " + answer.statusCode());
        }
        return request.readAnswer(answer.body(), key);
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /** Runs a command of the program on its data directory; what it said when it did not agree. */
    Optional<String> run(String... words) throws IOException, InterruptedException {
        Path said = data.resolveSibling(words[0] + ".txt");
        List<String> line =
                new ArrayList<>(
                        List.of(
                                java(),
                                "--enable-native-access=ALL-UNNAMED",
                                "--sun-misc-unsafe-memory-access=allow",
                                "-XX:TieredStopAtLevel=1",
                                "-XX:+UseSerialGC",
                                "-cp",
                                classes(),
                                "org.xinpiao.platform.cli.Xinpiao"));
        line.addAll(List.of(words));
        line.addAll(List.of("--data", data.toString()));
        int end =
                new ProcessBuilder(line)
                        .redirectErrorStream(true)
                        .redirectOutput(said.toFile())
                        .start()
                        .waitFor();
        return end == 0 ? Optional.empty() : Optional.of(Files.readString(said));
    }

    /** Ends it anyhow, and the database that a killed one leaves behind. */
    @Override
    public void close() {
        if (process != null) {
            end(process);
        }
        Path left = data.resolve("pg").resolve("postmaster.pid");
        try {
            if (Files.exists(left)) {
                ProcessHandle.of(Long.parseLong(Files.readAllLines(left).getFirst().strip()))
                        .filter(each -> each.info().command().orElse("").endsWith("postgres"))
                        .ifPresent(each -> {
                            each.destroy();
                            each.onExit()
                                    .completeOnTimeout(each, END_SECONDS, TimeUnit.SECONDS)
                                    .join();
                        });
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
