package org.xinpiao.platform.cli;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.xinpiao.platform.node.Network;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks a running node by the JSON-RPC of its CometBFT: its process alone can open its store. */
final class NodeRpc implements AutoCloseable {

    /** Longer than CometBFT waits for a block with a transaction. */
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final URI uri;
    private final HttpClient client =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(TIMEOUT)
                    .build();

    NodeRpc(Network network) {
        uri = URI.create("http://127.0.0.1:" + network.rpcPort() + "/");
    }

    /** The node does not answer, or not with what was asked for; told in one sentence. */
    static final class NoAnswerException extends RuntimeException {

        private static final long serialVersionUID = 1;

        NoAnswerException(String why) {
            super("节点没有回答 / the node does not answer: " + why);
        }
    }

    /**
     * What became of a transaction.
     *
     * @param code of the reason; empty: accepted
     */
    record Result(String code, String text) {

        boolean isAccepted() {
            return code.isEmpty();
        }
    }

    /** The last committed height. */
    long height() {
        return query("registry/chain").path("height").asLong();
    }

    /** A value of the committed state. */
    <M extends Message> Optional<M> read(String key, Parser<M> parser) {
        String value = query(key).path("value").asString("");
        try {
            return value.isEmpty()
                    ? Optional.empty()
                    : Optional.of(parser.parseFrom(Base64.getDecoder().decode(value)));
        } catch (InvalidProtocolBufferException e) {
            throw new NoAnswerException(key + " is unreadable");
        }
    }

    private JsonNode query(String key) {
        String data = HexFormat.of().formatHex(key.getBytes(StandardCharsets.UTF_8));
        return call("abci_query", Map.of("path", "/state", "data", data)).path("response");
    }

    /** Hands over a transaction and waits for the block with it. */
    Result commit(ByteString transaction) {
        String bytes = Base64.getEncoder().encodeToString(transaction.toByteArray());
        JsonNode result = call("broadcast_tx_commit", Map.of("tx", bytes));
        for (String step : new String[] {"check_tx", "tx_result"}) {
            JsonNode of = result.path(step);
            if (of.path("code").asInt(0) != 0) {
                return new Result(of.path("codespace").asString("?"), of.path("log").asString(""));
            }
        }
        return new Result("", "");
    }

    private JsonNode call(String method, Map<String, String> parameters) {
        String body =
                JSON.writeValueAsString(
                        Map.of("jsonrpc", "2.0", "id", 1, "method", method, "params", parameters));
        HttpRequest request =
                HttpRequest.newBuilder(uri)
                        .timeout(TIMEOUT)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build();
        try {
            JsonNode answer =
                    JSON.readTree(
                            client.send(request, HttpResponse.BodyHandlers.ofString()).body());
            if (answer.has("error")) {
                throw new NoAnswerException(answer.path("error").path("data").asString("?"));
            }
            return answer.path("result");
        } catch (IOException | JacksonException e) {
            throw new NoAnswerException(uri + ": " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NoAnswerException("interrupted");
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
