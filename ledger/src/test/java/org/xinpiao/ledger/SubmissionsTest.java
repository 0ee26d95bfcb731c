package org.xinpiao.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xinpiao.ledger.comet.CometRpc;

class SubmissionsTest {

    private static final String TAKEN = "{\"result\":{\"code\":0}}";
    private static final String FULL = "{\"error\":{\"data\":\"mempool is full: 5000\"}}";
    private static final String STARTING = "{\"error\":{\"data\":\"endpoint is closed\"}}";
    private static final ByteString TRANSACTION = ByteString.copyFromUtf8("transaction");

    private final Queue<String> replies = new ArrayDeque<>();
    private final Queue<String> received = new ConcurrentLinkedQueue<>();
    private final CompletableFuture<Receipt> answer = new CompletableFuture<>();
    private final HttpServer server = start();

    private HttpServer start() {
        try {
            HttpServer made =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            made.createContext(
                    "/",
                    exchange -> {
                        received.add(
                                new String(
                                        exchange.getRequestBody().readAllBytes(),
                                        StandardCharsets.UTF_8));
                        String reply = replies.size() > 1 ? replies.remove() : replies.element();
                        byte[] bytes = reply.getBytes(StandardCharsets.UTF_8);
                        exchange.sendResponseHeaders(200, bytes.length);
                        exchange.getResponseBody().write(bytes);
                        exchange.close();
                    });
            return made;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeEach
    void listen() {
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private Submissions submissions(Duration patience) {
        return new Submissions(new CometRpc(server.getAddress().getPort()), patience);
    }

    @Test
    void sameBytesAreHandedOverOnceAndAnswerAllWhoAsked() {
        replies.add(TAKEN);
        CompletableFuture<Receipt> second = new CompletableFuture<>();
        try (Submissions submissions = submissions(Duration.ofMinutes(1))) {
            submissions.add(TRANSACTION, answer);
            submissions.add(ByteString.copyFromUtf8("transaction"), second);
            Receipt receipt = Receipt.newBuilder().setHeight(5).build();
            submissions.answer(TRANSACTION, receipt);

            assertThat(List.of(answer.join(), second.join()))
                    .isEqualTo(Collections.nCopies(2, receipt));
        }
        assertThat(received).hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void fullMempoolIsABusyRefusal() {
        replies.add(FULL);
        try (Submissions submissions = submissions(Duration.ofMinutes(1))) {
            submissions.add(TRANSACTION, answer);

            assertThat(refusal()).isEqualTo("transaction.busy");
        }
    }

    @Test
    void withoutCometBftTheAnswerIsUndecided() {
        server.stop(0);
        try (Submissions submissions = submissions(Duration.ofMillis(400))) {
            submissions.add(TRANSACTION, answer);

            assertThat(refusal()).isEqualTo("transaction.undecided");
        }
    }

    @Test
    void whatCometBftMayHaveForgottenIsHandedOverAgain() {
        replies.addAll(List.of(STARTING, FULL));
        try (Submissions submissions = submissions(Duration.ofSeconds(7))) {
            submissions.add(TRANSACTION, answer);

            // The first may have been heard: a full mempool later says nothing about it.
            assertThat(refusal()).isEqualTo("transaction.undecided");
            assertThat(received).hasSizeGreaterThanOrEqualTo(3);
            assertThat(received.stream().distinct()).hasSize(1);
        }
    }

    private String refusal() {
        try {
            answer.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RefusedException refused) {
                assertThat(refused.retryAfter()).isPositive();
                return refused.code();
            }
        }
        throw new AssertionError("not refused: " + answer);
    }
}
