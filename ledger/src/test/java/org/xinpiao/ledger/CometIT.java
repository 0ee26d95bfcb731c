package org.xinpiao.ledger;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xinpiao.crypto.Suites;
import org.xinpiao.ledger.comet.CometProcess;

class CometIT {

    private final Testbed bed = new Testbed(Suites.national());
    @TempDir Path dir;
    private Path program = Path.of("cometbft");

    @BeforeEach
    void findCometBft() {
        Optional<Path> found = CometProcess.find(System.getenv(), Path.of("..", ".tools"));
        Assumptions.assumeTrue(
                found.isPresent(),
                "no CometBFT: set XINPIAO_COMETBFT, or let ./xinpiao install it (needs Go)");
        program = found.orElseThrow();
    }

    @Test
    void fourNodesKeepOneLedger() throws InterruptedException {
        try (CometNetwork network = new CometNetwork(bed, dir, program)) {
            network.start();
            List<SignedTransaction> sent = new ArrayList<>();
            for (int i = 0; i < 240; i++) {
                sent.add(bed.command("k" + i, "put a" + i % 50 + " " + i));
            }
            List<Receipt> receipts = submit(network, sent);

            assertThat(receipts).allMatch(Receipt::hasAccepted);
            requireOneLog(network.nodes);
            // The same transaction at another node, and one whose key is taken.
            assertThat(Testbed.join(network.node(2).engine(), sent.getFirst()))
                    .isEqualTo(receipts.getFirst());
            assertThat(Testbed.join(network.node(3).engine(), bed.command("k0", "put a 0")))
                    .extracting(r -> r.getRejected().getCode())
                    .isEqualTo("transaction.key-reused");
            requireQuorum(network, receipts.getLast());
        }
    }

    /** A proof from the running network: three signatures of four are enough, two are not. */
    private static void requireQuorum(CometNetwork network, Receipt receipt)
            throws InterruptedException {
        CometNetwork.awaitHeight(List.of(network.node(1)), receipt.getHeight());
        Ledger ledger = network.node(1).ledger();
        long index = ledger.find(receipt.getMember(), receipt.getIdempotencyKey()).orElseThrow();
        String proof = ledger.proof(index);
        Trust trust = network.trust();
        assertThat(trust.quorum()).isEqualTo(3);
        byte[] leaf = receipt.toByteArray();

        assertThat(Verifier.inclusion(withSignatures(proof, 3), leaf, trust))
                .isInstanceOfSatisfying(
                        Verdict.Included.class,
                        included -> assertThat(included.checkpoint().signers()).hasSize(3));
        assertThat(Verifier.inclusion(withSignatures(proof, 2), leaf, trust))
                .isEqualTo(new Verdict.Failed(Verdict.Fault.NO_QUORUM, "2 of 3"));
    }

    /** The proof with only the first signatures on its checkpoint. */
    private static String withSignatures(String proof, int count) {
        List<String> lines = proof.lines().toList();
        List<String> signatures = lines.stream().filter(l -> l.startsWith("\u2014 ")).toList();
        assertThat(signatures).hasSizeGreaterThanOrEqualTo(3);
        return lines.stream()
                .filter(l -> signatures.indexOf(l) < count)
                .collect(Collectors.joining("\n", "", "\n"));
    }

    @Test
    void threeGoOnWithoutTheFourthWhichCatchesUp() throws InterruptedException {
        try (CometNetwork network = new CometNetwork(bed, dir, program)) {
            network.start();
            submit(network, commands("before", 40));
            List<CometNetwork.Node> others = network.nodes.subList(0, 3);
            List<CompletableFuture<Receipt>> underWay =
                    commands("meanwhile", 40).stream()
                            .map(t -> others.get(1).engine().submit(t).toCompletableFuture())
                            .toList();
            network.node(3).comet().kill();
            network.node(3).close();

            assertThat(underWay).extracting(CompletableFuture::join).allMatch(Receipt::hasAccepted);
            List<Receipt> receipts = new ArrayList<>();
            for (SignedTransaction transaction : commands("without", 10)) {
                receipts.add(Testbed.join(others.get(receipts.size() % 3).engine(), transaction));
            }
            assertThat(receipts).allMatch(Receipt::hasAccepted);
            requireQuorum(network, receipts.getLast());

            network.node(3).start(bed.rules);
            requireOneLog(network.nodes);
            assertThat(submit(network, commands("after", 40))).allMatch(Receipt::hasAccepted);
            requireOneLog(network.nodes);
        }
    }

    @Test
    void submissionSurvivesTheLossOfItsCometBft() throws InterruptedException {
        try (CometNetwork network = new CometNetwork(bed, dir, program)) {
            network.start();
            submit(network, commands("before", 4));
            network.node(0).comet().kill();
            CompletableFuture<Receipt> answer =
                    network.node(0)
                            .engine()
                            .submit(bed.command("meanwhile", "put a 1"))
                            .toCompletableFuture();
            network.node(0).startComet();

            assertThat(answer.join().hasAccepted()).isTrue();
        }
    }

    @Test
    void allFourAreKilledAtOnceAndGoOn() throws InterruptedException {
        List<Receipt> receipts;
        List<SignedTransaction> sent = commands("before", 20);
        try (CometNetwork network = new CometNetwork(bed, dir, program)) {
            network.start();
            receipts = submit(network, sent);
            network.nodes.forEach(node -> node.comet().kill());
            network.nodes.forEach(CometNetwork.Node::close);

            network.start();
            assertThat(submit(network, sent)).isEqualTo(receipts);
            assertThat(submit(network, commands("after", 20))).allMatch(Receipt::hasAccepted);
            requireOneLog(network.nodes);
            requireQuorum(network, receipts.getFirst());
        }
    }

    /** Who has genesis and addresses is no guest yet. */
    @Test
    void strangerGetsNothingUntilItIsAdmitted() throws InterruptedException {
        try (CometNetwork network = new CometNetwork(bed, dir, program)) {
            network.start();
            CometNetwork.Node stranger = network.stranger();
            stranger.start(bed.rules);
            List<Receipt> receipts = new ArrayList<>();
            for (SignedTransaction transaction : commands("before", 20)) {
                receipts.add(Testbed.join(network.node(0).engine(), transaction));
            }
            assertThat(stranger.ledger().height()).isZero();

            network.admit(stranger);
            stranger.comet().close(); // It may have stopped trying.
            stranger.startComet();
            CometNetwork.awaitHeight(List.of(stranger), receipts.getLast().getHeight());
            requireOneLog(network.nodes);
        }
    }

    /** A node whose rules write something else stops at that block; the others go on. */
    @Test
    void nodeThatComputesSomethingElseStopsAlone() throws InterruptedException {
        try (CometNetwork network = new CometNetwork(bed, dir, program)) {
            network.nodes.subList(0, 3).forEach(node -> node.start(bed.rules));
            network.node(3).start(new LyingRules(bed.rules));
            CometNetwork.awaitHeight(network.nodes, 2);
            submit(network, commands("before", 20));
            List<CometNetwork.Node> honest = network.nodes.subList(0, 3);
            Receipt lie = Testbed.join(honest.getFirst().engine(), bed.command("lie", "put lie 1"));
            for (SignedTransaction transaction : commands("after", 10)) {
                assertThat(Testbed.join(honest.get(1).engine(), transaction).hasAccepted())
                        .isTrue();
            }

            requireOneLog(honest);
            assertThat(network.node(3).ledger().height()).isLessThanOrEqualTo(lie.getHeight());
            assertThat(honest.getFirst().ledger().height()).isGreaterThan(lie.getHeight());
        }
    }

    private List<SignedTransaction> commands(String name, int count) {
        List<SignedTransaction> commands = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            commands.add(bed.command(name + i, "put " + name + i % 7 + " " + i));
        }
        return commands;
    }

    /** Submits through all nodes in turn and waits for the receipts. */
    static List<Receipt> submit(CometNetwork network, List<SignedTransaction> sent) {
        List<CompletableFuture<Receipt>> answers = new ArrayList<>();
        for (SignedTransaction transaction : sent) {
            CometNetwork.Node node = network.node(answers.size() % CometNetwork.SIZE);
            answers.add(node.engine().submit(transaction).toCompletableFuture());
        }
        return answers.stream().map(CompletableFuture::join).toList();
    }

    /** All nodes hold the same blocks, receipts and roots. */
    static void requireOneLog(List<CometNetwork.Node> nodes) throws InterruptedException {
        long height = nodes.stream().mapToLong(node -> node.ledger().height()).max().orElseThrow();
        CometNetwork.awaitHeight(nodes, height);
        Ledger first = nodes.getFirst().ledger();
        for (CometNetwork.Node node : nodes) {
            for (long h = 1; h <= height; h++) {
                assertThat(requireNonNull(node.ledger().block(h)))
                        .as("block %d of %s", h, node.options.dir())
                        .isEqualTo(requireNonNull(first.block(h)));
            }
        }
    }
}
