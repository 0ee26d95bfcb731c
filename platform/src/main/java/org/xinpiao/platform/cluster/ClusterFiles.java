package org.xinpiao.platform.cluster;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.xinpiao.contracts.registry.Genesis;
import org.xinpiao.contracts.registry.Validator;
import org.xinpiao.ledger.CometOptions;
import org.xinpiao.ledger.OpenException;
import org.xinpiao.ledger.SoloOptions;
import org.xinpiao.ledger.StateMachine;
import org.xinpiao.ledger.comet.CometHome;
import org.xinpiao.platform.node.Department;
import org.xinpiao.platform.node.Founding;
import org.xinpiao.platform.node.Network;
import org.xinpiao.platform.node.NodeSettings;

/**
 * Makes what the nodes of a cluster need: keys and genesis on the first run, ports and settings on
 * each. Every node has a directory of its own and no other's private key.
 */
final class ClusterFiles {

    /** The member node with the pages; it votes for nothing. */
    static final String GATEWAY = "gateway";

    private static final String CHAIN = "xinpiao-demo";
    private static final String SUITE = "xp-national-1";
    private static final int COMMIT_MILLIS = 50;
    private static final int ROUND_MILLIS = 800;

    private final Path data;
    private final List<String> names =
            Stream.concat(Founding.DEPARTMENTS.stream(), Stream.of(GATEWAY)).toList();

    ClusterFiles(Path data) {
        this.data = data;
    }

    Path directory(String name) {
        return data.resolve(name);
    }

    /** Makes what is missing and settles the ports anew. */
    void prepare() throws IOException {
        List<CometHome> homes = names.stream().map(n -> Network.home(directory(n))).toList();
        List<CometHome.Identity> identities = homes.stream().map(CometHome::identity).toList();
        List<Validator> founders =
                Founding.DEPARTMENTS.stream()
                        .map(name -> Department.validator(name, settings(name)))
                        .toList();
        ByteString bytes = Founding.genesis(settings(GATEWAY), founders, Clock.systemUTC());
        Genesis genesis = Genesis.parseFrom(bytes);
        if (genesis.getValidatorsCount() == 0) {
            throw new OpenException(
                    OpenException.Cause.OTHER_FORMAT,
                    data + " was founded by an older program, without validators");
        }
        List<Integer> ports = Ports.free(2 * names.size());
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            Files.write(settings(name).genesisFile(), bytes.toByteArray());
            Network network =
                    new Network(CHAIN, SUITE, name.equals(GATEWAY) ? null : name, ports.get(2 * i));
            network.write(directory(name));
            CometOptions options = network.options(directory(name), bytes, null, Clock.systemUTC());
            homes.get(i)
                    .writeGenesis(
                            CHAIN,
                            Instant.ofEpochMilli(genesis.getTimeMs()),
                            genesis.getValidatorsList().stream()
                                    .map(v ->
                                            new CometHome.Validator(
                                                    v.getDepartment(), v.getValidatorKey()))
                                    .toList(),
                            options.applicationState(),
                            options.limits().blockBytes());
            homes.get(i).writeSettings(comet(i, identities, ports));
        }
    }

    private CometHome.Settings comet(
            int self, List<CometHome.Identity> identities, List<Integer> ports) {
        List<CometHome.Peer> peers = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            if (i != self) {
                peers.add(
                        new CometHome.Peer(
                                identities.get(i).nodeId(), "127.0.0.1:" + ports.get(2 * i + 1)));
            }
        }
        SoloOptions.Limits limits = SoloOptions.Limits.DEFAULT;
        return new CometHome.Settings(
                names.get(self),
                "127.0.0.1:" + ports.get(2 * self + 1),
                ports.get(2 * self),
                peers,
                COMMIT_MILLIS,
                ROUND_MILLIS,
                StateMachine.TRANSACTION_BYTES_MAX,
                limits.queueTransactions(),
                limits.queueBytes());
    }

    private NodeSettings settings(String name) {
        return new NodeSettings(directory(name), CHAIN, SUITE, null, false);
    }
}
