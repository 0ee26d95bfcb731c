package org.xinpiao.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.xinpiao.contracts.Rules;
import org.xinpiao.ledger.comet.CometHome;
import org.xinpiao.ledger.comet.CometProcess;

/** Four validators on this machine: four CometBFT processes and four applications in this one. */
final class CometNetwork implements AutoCloseable {

    static final int SIZE = 4;
    private static final long PATIENCE_MILLIS = 60_000;

    final List<Node> nodes = new ArrayList<>();
    private final Testbed bed;
    private final Path program;

    /** Makes keys, genesis and settings; nothing runs yet. */
    CometNetwork(Testbed bed, Path dir, Path program) {
        this.bed = bed;
        this.program = program;
        List<CometHome> homes =
                IntStream.range(0, SIZE)
                        .mapToObj(i -> new CometHome(dir.resolve("c" + i)))
                        .toList();
        List<CometHome.Identity> identities = homes.stream().map(CometHome::identity).toList();
        List<Cosigner> departments =
                IntStream.range(0, SIZE)
                        .mapToObj(i ->
                                new Cosigner("dept" + i + ".example", bed.suite.newSigningKey()))
                        .toList();
        List<CometOptions.Seat> seats =
                IntStream.range(0, SIZE)
                        .mapToObj(i ->
                                new CometOptions.Seat(
                                        identities.get(i).validatorKey(),
                                        departments.get(i).publicKey(Testbed.ORIGIN)))
                        .toList();
        List<Integer> ports = freePorts(2 * SIZE);
        Instant time = Instant.now();
        for (int i = 0; i < SIZE; i++) {
            CometOptions options =
                    new CometOptions(
                            dir.resolve("n" + i),
                            Testbed.CHAIN,
                            Testbed.GENESIS,
                            bed.suite,
                            bed.rules,
                            Testbed.ORIGIN,
                            seats,
                            departments.get(i),
                            homes.get(i),
                            ports.get(2 * i),
                            InstantSource.system(),
                            SoloOptions.Limits.DEFAULT);
            homes.get(i)
                    .writeGenesis(
                            Testbed.CHAIN,
                            time,
                            IntStream.range(0, SIZE)
                                    .mapToObj(v ->
                                            new CometHome.Validator(
                                                    "v" + v, identities.get(v).validatorKey()))
                                    .toList(),
                            options.applicationState(),
                            options.limits().blockBytes());
            int self = i;
            homes.get(i)
                    .writeSettings(
                            new CometHome.Settings(
                                    "v" + i,
                                    "127.0.0.1:" + ports.get(2 * i + 1),
                                    ports.get(2 * i),
                                    IntStream.range(0, SIZE)
                                            .filter(v -> v != self)
                                            .mapToObj(v ->
                                                    new CometHome.Peer(
                                                            identities.get(v).nodeId(),
                                                            "127.0.0.1:" + ports.get(2 * v + 1)))
                                            .toList(),
                                    100,
                                    500,
                                    StateMachine.TRANSACTION_BYTES_MAX,
                                    5_000,
                                    64L << 20));
            nodes.add(new Node(options));
        }
    }

    private static List<Integer> freePorts(int count) {
        List<ServerSocket> held = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                held.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            }
            List<Integer> ports = held.stream().map(ServerSocket::getLocalPort).toList();
            for (ServerSocket socket : held) {
                socket.close();
            }
            return ports;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts all nodes and waits until each of them has the first blocks. */
    void start() throws InterruptedException {
        nodes.forEach(node -> node.start(bed.rules));
        awaitHeight(nodes, 2);
    }

    Node node(int i) {
        return nodes.get(i);
    }

    Trust trust() {
        return nodes.getFirst().options.trust();
    }

    /** Waits until some nodes have committed a height. */
    static void awaitHeight(List<Node> nodes, long height) throws InterruptedException {
        for (Node node : nodes) {
            long reached = node.ledger().awaitAbove(height - 1, PATIENCE_MILLIS);
            if (reached < height) {
                throw new AssertionError(
                        "%s stands at %d of %d".formatted(node.options.dir(), reached, height));
            }
        }
    }

    @Override
    public void close() {
        nodes.forEach(Node::close);
    }

    /** One validator: its application here, its CometBFT beside. */
    final class Node implements AutoCloseable {

        final CometOptions options;
        private @Nullable CometEngine engine;
        private @Nullable CometProcess comet;

        Node(CometOptions options) {
            this.options = options;
        }

        /** Starts application and CometBFT. */
        void start(Rules rules) {
            engine =
                    CometEngine.open(
                            new CometOptions(
                                    options.dir(),
                                    options.chainId(),
                                    options.genesis(),
                                    options.suite(),
                                    rules,
                                    options.origin(),
                                    options.seats(),
                                    options.department(),
                                    options.home(),
                                    options.rpcPort(),
                                    options.clock(),
                                    options.limits()));
            startComet();
        }

        void startComet() {
            comet = CometProcess.start(program, options.home());
        }

        CometProcess comet() {
            CometProcess running = comet;
            if (running == null) {
                throw new AssertionError("not started");
            }
            return running;
        }

        CometEngine engine() {
            CometEngine running = engine;
            if (running == null) {
                throw new AssertionError("not started");
            }
            return running;
        }

        Ledger ledger() {
            return engine().ledger();
        }

        @Override
        public void close() {
            if (engine != null) {
                engine.close();
                engine = null;
            }
            if (comet != null) {
                comet.close();
                comet = null;
            }
        }
    }
}
