package org.xinpiao.platform.cluster;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.xinpiao.contracts.registry.Validator;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Who keeps a ledger together, and its genesis: one file, the same on every machine. It holds no
 * secret, but whoever can change it on its way can take the place of others: compare its hash.
 *
 * @param genesis the chain's first state
 */
public record NetworkFile(String chain, String suite, ByteString genesis, List<Node> nodes) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /**
     * A node as the others see it.
     *
     * @param nodeId of its CometBFT, hexadecimal
     * @param address host and port where its CometBFT is reached
     * @param validator what it is in the genesis; null: a member node without a vote
     */
    public record Node(String name, String nodeId, String address, @Nullable Validator validator) {

        /** Reads what {@link #text} writes. */
        public static Node read(Path file) throws IOException {
            return parse(JSON.readTree(Files.readAllBytes(file)));
        }

        public String text() {
            return NetworkFile.text(put(JSON.createObjectNode()));
        }

        private ObjectNode put(ObjectNode out) {
            out.put("name", name).put("nodeId", nodeId).put("address", address);
            if (validator != null) {
                ValidatorJson.put(out.putObject("validator"), validator);
            }
            return out;
        }

        private static Node parse(JsonNode in) {
            JsonNode own = in.path("validator");
            return new Node(
                    in.required("name").asString(),
                    in.required("nodeId").asString(),
                    in.required("address").asString(),
                    own.isMissingNode() ? null : ValidatorJson.read(own));
        }
    }

    /**
     * Reads what {@link #text} writes.
     *
     * @throws IllegalArgumentException when it is no such file
     */
    public static NetworkFile read(Path file) throws IOException {
        try {
            JsonNode in = JSON.readTree(Files.readAllBytes(file));
            List<Node> nodes = new ArrayList<>();
            in.required("nodes").forEach(node -> nodes.add(Node.parse(node)));
            return new NetworkFile(
                    in.required("chain").asString(),
                    in.required("suite").asString(),
                    bytes(in.required("genesis")),
                    nodes);
        } catch (JacksonException e) {
            throw new IllegalArgumentException(file + " describes no network", e);
        }
    }

    public String text() {
        ObjectNode out = JSON.createObjectNode();
        out.put("chain", chain).put("suite", suite).put("genesis", base64(genesis));
        ArrayNode list = out.putArray("nodes");
        nodes.forEach(node -> node.put(list.addObject()));
        return text(out);
    }

    /** The node of a name. */
    public Optional<Node> node(String name) {
        return nodes.stream().filter(node -> node.name().equals(name)).findFirst();
    }

    private static String text(ObjectNode json) {
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json);
    }

    private static String base64(ByteString bytes) {
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    private static ByteString bytes(JsonNode text) {
        return ByteString.copyFrom(Base64.getDecoder().decode(text.asString()));
    }
}
