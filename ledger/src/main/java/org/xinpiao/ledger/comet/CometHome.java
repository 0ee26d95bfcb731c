package org.xinpiao.ledger.comet;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The directory in which a CometBFT process keeps its keys, settings and blocks. */
public record CometHome(Path dir) {

    private static final Pattern PRIVATE =
            Pattern.compile("\"priv_key\":\\s*\\{[^}]*\"value\":\\s*\"([^\"]+)\"");
    private static final Pattern STATE_SYNC =
            Pattern.compile("(?s)\\R\\[statesync\\].*?(?=\\R\\[|\\z)");
    private static final int KEY_BYTES = 32;
    private static final String WORK = "statesync";

    /** How long CometBFT asks its peers for snapshots before it chooses; it takes no shorter. */
    private static final int DISCOVERY_SECONDS = 5;

    /** Ids of processes that may connect, one on a line. */
    private static final String PEERS = "config/peers";

    private static final String ADMITTED = "config/admitted";

    /** Bytes of a block besides its transactions, and then some. */
    private static final long BLOCK_OVERHEAD_BYTES = 1 << 20;

    /**
     * Who a process is among the others.
     *
     * @param validatorKey Ed25519 public key, 32 bytes
     * @param nodeId in hexadecimal
     */
    public record Identity(ByteString validatorKey, String nodeId) {

        /** The validator's address, 20 bytes. */
        public ByteString address() {
            return CometHome.address(validatorKey);
        }
    }

    /**
     * Another process to keep a connection to.
     *
     * @param address host and port
     */
    public record Peer(String nodeId, String address) {}

    /**
     * A validator of the first block.
     *
     * @param publicKey Ed25519, 32 bytes
     */
    public record Validator(String name, ByteString publicKey) {}

    /**
     * What a process is told.
     *
     * @param p2pAddress host and port where the others reach it
     * @param rpcPort where its own node reaches it, on this machine only
     * @param commitMillis how long to gather transactions after a block, milliseconds
     * @param roundMillis how long to wait for a proposer or votes before the next round
     * @param transactionBytes longest transaction
     * @param queueTransactions most transactions in the mempool
     * @param queueBytes most bytes of them
     */
    public record Settings(
            String name,
            String p2pAddress,
            int rpcPort,
            List<Peer> peers,
            int commitMillis,
            int roundMillis,
            int transactionBytes,
            int queueTransactions,
            long queueBytes) {}

    /**
     * How a process that begins anew finds its way into a chain from a snapshot.
     *
     * @param servers host and port of other processes' RPC, at least two
     * @param trusted a block that is known to be the chain's
     */
    public record StateSync(List<String> servers, TrustedBlock trusted) {}

    /** A validator's address, 20 bytes. */
    public static ByteString address(ByteString validatorKey) {
        return CometKey.address(validatorKey);
    }

    /** The socket on which the application answers. */
    public Path socket() {
        return dir.resolve("app.sock");
    }

    /** Makes the keys if there are none and says whose they are. */
    public Identity identity() {
        Path validator = dir.resolve("config/priv_validator_key.json");
        Path node = dir.resolve("config/node_key.json");
        try {
            Files.createDirectories(dir.resolve("config"));
            Files.createDirectories(dir.resolve("data"));
            if (!Files.exists(node)) {
                writePrivate(node, CometKey.generate().nodeFile());
            }
            if (!Files.exists(validator)) {
                Files.writeString(
                        dir.resolve("data/priv_validator_state.json"),
                        "{\"height\": \"0\", \"round\": 0, \"step\": 0}\n");
                writePrivate(validator, CometKey.generate().validatorFile());
            }
            return new Identity(
                    publicKey(validator),
                    CometKey.hex(CometKey.address(publicKey(node))).toLowerCase(Locale.ROOT));
        } catch (IOException e) {
            throw new UncheckedIOException("no CometBFT home in " + dir, e);
        }
    }

    /** The public half at the end of a private key. */
    private static ByteString publicKey(Path file) throws IOException {
        Matcher found = PRIVATE.matcher(Files.readString(file));
        if (!found.find()) {
            throw new IOException("no key in " + file);
        }
        return ByteString.copyFrom(
                Base64.getDecoder().decode(found.group(1)), KEY_BYTES, KEY_BYTES);
    }

    private static void writePrivate(Path file, String text) throws IOException {
        Path next = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(next);
        Files.createFile(
                next,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(next, text, StandardOpenOption.WRITE);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /**
     * Writes the genesis, the same bytes on every node.
     *
     * @param applicationState a word in which all nodes must agree; no quotes in it
     * @param blockBytes most bytes of transactions in a block
     */
    public void writeGenesis(
            String chainId,
            Instant time,
            List<Validator> validators,
            String applicationState,
            long blockBytes) {
        List<String> entries =
                validators.stream()
                        .map(v ->
                                """
                                {
                                    "address": "%s",
                                    "pub_key": {"type": "tendermint/PubKeyEd25519", "value": "%s"},
                                    "power": "1",
                                    "name": "%s"
                                }\
                                """
                                        .formatted(
                                                CometKey.hex(address(v.publicKey())),
                                                CometKey.base64(v.publicKey()),
                                                v.name()))
                        .toList();
        write(
                "config/genesis.json",
                """
                {
                  "genesis_time": "%s",
                  "chain_id": "%s",
                  "initial_height": "1",
                  "consensus_params": {
                    "block": {"max_bytes": "%d", "max_gas": "-1"},
                    "evidence": {
                      "max_age_num_blocks": "100000",
                      "max_age_duration": "172800000000000",
                      "max_bytes": "1048576"
                    },
                    "validator": {"pub_key_types": ["ed25519"]},
                    "version": {"app": "1"},
                    "abci": {"vote_extensions_enable_height": "1"}
                  },
                  "validators": [%s],
                  "app_hash": "",
                  "app_state": "%s"
                }
                """
                        .formatted(
                                time,
                                chainId,
                                blockBytes + BLOCK_OVERHEAD_BYTES,
                                String.join(", ", entries),
                                applicationState));
    }

    /**
     * Whether a process may connect: it is a peer of the settings, or was {@link #admit admitted}.
     * Both files are read anew each time.
     */
    public boolean admits(String nodeId) {
        return lines(PEERS).contains(nodeId) || lines(ADMITTED).contains(nodeId);
    }

    /** Lets a process connect that is no peer of the settings. */
    public void admit(String nodeId) {
        if (!admits(nodeId)) {
            List<String> admitted = new ArrayList<>(lines(ADMITTED));
            admitted.add(nodeId);
            write(ADMITTED, String.join("\n", admitted) + "\n");
        }
    }

    private List<String> lines(String file) {
        try {
            Path path = dir.resolve(file);
            return Files.exists(path)
                    ? Files.readAllLines(path).stream().map(String::strip).toList()
                    : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
    }

    /** Writes the settings; what is not named here stays as CometBFT has it. */
    public void writeSettings(Settings settings) {
        write(
                PEERS,
                settings.peers().stream()
                        .map(peer -> peer.nodeId() + "\n")
                        .collect(Collectors.joining()));
        String peers =
                String.join(
                        ",",
                        settings.peers().stream()
                                .map(p -> p.nodeId() + "@" + p.address())
                                .toList());
        write(
                "config/config.toml",
                """
                proxy_app = "unix://%s"
                abci = "socket"
                moniker = "%s"
                # The application is asked about everybody who connects.
                filter_peers = true
                log_level = "statesync:info,*:error"

                [rpc]
                laddr = "tcp://127.0.0.1:%d"
                max_body_bytes = %d

                [p2p]
                laddr = "tcp://%s"
                persistent_peers = "%s"
                # The network is named here; nobody is looked for.
                pex = false
                addr_book_strict = false
                allow_duplicate_ip = true
                flush_throttle_timeout = "5ms"
                send_rate = 102400000
                recv_rate = 102400000

                [mempool]
                type = "flood"
                # What lapses in the queue must leave it, or it would keep its place for ever.
                recheck = true
                max_tx_bytes = %d
                size = %d
                max_txs_bytes = %d
                """
                                .formatted(
                                        socket().toAbsolutePath(),
                                        settings.name(),
                                        settings.rpcPort(),
                                        2L * settings.transactionBytes(),
                                        settings.p2pAddress(),
                                        peers,
                                        settings.transactionBytes(),
                                        settings.queueTransactions(),
                                        settings.queueBytes())
                        + consensus(settings));
    }

    /**
     * Adds to the settings that a process without blocks joins by a snapshot, in the place of what
     * they said of it before. One that has blocks heeds it not.
     */
    public void writeStateSync(StateSync sync) {
        try {
            String settings = Files.readString(dir.resolve("config/config.toml"));
            String rest = STATE_SYNC.matcher(settings).replaceAll("");
            write(
                    "config/config.toml",
                    """
                    %s
                    [statesync]
                    enable = true
                    rpc_servers = "%s"
                    trust_height = %d
                    trust_hash = "%s"
                    trust_period = "%dh"
                    discovery_time = "%ds"
                    # A chunk is 8 MiB: more than a slow line carries in the ten seconds that are usual.
                    chunk_request_timeout = "60s"
                    temp_dir = "%s"
                    """
                            .formatted(
                                    rest.stripTrailing() + "\n",
                                    String.join(",", sync.servers()),
                                    sync.trusted().height(),
                                    sync.trusted().hash(),
                                    TrustedBlock.PERIOD.toHours(),
                                    DISCOVERY_SECONDS,
                                    dir.resolve(WORK).toAbsolutePath()));
        } catch (IOException e) {
            throw new UncheckedIOException("the settings cannot be read", e);
        }
    }

    /** Makes an empty place for what the process fetches; it must not be running. */
    void makeWork() {
        try {
            Path work = Files.createDirectories(dir.resolve(WORK));
            List<Path> left;
            try (Stream<Path> found = Files.walk(work)) {
                left =
                        found.filter(f -> !f.equals(work))
                                .sorted(Comparator.reverseOrder())
                                .toList();
            }
            for (Path file : left) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("no place for what is fetched", e);
        }
    }

    private static String consensus(Settings settings) {
        int round = settings.roundMillis();
        return """

        [consensus]
        # A block when there is something to order, and as many after it as the checkpoint needs.
        create_empty_blocks = false
        peer_gossip_sleep_duration = "10ms"
        timeout_commit = "%dms"
        timeout_propose = "%dms"
        timeout_propose_delta = "%dms"
        timeout_prevote = "%dms"
        timeout_prevote_delta = "%dms"
        timeout_precommit = "%dms"
        timeout_precommit_delta = "%dms"
        """
                .formatted(
                        settings.commitMillis(),
                        round,
                        round / 2,
                        round / 2,
                        round / 4,
                        round / 2,
                        round / 4);
    }

    private void write(String file, String text) {
        try {
            Path next = dir.resolve(file + ".new");
            Files.writeString(next, text);
            Files.move(
                    next,
                    dir.resolve(file),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be written", e);
        }
    }
}
