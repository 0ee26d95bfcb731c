package org.xinpiao.platform.cluster;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.xinpiao.contracts.registry.Genesis;
import org.xinpiao.contracts.registry.Validator;
import org.xinpiao.ledger.CometOptions;
import org.xinpiao.ledger.OpenException;
import org.xinpiao.ledger.SoloOptions;
import org.xinpiao.ledger.StateMachine;
import org.xinpiao.ledger.comet.CometHome;
import org.xinpiao.platform.node.Department;
import org.xinpiao.platform.node.Network;

/** Lays out the data directory of one node of a network. */
public final class NodeFiles {

    /** How long transactions are gathered after a block. */
    private static final int COMMIT_MILLIS = 50;

    private static final int ROUND_MILLIS = 800;

    private NodeFiles() {}

    /** A node's description of itself; its keys are made when missing. */
    public static NetworkFile.Node describe(
            Path data, String name, String address, boolean validates, Network settings) {
        CometHome.Identity identity = Network.home(data).identity();
        Validator validator =
                validates ? Department.validator(name, settings.settings(data)) : null;
        return new NetworkFile.Node(name, identity.nodeId(), address, validator);
    }

    /**
     * Writes genesis and settings of a node that has its keys; what it had is replaced.
     *
     * @param listen host and port on which its CometBFT listens
     * @param rpcPort where its own process reaches its CometBFT
     * @throws OpenException when the directory holds another chain's genesis
     */
    public static void write(
            NetworkFile file, NetworkFile.Node self, Path data, String listen, int rpcPort)
            throws IOException {
        Genesis genesis = genesis(file);
        Validator own = self.validator();
        Network network =
                new Network(
                        file.chain(),
                        file.suite(),
                        own == null ? null : own.getDepartment(),
                        rpcPort,
                        genesis.getValidatorsList().stream()
                                .noneMatch(v -> v.getPostQuantumKey().isEmpty()));
        Path stored = network.settings(data).genesisFile();
        if (Files.exists(stored)
                && !ByteString.copyFrom(Files.readAllBytes(stored)).equals(file.genesis())) {
            throw new OpenException(
                    OpenException.Cause.OTHER_LEDGER, data + " holds another chain's genesis");
        }
        Files.write(stored, file.genesis().toByteArray());
        network.write(data);
        CometOptions options = network.options(data, file.genesis(), null, Clock.systemUTC());
        CometHome home = Network.home(data);
        home.writeGenesis(
                file.chain(),
                Instant.ofEpochMilli(genesis.getTimeMs()),
                genesis.getValidatorsList().stream()
                        .map(v -> new CometHome.Validator(v.getDepartment(), v.getValidatorKey()))
                        .toList(),
                options.applicationState(),
                options.limits().blockBytes());
        List<CometHome.Peer> peers =
                file.nodes().stream()
                        .filter(node -> !node.name().equals(self.name()))
                        .map(node -> new CometHome.Peer(node.nodeId(), node.address()))
                        .toList();
        SoloOptions.Limits limits = SoloOptions.Limits.DEFAULT;
        home.writeSettings(
                new CometHome.Settings(
                        self.name(),
                        listen,
                        rpcPort,
                        peers,
                        COMMIT_MILLIS,
                        ROUND_MILLIS,
                        StateMachine.TRANSACTION_BYTES_MAX,
                        limits.queueTransactions(),
                        limits.queueBytes()));
    }

    private static Genesis genesis(NetworkFile file) {
        try {
            Genesis genesis = Genesis.parseFrom(file.genesis());
            if (genesis.getValidatorsCount() == 0) {
                throw new OpenException(
                        OpenException.Cause.OTHER_FORMAT, "the genesis names no validators");
            }
            return genesis;
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException("the genesis is malformed", e);
        }
    }
}
