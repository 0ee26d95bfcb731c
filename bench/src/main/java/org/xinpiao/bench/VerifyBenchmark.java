package org.xinpiao.bench;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.xinpiao.bench.kernels.Peers;
import org.xinpiao.ledger.Trust;
import org.xinpiao.platform.bill.Issued;
import org.xinpiao.platform.verify.Bundle;
import org.xinpiao.platform.verify.BundleFormat;
import org.xinpiao.platform.verify.BundleSource;
import org.xinpiao.platform.verify.BundleVerifier;
import org.xinpiao.platform.verify.TrustSource;
import org.xinpiao.platform.verify.UnusableException;

/** A bill checked with no network, and how bills stand asked over HTTP. */
final class VerifyBenchmark implements Benchmark {

    private static final int PER_SECOND = 1_000;

    /** The issuer's and a quorum's. */
    private static final int SIGNATURES = 4;

    @Override
    public void run(boolean brief, Report report) throws Exception {
        var messages = Messages.make(IssueBenchmark.generator(), brief ? 2 : 100, visit -> true);
        try (Node node = Node.start()) {
            List<Issued> issued = new IssueLoad(node).run(messages).issued();
            offline(node, issued, brief, report);
            online(node, issued, brief, report);
        }
    }

    private static void offline(Node node, List<Issued> issued, boolean brief, Report report)
            throws UnusableException, GeneralSecurityException {
        List<byte[]> files = new ArrayList<>();
        for (Issued bill : issued.subList(0, Math.min(issued.size(), 200))) {
            Bundle bundle =
                    node.get(BundleSource.class)
                            .export(bill.id().getCode(), bill.id().getNumber())
                            .orElseThrow();
            files.add(BundleFormat.write(bundle));
        }
        Trust trust = node.get(TrustSource.class).trust();
        BundleVerifier verifier = new BundleVerifier();
        time(files, verifier, trust, brief ? 20 : 2_000);
        Latencies each = time(files, verifier, trust, brief ? 20 : 4_000);
        double peer = Peers.verifyMillis(brief ? 10 : 2_000) * SIGNATURES;
        double bytes = files.stream().mapToInt(file -> file.length).average().orElse(0);
        report.add(
                Result.of("verify.offline", each.percentiles().p50(), "ms")
                        .peer(
                                "Bouncy Castle alone, %d SM2 signatures (issuer, 3 of 4 departments)"
                                        .formatted(SIGNATURES),
                                peer)
                        .percentiles(each)
                        .note("one thread; files of %,.0f bytes".formatted(bytes)));
    }

    private static Latencies time(
            List<byte[]> files, BundleVerifier verifier, Trust trust, int times)
            throws UnusableException {
        Latencies each = new Latencies();
        for (int i = 0; i < times; i++) {
            byte[] file = files.get(i % files.size());
            long begin = System.nanoTime();
            boolean valid = verifier.verify(file, trust).valid();
            each.add(System.nanoTime() - begin);
            if (!valid) {
                throw new IllegalStateException("a good bundle is not valid");
            }
        }
        return each;
    }

    private static void online(Node node, List<Issued> issued, boolean brief, Report report)
            throws IOException {
        int port =
                node.context()
                        .getEnvironment()
                        .getRequiredProperty("local.server.port", Integer.class);
        int count = brief ? 100 : 10 * PER_SECOND;
        HttpServer plain = plain(node);
        try (HttpClient http = HttpClient.newHttpClient()) {
            ask(http, port, issued, brief ? 100 : 5 * PER_SECOND);
            Latencies ours = ask(http, port, issued, count);
            ask(http, plain.getAddress().getPort(), issued, count / 5);
            Latencies theirs = ask(http, plain.getAddress().getPort(), issued, count);
            report.add(
                    Result.of("verify.online", ours.percentiles().p99(), "ms")
                            .peer(
                                    "JDK HTTP server, one row by primary key from PostgreSQL, p99",
                                    theirs.percentiles().p99())
                            .percentiles(ours)
                            .note(
                                    "%,d requests/s, from the time each was due"
                                            .formatted(PER_SECOND)));
        } finally {
            plain.stop(0);
        }
    }

    private static Latencies ask(HttpClient http, int port, List<Issued> issued, int count) {
        Latencies each = new Latencies();
        AtomicInteger good = new AtomicInteger();
        Pace.run(
                count,
                PER_SECOND,
                (number, due) -> {
                    Issued bill = issued.get(number % issued.size());
                    String query =
                            String.format(
                                    Locale.ROOT,
                                    "http://127.0.0.1:%d/verify/api/status?code=%s&number=%s&check=%s",
                                    port,
                                    bill.id().getCode(),
                                    bill.id().getNumber(),
                                    bill.checkCode());
                    HttpResponse<String> answer =
                            http.send(
                                    HttpRequest.newBuilder(URI.create(query)).build(),
                                    HttpResponse.BodyHandlers.ofString());
                    each.add(System.nanoTime() - due);
                    if (answer.statusCode() == 200) {
                        good.incrementAndGet();
                    }
                });
        if (good.get() != count) {
            throw new IllegalStateException(good + " of " + count + " were answered");
        }
        return each;
    }

    private static HttpServer plain(Node node) throws IOException {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext(
                "/verify/api/status",
                exchange -> {
                    String[] query = exchange.getRequestURI().getQuery().split("[=&]", -1);
                    Map<String, Object> row =
                            node.db()
                                    .sql(
                                            "select total_fen, issued_ms, reversed from bill"
                                                    + " where code = ? and number = ?")
                                    .params(query[1], query[3])
                                    .query()
                                    .singleRow();
                    byte[] body = row.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(200, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        server.start();
        return server;
    }
}
