package org.xinpiao.ledger.comet;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Base64;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands transactions to a CometBFT process by its JSON-RPC. Safe for use by many threads. */
public final class CometRpc implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CometRpc.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final URI uri;
    private final HttpClient client =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(TIMEOUT)
                    .build();

    /** A process that listens on a port of this machine. */
    public CometRpc(int port) {
        uri = URI.create("http://127.0.0.1:" + port + "/");
    }

    /** What became of a transaction that was handed over. */
    public enum Handed {
        /** It is in the mempool, or was there before. */
        TAKEN,
        /** The mempool is full. */
        FULL,
        /** CometBFT is not there, is catching up or failed; perhaps it has the transaction. */
        UNKNOWN
    }

    /** Hands over a transaction; whether it is a good one, the application is asked later. */
    public Handed broadcast(ByteString transaction) throws InterruptedException {
        String body =
                """
                {"jsonrpc":"2.0","id":1,"method":"broadcast_tx_async","params":{"tx":"%s"}}\
                """
                        .formatted(Base64.getEncoder().encodeToString(transaction.toByteArray()));
        HttpRequest request =
                HttpRequest.newBuilder(uri)
                        .timeout(TIMEOUT)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build();
        try {
            return handed(client.send(request, HttpResponse.BodyHandlers.ofString()).body());
        } catch (IOException e) {
            LOG.debug("CometBFT cannot be reached: {}", e.toString());
            return Handed.UNKNOWN;
        }
    }

    /** Reads an answer: a result, or an error of which only the sentence tells what it is. */
    static Handed handed(String answer) {
        boolean result = answer.contains("\"result\"") && !answer.contains("\"error\"");
        if (result || answer.contains("tx already exists in cache")) {
            return Handed.TAKEN;
        }
        if (answer.contains("mempool is full")) {
            return Handed.FULL;
        }
        if (!answer.contains("catching up")) {
            LOG.warn("CometBFT did not take a transaction: {}", answer);
        }
        return Handed.UNKNOWN;
    }

    @Override
    public void close() {
        client.shutdownNow();
        client.close();
    }
}
