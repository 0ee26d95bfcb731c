package org.xinpiao.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xinpiao.ledger.comet.CometHome;
import org.xinpiao.ledger.comet.CometProcess;
import org.xinpiao.ledger.comet.TrustedBlock;

/** Nodes that lost everything come back, one by a snapshot, one by all blocks. */
class JoinIT {

    /** How many transactions there are before; more to measure with. */
    private static final int TRANSACTIONS = Integer.getInteger("transactions", 60);

    private static final int AT_ONCE = Integer.getInteger("at.once", 2);
    private static final int SNAPSHOT_BLOCKS = Integer.getInteger("snapshot.blocks", 10);

    private final Testbed bed = new Testbed();
    @TempDir Path dir;

    @Test
    void wipedNodesComeBackWithTheWholeLog() throws IOException, InterruptedException {
        Optional<Path> program = CometProcess.find(System.getenv(), Path.of("..", ".tools"));
        Assumptions.assumeTrue(
                program.isPresent(),
                "no CometBFT: set XINPIAO_COMETBFT, or let ./xinpiao install it (needs Go)");
        try (CometNetwork network =
                new CometNetwork(bed, dir, program.orElseThrow(), SNAPSHOT_BLOCKS)) {
            network.start();
            fill(network);
            CometNetwork.Node byBlocks = network.node(2);
            CometNetwork.Node bySnapshot = network.node(3);

            bySnapshot.wipe();
            List<String> servers = List.of(network.node(0).rpc(), network.node(1).rpc());
            TrustedBlock trusted = TrustedBlock.ask(servers);
            bySnapshot.options.home().writeStateSync(new CometHome.StateSync(servers, trusted));
            rejoin("by a snapshot", bySnapshot, network);
            assertThat(log(bySnapshot)).contains("Snapshot restored");
            requireSurvivesItsCometBft(bySnapshot, network);
            byBlocks.wipe();
            rejoin("by blocks", byBlocks, network);
            assertThat(log(byBlocks)).doesNotContain("Snapshot restored");

            for (CometNetwork.Node node : network.nodes) {
                String key = "after " + node.options.dir().getFileName();
                assertThat(Testbed.join(node.engine(), bed.command(key, "put a 1")).hasAccepted())
                        .isTrue();
            }
            CometIT.requireOneLog(network.nodes);
            long size = network.node(0).ledger().size();
            network.nodes.forEach(CometNetwork.Node::close);
            for (CometNetwork.Node node : List.of(byBlocks, bySnapshot)) {
                AuditReport report =
                        Audit.run(node.options.dir(), bed.rules, bed.trust(1), (_, _) -> {});
                assertThat(report.bad()).isEmpty();
                assertThat(report.transactions()).isEqualTo(size - 1);
            }
        }
    }

    private void fill(CometNetwork network) throws InterruptedException {
        for (int i = 0; i < TRANSACTIONS; i += AT_ONCE) {
            List<SignedTransaction> some =
                    IntStream.range(i, i + AT_ONCE)
                            .mapToObj(k -> bed.command("k" + k, "put a" + k % 500 + " " + k))
                            .toList();
            assertThat(CometIT.submit(network, some)).allMatch(Receipt::hasAccepted);
        }
        assertThat(network.node(0).ledger().height()).isGreaterThan(2 * SNAPSHOT_BLOCKS + 2);
    }

    private static void rejoin(String how, CometNetwork.Node node, CometNetwork network)
            throws InterruptedException {
        long since = System.nanoTime();
        node.start(network.bed.rules);
        CometIT.requireOneLog(network.nodes);
        System.out.printf(
                "%s: %d blocks with %d transactions in %d ms%n",
                how,
                node.ledger().height(),
                node.ledger().size() - 1,
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - since));
    }

    /**
     * Wiped again; its CometBFT is killed when the ledger was taken over, and wiped: killed at some
     * instants it has written down half, and starts no more.
     */
    private static void requireSurvivesItsCometBft(CometNetwork.Node node, CometNetwork network)
            throws IOException, InterruptedException {
        node.wipe();
        node.start(network.bed.rules);
        CometNetwork.awaitHeight(List.of(node), 1);
        node.comet().kill();
        node.wipeComet();
        node.startComet();
        CometIT.requireOneLog(network.nodes);
    }

    private static String log(CometNetwork.Node node) throws IOException {
        return Files.readString(node.options.home().dir().resolve("cometbft.log"));
    }
}
