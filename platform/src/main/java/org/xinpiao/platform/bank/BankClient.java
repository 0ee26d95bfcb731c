package org.xinpiao.platform.bank;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.xinpiao.platform.node.Party;

/**
 * The way to a bank through its door, for the accounts of members whose keys are here. Nothing is
 * asked again by itself.
 */
public final class BankClient implements Bank, AutoCloseable {

    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(5);

    private final String url;
    private final Duration answerWithin;
    private final Function<String, Party> owners;
    private final Clock clock;
    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(CONNECT_WITHIN)
                    .build();

    /**
     * Connects to nothing yet.
     *
     * @param url of the door
     * @param owners members by their ids, with the keys that sign for them
     */
    public BankClient(
            String url, Duration answerWithin, Function<String, Party> owners, Clock clock) {
        this.url = url;
        this.answerWithin = answerWithin;
        this.owners = owners;
        this.clock = clock;
    }

    @Override
    public Optional<byte[]> order(String account, byte[] order, List<OrderSignature> signatures) {
        return body(ask("POST", account, "orders", order, signatures));
    }

    @Override
    public Optional<byte[]> status(String account, String orderId) {
        return body(ask("GET", account, "orders/" + orderId));
    }

    @Override
    public Optional<Mail> mail(String account, long after) {
        HttpResponse<byte[]> answer = ask("GET", account, "mail?after=" + after);
        return body(answer).map(message -> mail(answer, message));
    }

    private static Mail mail(HttpResponse<byte[]> answer, byte[] message) {
        List<String> named =
                List.of(answer.headers().firstValue(BankDoor.MAIL).orElse("").split(" ", -1));
        try {
            return new Mail(
                    Long.parseLong(named.getFirst()), Kind.valueOf(named.getLast()), message);
        } catch (IllegalArgumentException e) {
            throw new MessageException("a mail without its number", e);
        }
    }

    @Override
    public void taken(String account, long number) {
        var _ = ask("DELETE", account, "mail/" + number);
    }

    @Override
    public Optional<byte[]> cancel(String account, byte[] request) {
        return body(ask("POST", account, "cancellations", request, List.of()));
    }

    @Override
    public byte[] statement(String account, LocalDate day) {
        return body(ask("GET", account, "statements/" + day))
                .orElseThrow(() -> new MessageException("no statement of " + day));
    }

    private static Optional<byte[]> body(HttpResponse<byte[]> answer) {
        return answer.statusCode() == 200 ? Optional.of(answer.body()) : Optional.empty();
    }

    private HttpResponse<byte[]> ask(String method, String account, String what) {
        return ask(method, account, what, new byte[0], List.of());
    }

    private HttpResponse<byte[]> ask(
            String method,
            String account,
            String what,
            byte[] message,
            List<OrderSignature> signatures) {
        URI uri = URI.create(url + "/accounts/" + account + "/" + what);
        Party owner = owners.apply(Bank.owner(account));
        String target = uri.getPath() + (uri.getQuery() == null ? "" : "?" + uri.getQuery());
        RequestSignature signature =
                RequestSignature.sign(owner, clock.millis(), method, target, message);
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri)
                        .timeout(answerWithin)
                        .header(RequestSignature.HEADER, signature.text())
                        .method(
                                method,
                                message.length == 0
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofByteArray(message));
        signatures.forEach(each -> request.header(OrderSignature.HEADER, each.text()));
        HttpResponse<byte[]> answer;
        try {
            answer = http.send(request.build(), BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new BankAwayException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BankAwayException(e);
        }
        int status = answer.statusCode();
        if (status >= 500) {
            throw new BankAwayException(method + " " + target + ": HTTP " + status);
        }
        if (status >= 400 && status != 404) {
            throw new MessageException(
                    "%s %s: HTTP %d %s"
                            .formatted(
                                    method,
                                    target,
                                    status,
                                    new String(answer.body(), StandardCharsets.UTF_8)));
        }
        return answer;
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
