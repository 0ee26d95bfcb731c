package org.xinpiao.platform.bank;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A bank's door on this machine, over HTTP: only the owner of an account gets past it. */
public final class BankDoor implements AutoCloseable {

    static {
        // Headers and body are two packets; without this the second waits 40 ms for the first.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    static final String MAIL = "Xinpiao-Mail";

    private static final Logger LOG = LoggerFactory.getLogger(BankDoor.class);

    private static final int MESSAGE_BYTES_MAX = 64 << 20;
    private static final byte[] NOTHING = {};

    private final Bank bank;
    private final Signatories signatories;
    private final Clock clock;
    private final HttpServer server;
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();

    /** What is answered: a message, or nothing. */
    private record Answer(int status, byte[] body, String mail) {

        Answer(int status, byte[] body) {
            this(status, body, "");
        }
    }

    /**
     * Opens the door on the loopback interface.
     *
     * @param port 0 for a free one
     */
    public BankDoor(int port, Bank bank, Signatories signatories, Clock clock) {
        this.bank = bank;
        this.signatories = signatories;
        this.clock = clock;
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(workers);
        server.createContext("/", this::handle);
        server.start();
    }

    /** Where it is. */
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Shuts it at once: who waits for an answer gets none. */
    @Override
    public void close() {
        server.stop(0);
        workers.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Answer answer = answer(exchange);
            if (!answer.mail.isEmpty()) {
                exchange.getResponseHeaders().set(MAIL, answer.mail);
            }
            if (answer.body.length > 0) {
                exchange.getResponseHeaders().set("Content-Type", "application/xml");
            }
            exchange.sendResponseHeaders(
                    answer.status, answer.body.length == 0 ? -1 : answer.body.length);
            if (answer.body.length > 0) {
                exchange.getResponseBody().write(answer.body);
            }
        }
    }

    private Answer answer(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(MESSAGE_BYTES_MAX + 1);
        if (body.length > MESSAGE_BYTES_MAX) {
            return new Answer(413, NOTHING);
        }
        String method = exchange.getRequestMethod();
        List<String> path = List.of(exchange.getRequestURI().getPath().split("/", -1));
        if (path.size() < 4 || !path.get(1).equals("accounts")) {
            return new Answer(404, NOTHING);
        }
        String account = path.get(2);
        try {
            String header = exchange.getRequestHeaders().getFirst(RequestSignature.HEADER);
            Optional<RequestSignature> signature =
                    RequestSignature.of(header == null ? "" : header);
            if (signature.isEmpty()
                    || !Bank.account(signature.get().member()).equals(account)
                    || !signature
                            .get()
                            .holds(
                                    signatories,
                                    clock.millis(),
                                    method,
                                    exchange.getRequestURI().toString(),
                                    body)) {
                return new Answer(401, NOTHING);
            }
            String what = method + " " + path.get(3) + (path.size() == 5 ? "/" : "");
            return answer(what, account, path.getLast(), body, exchange);
        } catch (MessageException | IllegalArgumentException | DateTimeException e) {
            return new Answer(400, String.valueOf(e.getMessage()).getBytes(StandardCharsets.UTF_8));
        } catch (RuntimeException e) {
            LOG.error("bank: {} failed", method, e);
            return new Answer(500, NOTHING);
        }
    }

    private Answer answer(
            String what, String account, String last, byte[] body, HttpExchange exchange) {
        return switch (what) {
            case "POST orders" ->
                    bank.order(
                                    account,
                                    body,
                                    exchange
                                            .getRequestHeaders()
                                            .getOrDefault(OrderSignature.HEADER, List.of())
                                            .stream()
                                            .map(OrderSignature::of)
                                            .toList())
                            .map(message -> new Answer(200, message))
                            .orElse(new Answer(202, NOTHING));
            case "GET orders/" ->
                    bank.status(account, last)
                            .map(message -> new Answer(200, message))
                            .orElse(new Answer(404, NOTHING));
            case "GET mail" ->
                    bank.mail(account, after(exchange.getRequestURI().getQuery()))
                            .map(mail ->
                                    new Answer(
                                            200,
                                            mail.message(),
                                            mail.number() + " " + mail.kind().name()))
                            .orElse(new Answer(204, NOTHING));
            case "DELETE mail/" -> {
                bank.taken(account, Long.parseLong(last));
                yield new Answer(204, NOTHING);
            }
            case "POST cancellations" ->
                    bank.cancel(account, body)
                            .map(message -> new Answer(200, message))
                            .orElse(new Answer(202, NOTHING));
            case "GET statements/" ->
                    new Answer(200, bank.statement(account, LocalDate.parse(last)));
            default -> new Answer(404, NOTHING);
        };
    }

    private static long after(@Nullable String query) {
        if (query == null || !query.startsWith("after=")) {
            throw new IllegalArgumentException("after");
        }
        return Long.parseLong(query.substring("after=".length()));
    }
}
