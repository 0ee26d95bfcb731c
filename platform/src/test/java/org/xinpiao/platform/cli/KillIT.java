package org.xinpiao.platform.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.xinpiao.platform.demo.RunningDemo;
import org.xinpiao.platform.readmodel.ReadModel;
import org.xinpiao.simulator.Envelope;
import org.xinpiao.simulator.LoadGenerator;
import org.xinpiao.simulator.Methods;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Kills the real process with bills on their way, at random instants, and starts it again: what was
 * answered is there, what was not is there once or not at all, and nobody has to lend a hand.
 * {@code -Dxinpiao.kills=50} for the long form.
 */
class KillIT {

    private static final int KILLS = Integer.getInteger("xinpiao.kills", 4);
    private static final long SEED = Long.getLong("xinpiao.seed", System.nanoTime());
    private static final int WRITERS = 4;
    private static final Duration START_TIMEOUT = Duration.ofMinutes(4);

    private final Path data = RunningDemo.directory();
    private final HttpClient http = HttpClient.newHttpClient();
    private final Random random = new Random(SEED);
    private final LoadGenerator load =
            // Not today: its office hours may lie ahead.
            new LoadGenerator(SEED, LocalDate.now(ZoneOffset.ofHours(8)).minusDays(1));
    private final Envelope.Noise noise = new Envelope.Noise(SEED);
    private final Map<String, String> keys = new ConcurrentHashMap<>();

    /** A message, and the bill it was answered with; empty while it was not. */
    private record Sent(String appid, ObjectNode body, String bill) {}

    private final Map<String, Sent> sent = new ConcurrentHashMap<>();

    @Test
    void acknowledgedBillsSurviveEveryKill() throws Exception {
        System.out.println("KillIT seed " + SEED + ", kills " + KILLS);
        int port = freePort();
        Process process = start(port);
        for (int kill = 0; kill < KILLS; kill++) {
            AtomicBoolean stop = new AtomicBoolean();
            List<Thread> writers = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                writers.add(Thread.ofVirtual().start(() -> write(port, stop)));
            }
            TimeUnit.MILLISECONDS.sleep(200 + random.nextInt(1500));
            process.destroyForcibly().waitFor();
            stop.set(true);
            for (Thread writer : writers) {
                writer.join();
            }
            process = start(port);
            check(port);
        }
        process.destroy();
        assertThat(process.waitFor(60, TimeUnit.SECONDS))
                .as("a graceful stop, seed " + SEED)
                .isTrue();

        assertThat(sent.values().stream().filter(one -> !one.bill().isEmpty()).count())
                .isGreaterThan(KILLS);
        assertThat(new CommandLine(new Xinpiao()).execute("audit", "--data", data.toString()))
                .as("audit, seed " + SEED)
                .isZero();
        assertThat(new CommandLine(new Xinpiao()).execute("replay", "--data", data.toString()))
                .as("replay, seed " + SEED)
                .isZero();
    }

    /** Sends bills until the process is gone. */
    private void write(int port, AtomicBoolean stop) {
        while (!stop.get()) {
            ObjectNode body;
            synchronized (load) {
                body = LoadGenerator.body(load.next());
            }
            String appid = appid(body);
            String busNo = body.path("busNo").asString();
            sent.put(busNo, new Sent(appid, body, ""));
            try {
                JsonNode answer = send(port, Methods.OUTPATIENT, appid, body);
                sent.put(busNo, new Sent(appid, body, bill(answer)));
            } catch (IOException e) {
                return;
            }
        }
    }

    /**
     * Every message again: the acknowledged give the same bill, the others give one bill, and that
     * for good.
     */
    private void check(int port) throws IOException {
        for (Map.Entry<String, Sent> entry : sent.entrySet()) {
            Sent one = entry.getValue();
            String again = bill(send(port, Methods.OUTPATIENT, one.appid(), one.body()));
            if (!one.bill().isEmpty()) {
                assertThat(again)
                        .as("bill of " + entry.getKey() + ", seed " + SEED)
                        .isEqualTo(one.bill());
            }
            entry.setValue(new Sent(one.appid(), one.body(), again));
        }
        assertThat(sent.values().stream().map(Sent::bill)).doesNotHaveDuplicates();
    }

    private static String bill(JsonNode answer) {
        return answer.path("billBatchCode").asString() + "/" + answer.path("billNo").asString();
    }

    private JsonNode send(int port, String method, String appid, ObjectNode body)
            throws IOException {
        Envelope request;
        synchronized (noise) {
            request = Envelope.request(appid, key(appid), noise.next(), body);
        }
        try {
            HttpResponse<String> response =
                    http.send(
                            HttpRequest.newBuilder(
                                            URI.create(
                                                    "http://127.0.0.1:"
                                                            + port
                                                            + "/api/medical/"
                                                            + method))
                                    .header("Content-Type", "application/json")
                                    .timeout(Duration.ofSeconds(30))
                                    .POST(HttpRequest.BodyPublishers.ofString(request.toJson()))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            Envelope.Answer answer = request.readAnswer(response.body(), key(appid));
            if (!answer.ok()) {
                throw new AssertionError(
                        answer.result() + " " + answer.message() + ", seed " + SEED);
            }
            return answer.message();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private String appid(ObjectNode body) {
        String institution = body.path("medCareInstitution").asString();
        return load.institutions().stream()
                .filter(one -> one.code().equals(institution))
                .findFirst()
                .orElseThrow()
                .appid();
    }

    /** The account's key, from the running node's own database. */
    private String key(String appid) throws IOException {
        String known = keys.get(appid);
        if (known != null) {
            return known;
        }
        String port = Files.readAllLines(data.resolve("pg").resolve("postmaster.pid")).get(3);
        try (var source =
                ReadModel.open(
                        "jdbc:postgresql://127.0.0.1:" + port.strip() + "/postgres?user=postgres",
                        ReadModel.VIEW)) {
            String key =
                    JdbcClient.create(source)
                            .sql("select key from his_account where appid = ?")
                            .param(appid)
                            .query(String.class)
                            .single();
            keys.put(appid, key);
            return key;
        }
    }

    private Process start(int port) throws Exception {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "--sun-misc-unsafe-memory-access=allow",
                                "-XX:TieredStopAtLevel=1",
                                "-XX:+UseSerialGC",
                                "-Dfile.encoding=UTF-8",
                                "-cp",
                                System.getProperty(
                                        "surefire.test.class.path",
                                        System.getProperty("java.class.path")),
                                Xinpiao.class.getName(),
                                "demo",
                                "--data",
                                data.toString(),
                                "--port",
                                Integer.toString(port))
                        .redirectErrorStream(true)
                        .redirectOutput(
                                ProcessBuilder.Redirect.appendTo(
                                        data.resolve("process.log").toFile()))
                        .start();
        long end = System.nanoTime() + START_TIMEOUT.toNanos();
        while (!Files.readString(data.resolve("process.log"))
                .contains("Ctrl-C (" + process.pid() + ")")) {
            if (System.nanoTime() > end || !process.isAlive()) {
                process.destroyForcibly();
                throw new AssertionError(
                        "no start, seed "
                                + SEED
                                + ":\n"
                                + Files.readString(data.resolve("process.log")));
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        return process;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
