package org.xinpiao.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.xinpiao.contracts.Rules;
import org.xinpiao.contracts.Rules.ValidatorRecord;
import org.xinpiao.ledger.comet.CometHome;
import org.xinpiao.ledger.comet.CometProcess;

/** Four validators on this machine: four CometBFT processes and four applications in this one. */
final class CometNetwork implements AutoCloseable {

    static final int SIZE = 4;
    private static final long PATIENCE_MILLIS = 60_000;

    final List<Node> nodes = new ArrayList<>();

    /** Of the genesis. */
    final List<ValidatorRecord> validators;

    final Testbed bed;
    private final Instant time = Instant.now();
    private final Path dir;
    private final int snapshotBlocks;
    private final Path program;

    /** Makes keys, genesis and settings; nothing runs yet. */
    CometNetwork(Testbed bed, Path dir, Path program) {
        this(bed, dir, program, 0);
    }

    /** The same with nodes that make snapshots every so many heights. */
    CometNetwork(Testbed bed, Path dir, Path program, int snapshotBlocks) {
        this.bed = bed;
        this.dir = dir;
        this.program = program;
        this.snapshotBlocks = snapshotBlocks;
        List<Place> places = IntStream.range(0, SIZE).mapToObj(this::place).toList();
        validators =
                IntStream.range(0, SIZE).mapToObj(i -> places.get(i).validator("v" + i)).toList();
        for (int i = 0; i < SIZE; i++) {
            nodes.add(node(i, places.get(i), places));
        }
    }

    /** Makes one more node, with keys of its own, that knows those which are there, and they it. */
    Node add() {
        Node node = stranger();
        admit(node);
        return node;
    }

    /** Makes one more node that knows those which are there; they do not know it. */
    Node stranger() {
        int i = nodes.size();
        List<Place> others = nodes.stream().map(Node::place).toList();
        nodes.add(node(i, place(i), others));
        return nodes.getLast();
    }

    /** Lets a node connect to the others. */
    void admit(Node stranger) {
        String id = stranger.place().identity().nodeId();
        nodes.forEach(node -> node.place().home().admit(id));
    }

    /** What a node has for itself. */
    record Place(
            CometHome home,
            CometHome.Identity identity,
            Cosigner department,
            int rpcPort,
            String p2pAddress) {

        /** The validator that it can be. */
        ValidatorRecord validator(String name) {
            return new ValidatorRecord(
                    name, identity.validatorKey(), department.publicKey(Testbed.ORIGIN).vkey());
        }

        CometHome.Peer peer() {
            return new CometHome.Peer(identity.nodeId(), p2pAddress);
        }
    }

    private Place place(int i) {
        CometHome home = new CometHome(dir.resolve("c" + i));
        List<Integer> ports = freePorts(2);
        return new Place(
                home,
                home.identity(),
                new Cosigner("dept" + i + ".example", bed.suite.newSigningKey()),
                ports.get(0),
                "127.0.0.1:" + ports.get(1));
    }

    private Node node(int i, Place place, List<Place> all) {
        CometOptions options =
                new CometOptions(
                        dir.resolve("n" + i),
                        Testbed.CHAIN,
                        ToyRules.genesis(validators),
                        bed.suite,
                        bed.rules,
                        Testbed.ORIGIN,
                        place.department(),
                        place.home(),
                        place.rpcPort(),
                        InstantSource.system(),
                        SoloOptions.Limits.DEFAULT,
                        snapshotBlocks,
                        null);
        place.home()
                .writeGenesis(
                        Testbed.CHAIN,
                        time,
                        validators.stream()
                                .map(v -> new CometHome.Validator(v.name(), v.key()))
                                .toList(),
                        options.applicationState(),
                        options.limits().blockBytes());
        place.home()
                .writeSettings(
                        new CometHome.Settings(
                                "v" + i,
                                place.p2pAddress(),
                                place.rpcPort(),
                                all.stream()
                                        .filter(other -> !other.equals(place))
                                        .map(Place::peer)
                                        .toList(),
                                100,
                                500,
                                StateMachine.TRANSACTION_BYTES_MAX,
                                5_000,
                                64L << 20));
        return new Node(place, options);
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
        return nodes.getFirst().engine().trust();
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
        private final Place place;
        private @Nullable CometEngine engine;
        private @Nullable CometProcess comet;

        Node(Place place, CometOptions options) {
            this.place = place;
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
                                    options.department(),
                                    options.home(),
                                    options.rpcPort(),
                                    options.clock(),
                                    options.limits(),
                                    options.snapshotBlocks(),
                                    options.postQuantum()));
            startComet();
        }

        Place place() {
            return place;
        }

        void startComet() {
            comet = CometProcess.start(program, options.home());
        }

        /** Loses everything but the keys and what CometBFT must remember of its votes. */
        void wipe() throws IOException {
            close();
            Directories.delete(options.dir());
            wipeComet();
        }

        /** Its CometBFT, which does not run, forgets all but that. */
        void wipeComet() throws IOException {
            Path data = options.home().dir().resolve("data");
            Path votes = data.resolve("priv_validator_state.json");
            byte[] remembered = Files.readAllBytes(votes);
            Directories.delete(data);
            Files.createDirectory(data);
            Files.write(votes, remembered);
        }

        /** Host and port of its CometBFT's RPC. */
        String rpc() {
            return "127.0.0.1:" + options.rpcPort();
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
