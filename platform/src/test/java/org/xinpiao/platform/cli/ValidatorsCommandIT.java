package org.xinpiao.platform.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xinpiao.contracts.registry.RegistryReason;
import org.xinpiao.ledger.CheckpointKey;
import org.xinpiao.ledger.CometEngine;
import org.xinpiao.ledger.comet.CometProcess;
import org.xinpiao.platform.cluster.Cluster;
import org.xinpiao.platform.node.Network;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

class ValidatorsCommandIT {

    /** How long until the next block, and how many until it is in force, on a busy machine. */
    private static final long BLOCK_MILLIS = 10_000;

    private static final int BLOCKS = 5;

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final long PATIENCE_MILLIS = 120_000;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir Path dir;

    @Test
    void printsTheValidatorsAndVotesForOthers() throws Exception {
        Optional<Path> program = CometProcess.find(System.getenv(), Path.of("..", ".tools"));
        Assumptions.assumeTrue(
                program.isPresent(),
                "no CometBFT: set XINPIAO_COMETBFT, or let ./xinpiao install it (needs Go)");
        try (Cluster cluster = Cluster.start(dir.resolve("cluster"), program.orElseThrow(), false);
                CometEngine engine = gateway(cluster)) {
            assertThat(engine.ledger().awaitAbove(1, PATIENCE_MILLIS)).isGreaterThan(1);
            String gateway = cluster.gateway().toString();
            ObjectNode first = (ObjectNode) JSON.readTree(run(0, "validators", "--data", gateway));
            assertThat(first.path("version").asLong()).isEqualTo(1);
            assertThat(first.path("votes")).isEmpty();
            assertThat(first.path("validators"))
                    .extracting(v -> v.path("department").asString())
                    .containsExactly("data", "finance", "health", "insurance");

            JsonNode entry = newEntry(cluster);
            ((ArrayNode) first.path("validators")).set(0, entry);
            Path file = Files.writeString(dir.resolve("wanted.json"), first.toString());
            assertThat(run(0, "validators", "change", file.toString(), "--data", gateway))
                    .contains("data: ", "finance: ", "health: ", "version 2 is in force")
                    .doesNotContain("insurance: ");

            JsonNode second = JSON.readTree(run(0, "validators", "--data", gateway));
            assertThat(second.path("version").asLong()).isEqualTo(2);
            assertThat(second.path("validators").path(0)).isEqualTo(entry);
            run(1, "validators", "change", file.toString(), "--data", gateway);
            assertThat(err.toString()).contains(RegistryReason.VALIDATOR_VERSION.code());
            // The new node does not run: the other three go on, and sign.
            requireSigner(engine, entry.path("checkpointKey").asString());
            cluster.letGo();
        }
    }

    /** From some block on the key is among those that a verifier believes. */
    private static void requireSigner(CometEngine engine, String vkey) throws Exception {
        long height = engine.ledger().height();
        for (int i = 0; i < BLOCKS && !signers(engine).contains(vkey); i++) {
            height = engine.ledger().awaitAbove(height, BLOCK_MILLIS);
        }
        assertThat(signers(engine)).contains(vkey);
    }

    private static List<String> signers(CometEngine engine) {
        return engine.trust().keys().stream().map(CheckpointKey::vkey).toList();
    }

    /** What a second node of a department would be as a validator. */
    private JsonNode newEntry(Cluster cluster) throws Exception {
        Network network = Network.read(cluster.gateway()).orElseThrow();
        Path node = Files.createDirectory(dir.resolve("data-2"));
        run(2, "validators", "key", "--data", node.toString());
        network.write(node);
        run(2, "validators", "key", "--data", node.toString());
        new Network(network.chain(), network.suite(), "data", network.rpcPort(), false).write(node);
        String printed = run(0, "validators", "key", "--data", node.toString());
        assertThat(run(0, "validators", "key", "--data", node.toString())).isEqualTo(printed);
        return JSON.readTree(printed);
    }

    @Test
    void whatCannotBeUsedIsToldInASentence() throws Exception {
        new Network("chain", "xp-national-1", "data", 1, false).write(dir);
        String node = dir.toString();
        run(1, "validators", "--data", node);
        assertThat(err.toString()).contains("does not answer");
        run(2, "validators");
        run(2, "validators", "change", dir.resolve("none").toString(), "--data", node);
        Path file = Files.writeString(dir.resolve("bad.json"), "{\"validators\": []}");
        run(2, "validators", "change", file.toString(), "--data", node);
        assertThat(err.toString()).contains("is no list of validators");
    }

    private String run(int code, String... arguments) {
        out.getBuffer().setLength(0);
        CommandLine line =
                Xinpiao.commandLine()
                        .setOut(new PrintWriter(out, true))
                        .setErr(new PrintWriter(err, true));
        assertThat(line.execute(arguments)).as("%s %s", out, err).isEqualTo(code);
        return out.toString();
    }

    private static CometEngine gateway(Cluster cluster) throws Exception {
        Path data = cluster.gateway();
        Network network = Network.read(data).orElseThrow();
        ByteString genesis = ByteString.copyFrom(Files.readAllBytes(data.resolve("genesis.pb")));
        return CometEngine.open(network.options(data, genesis, null, Clock.systemUTC()));
    }
}
