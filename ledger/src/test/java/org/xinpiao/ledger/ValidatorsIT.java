package org.xinpiao.ledger;

import static java.util.Comparator.comparingLong;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xinpiao.contracts.Rules.ValidatorRecord;
import org.xinpiao.crypto.Suites;
import org.xinpiao.ledger.comet.CometProcess;

/** Validators come, go and get other keys while transactions trickle in. */
class ValidatorsIT {

    /** How many blocks it may take until a validator that votes is among those who signed. */
    private static final int BLOCKS = 50;

    /** Rounds without a proposer and nodes that share two cores take their time. */
    private static final Duration REST_MAX = Duration.ofSeconds(30);

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
    void oneJoinsOneLeavesOneGetsOtherKeysAndNothingStops() throws InterruptedException {
        List<Path> ledgers = new ArrayList<>();
        try (CometNetwork network = new CometNetwork(bed, dir, program)) {
            network.start();
            Trust first = network.trust();
            List<CometNetwork.Node> staying = network.nodes.subList(2, 4);
            List<ValidatorRecord> validators = new ArrayList<>(network.validators);
            List<Receipt> receipts;
            String early;
            try (Trickle trickle = new Trickle(List.copyOf(staying))) {
                assertThat(submit(network.node(2), "first", "put first 1").hasAccepted()).isTrue();
                CometNetwork.Node fifth = join(network);
                early = network.node(2).ledger().proof(1);
                validators.add(fifth.place().validator("v4"));
                change(network, validators);
                requireSigner(network, fifth, 4);

                ValidatorRecord leaving = validators.removeFirst();
                Receipt gone = change(network, validators);
                requireNoSigner(network, network.node(0), gone.getHeight());
                assertThat(leaving.name()).isEqualTo("v0");

                CometNetwork.Node sixth = join(network);
                validators.set(0, sixth.place().validator(validators.getFirst().name()));
                Receipt rekeyed = change(network, validators);
                requireSigner(network, sixth, 3);
                requireNoSigner(network, network.node(1), rekeyed.getHeight());
                network.node(1).close();
                network.nodes.remove(1);
                // Who votes no more still takes transactions.
                assertThat(submit(network.node(0), "last", "put last 1").hasAccepted()).isTrue();
                receipts = trickle.stop();
            }

            assertThat(receipts).isNotEmpty().allMatch(Receipt::hasAccepted);
            requireNoRest(network.node(2).ledger());
            requireOneLog(network.nodes);
            requireTrust(network, first, early, receipts);
            network.nodes.forEach(node -> ledgers.add(node.options.dir()));
        }
        for (Path ledger : ledgers) {
            assertThat(Audit.run(ledger, bed.rules, bed.trust(1), (_, _) -> {}).bad()).isEmpty();
        }
    }

    /** A new node, which has caught up with the others. */
    private CometNetwork.Node join(CometNetwork network) throws InterruptedException {
        long height = network.node(2).ledger().height();
        CometNetwork.Node node = network.add();
        node.start(bed.rules);
        CometNetwork.awaitHeight(List.of(node), height);
        CometNetwork.awaitHeight(List.of(node), network.node(2).ledger().height());
        return node;
    }

    private Receipt change(CometNetwork network, List<ValidatorRecord> validators) {
        String text = ToyRules.text(validators);
        Receipt receipt = submit(network.node(2), "change " + text, "validators " + text);
        assertThat(receipt.hasAccepted()).isTrue();
        return receipt;
    }

    private Receipt submit(CometNetwork.Node node, String key, String command) {
        return Testbed.join(
                node.engine(),
                bed.signed(bed.transaction("k" + key.hashCode(), command).setMember(Testbed.BOB)));
    }

    /** Sooner or later a checkpoint bears the node's signature, and is good for those who vote. */
    private static void requireSigner(CometNetwork network, CometNetwork.Node node, int quorum)
            throws InterruptedException {
        CometNetwork.Node asked = network.node(2);
        String name = node.place().department().name();
        long begin = asked.ledger().height();
        for (int i = 0; i < BLOCKS; i++) {
            CometNetwork.awaitHeight(List.of(asked), begin + i);
            Trust trust = asked.engine().trust();
            if (trust.keys().stream().anyMatch(key -> key.name().equals(name))
                    && Verifier.checkpoint(asked.ledger().checkpoint(), trust)
                            instanceof Verdict.OfCheckpoint.Signed signed
                    && signed.signers().contains(name)) {
                assertThat(trust.quorum()).isEqualTo(quorum);
                return;
            }
        }
        throw new AssertionError(name + " did not sign");
    }

    /** Once a change is in force, who was removed is not among those who sign. */
    private static void requireNoSigner(CometNetwork network, CometNetwork.Node node, long changed)
            throws InterruptedException {
        CometNetwork.Node asked = network.node(2);
        CometNetwork.awaitHeight(List.of(asked, node), changed + 4);
        String name = node.place().department().name();
        assertThat(asked.ledger().checkpoint()).doesNotContain("\u2014 " + name);
        assertThat(asked.engine().trust().keys()).noneMatch(key -> key.name().equals(name));
    }

    /** New proofs need the quorum of the day; old ones are good for whoever believes either. */
    private static void requireTrust(
            CometNetwork network, Trust first, String early, List<Receipt> receipts) {
        Ledger ledger = network.node(2).ledger();
        byte[] leaf = requireNonNull(ledger.receipt(1)).toByteArray();
        assertThat(Verifier.inclusion(early, leaf, first)).isInstanceOf(Verdict.Included.class);
        Trust now = network.node(2).engine().trust();
        assertThat(now.keys()).hasSize(4);
        assertThat(now.former()).hasSize(3).isSortedAccordingTo(comparingLong(Trust.Former::size));
        assertThat(Verifier.inclusion(early, leaf, now)).isInstanceOf(Verdict.Included.class);
        assertThat(Verifier.inclusion(early, leaf, now.withFormer(List.of())))
                .isInstanceOf(Verdict.Failed.class);
        for (Receipt receipt : List.of(receipts.getFirst(), receipts.getLast())) {
            long index =
                    ledger.find(receipt.getMember(), receipt.getIdempotencyKey()).orElseThrow();
            String proof = ledger.proof(index);
            byte[] bytes = receipt.toByteArray();
            assertThat(Verifier.inclusion(proof, bytes, now)).isInstanceOf(Verdict.Included.class);
            assertThat(Verifier.inclusion(proof, bytes, first))
                    .isInstanceOfSatisfying(
                            Verdict.Failed.class,
                            no -> assertThat(no.fault()).isEqualTo(Verdict.Fault.NO_QUORUM));
        }
    }

    private static void requireNoRest(Ledger ledger) {
        long before = requireNonNull(ledger.block(2)).block().getTimeMs();
        for (long height = 3; height <= ledger.height(); height++) {
            long time = requireNonNull(ledger.block(height)).block().getTimeMs();
            assertThat(time - before).as("block %d", height).isLessThan(REST_MAX.toMillis());
            before = time;
        }
    }

    /** All nodes hold the same receipts. */
    private static void requireOneLog(List<CometNetwork.Node> nodes) throws InterruptedException {
        long height = nodes.stream().mapToLong(node -> node.ledger().height()).max().orElseThrow();
        CometNetwork.awaitHeight(nodes, height);
        assertThat(
                        nodes.stream()
                                .map(node -> requireNonNull(node.ledger().block(height)).block())
                                .collect(Collectors.toSet()))
                .hasSize(1);
    }

    /** Submits something ten times a second. */
    private final class Trickle implements AutoCloseable {

        private final List<CompletableFuture<Receipt>> answers = new ArrayList<>();
        private final List<CometNetwork.Node> nodes;
        private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

        Trickle(List<CometNetwork.Node> nodes) {
            this.nodes = nodes;
            var _ = clock.scheduleAtFixedRate(this::submit, 0, 100, TimeUnit.MILLISECONDS);
        }

        private void submit() {
            int i = answers.size();
            answers.add(
                    nodes.get(i % nodes.size())
                            .engine()
                            .submit(bed.command("t" + i, "put t" + i % 7 + " " + i))
                            .toCompletableFuture());
        }

        /** What became of everything that was submitted. */
        List<Receipt> stop() throws InterruptedException {
            clock.shutdown();
            assertThat(clock.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
            return answers.stream().map(CompletableFuture::join).toList();
        }

        @Override
        public void close() {
            clock.shutdownNow();
            clock.close();
        }
    }
}
