package org.xinpiao.ledger.comet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrustedBlockTest {

    private static final long LAST = 10_000;

    private final List<HttpServer> servers = new ArrayList<>();

    @AfterEach
    void stop() {
        servers.forEach(server -> server.stop(0));
    }

    @Test
    void blockBeforeTheSnapshotsIsTaken() throws Exception {
        List<String> honest = List.of(server(TrustedBlockTest::hash), server(h -> hash(h)));

        assertThat(TrustedBlock.ask(honest))
                .isEqualTo(new TrustedBlock(LAST - 4_096, hash(LAST - 4_096)));
    }

    @Test
    void serversThatContradictEachOtherAreNotBelieved() throws Exception {
        List<String> two = List.of(server(TrustedBlockTest::hash), server(_ -> "AB".repeat(32)));

        assertThatThrownBy(() -> TrustedBlock.ask(two))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("contradict");
    }

    @Test
    void serverThatNamesNoBlockIsNotBelieved() throws Exception {
        List<String> two = List.of(server(TrustedBlockTest::hash), server(_ -> "none"));

        assertThatThrownBy(() -> TrustedBlock.ask(two))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("names no block");
    }

    @Test
    void serverThatIsNotThereIsNamed() throws Exception {
        String gone = server(TrustedBlockTest::hash);
        servers.getFirst().stop(0);

        assertThatThrownBy(() -> TrustedBlock.ask(List.of(gone, "127.0.0.1:1")))
                .isInstanceOf(IOException.class)
                .hasMessage(gone + " cannot be reached");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a:1", "a:1,a:1", "a:1,b", "a:1,b:x", "a:1,b:1\"", "a:1,http://b:1"})
    void fewerThanTwoServersOrSomethingElseAreRefused(String servers) {
        assertThatThrownBy(() -> TrustedBlock.requireServers(List.of(servers.split(","))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void hashIsOneOfABlock() {
        assertThat(new TrustedBlock(1, "ab".repeat(32)).hash()).isEqualTo("AB".repeat(32));
        assertThatThrownBy(() -> new TrustedBlock(0, "ab".repeat(32)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TrustedBlock(1, "ab".repeat(31) + "\"\n"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static String hash(long height) {
        return "%064X".formatted(height);
    }

    /** Answers as CometBFT does. */
    private String server(LongFunction<String> hashes) throws IOException {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        Instant time = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        server.createContext(
                "/commit",
                exchange -> {
                    String query = exchange.getRequestURI().getQuery();
                    long height = query == null ? LAST : Long.parseLong(query.substring(7));
                    byte[] answer =
                            """
                            {"jsonrpc":"2.0","id":-1,"result":{"signed_header":{"header":{"version":{"block":"11"},
                            "chain_id":"c","height":"%1$d","time":"%2$s","last_block_id":{"hash":"%3$s"}},
                            "commit":{"height":"%1$d","round":0,"block_id":{"hash":"%4$s",
                            "parts":{"total":1,"hash":"%3$s"}},"signatures":[]}},"canonical":true}}
                            """
                                    .formatted(height, time, "0".repeat(64), hashes.apply(height))
                                    .getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(200, answer.length);
                    try (var body = exchange.getResponseBody()) {
                        body.write(answer);
                    }
                });
        server.start();
        servers.add(server);
        return "127.0.0.1:" + server.getAddress().getPort();
    }
}
