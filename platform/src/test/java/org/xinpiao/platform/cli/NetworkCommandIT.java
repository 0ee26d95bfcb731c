package org.xinpiao.platform.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xinpiao.ledger.CometEngine;
import org.xinpiao.ledger.Verdict;
import org.xinpiao.ledger.Verifier;
import org.xinpiao.ledger.comet.CometProcess;
import org.xinpiao.platform.cluster.ClusterParts;
import org.xinpiao.platform.cluster.CometKeeper;
import org.xinpiao.platform.cluster.ValidatorNode;
import org.xinpiao.platform.node.Founding;
import org.xinpiao.platform.node.Network;
import picocli.CommandLine;

/** A network laid out by its operators' commands, each on a machine of its own. */
class NetworkCommandIT {

    private static final String GATEWAY = "gateway";
    private static final long PATIENCE_MILLIS = 90_000;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    @TempDir Path dir;

    @Test
    void networkThatWasLaidOutCosignsItsFirstBlocks() throws Exception {
        Optional<Path> program = CometProcess.find(System.getenv(), Path.of("..", ".tools"));
        Assumptions.assumeTrue(
                program.isPresent(),
                "no CometBFT: set XINPIAO_COMETBFT, or let ./xinpiao install it (needs Go)");
        layOut();
        List<AutoCloseable> running = new ArrayList<>();
        try {
            for (String department : Founding.DEPARTMENTS) {
                running.add(ValidatorNode.start(dir.resolve(department), program.orElseThrow()));
            }
            Path data = dir.resolve(GATEWAY);
            CometEngine engine = open(data);
            running.add(engine);
            CometKeeper comet = new CometKeeper(program.orElseThrow(), Network.home(data));
            running.addFirst(comet);

            assertThat(engine.ledger().awaitAbove(1, PATIENCE_MILLIS)).isGreaterThan(1);
            assertThat(Verifier.checkpoint(engine.ledger().checkpoint(), engine.trust()))
                    .isInstanceOf(Verdict.OfCheckpoint.Signed.class);
            assertThat(engine.trust().quorum()).isEqualTo(3);
            comet.letGo();
        } finally {
            for (AutoCloseable each : running.reversed()) {
                each.close();
            }
        }
    }

    /** Each department makes its entry, one founds, all lay out their node. */
    private void layOut() throws IOException {
        List<Integer> ports = ClusterParts.freePorts(10);
        List<String> found = new ArrayList<>(List.of("network", "found"));
        List<String> names =
                Stream.concat(Founding.DEPARTMENTS.stream(), Stream.of(GATEWAY)).toList();
        for (int i = 0; i < names.size(); i++) {
            List<String> entry =
                    new ArrayList<>(
                            List.of(
                                    "network",
                                    "entry",
                                    names.get(i),
                                    "--address",
                                    "127.0.0.1:" + ports.get(i)));
            if (names.get(i).equals(GATEWAY)) {
                entry.add("--no-vote");
            }
            Path file = dir.resolve(names.get(i) + ".json");
            Files.writeString(file, run(0, data(entry, names.get(i))));
            found.add(file.toString());
        }
        Path network = dir.resolve("network.json");
        Files.writeString(network, run(0, data(found, GATEWAY)));
        for (int i = 0; i < names.size(); i++) {
            List<String> join =
                    List.of(
                            "network",
                            "join",
                            network.toString(),
                            "--name",
                            names.get(i),
                            "--rpc-port",
                            ports.get(5 + i).toString());
            run(0, data(join, names.get(i)));
        }
        run(2, data(List.of("network", "join", network.toString(), "--name", "data"), "finance"));
        assertThat(err.toString()).contains("holds the keys of another node");
        run(2, data(List.of("network", "join", network.toString(), "--name", "none"), "finance"));
        run(2, data(List.of("network", "join", found.getLast(), "--name", "data"), "data"));
        assertThat(err.toString()).contains("describes no network");
    }

    private String[] data(List<String> words, String name) {
        return Stream.concat(words.stream(), Stream.of("--data", dir.resolve(name).toString()))
                .toArray(String[]::new);
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

    private static CometEngine open(Path data) throws IOException {
        Network network = Network.read(data).orElseThrow();
        ByteString genesis = ByteString.copyFrom(Files.readAllBytes(data.resolve("genesis.pb")));
        return CometEngine.open(network.options(data, genesis, null, Clock.systemUTC()));
    }
}
