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
import org.xinpiao.ledger.CometOptions;
import org.xinpiao.ledger.Cosigner;
import org.xinpiao.ledger.SoloOptions;
import org.xinpiao.ledger.StateMachine;
import org.xinpiao.ledger.comet.CometHome;
import org.xinpiao.platform.node.Department;
import org.xinpiao.platform.node.Founding;
import org.xinpiao.platform.node.Network;
import org.xinpiao.platform.node.NodeSettings;
import org.xinpiao.platform.verify.TrustFile;

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
        ByteString genesis = Founding.genesis(settings(GATEWAY), Clock.systemUTC());
        List<CometOptions.Seat> seats = new ArrayList<>();
        List<CometHome.Validator> validators = new ArrayList<>();
        for (int i = 0; i < Founding.DEPARTMENTS.size(); i++) {
            String name = names.get(i);
            Cosigner cosigner = Department.cosigner(name, settings(name));
            ByteString key = identities.get(i).validatorKey();
            seats.add(new CometOptions.Seat(key, cosigner.publicKey(CHAIN)));
            validators.add(new CometHome.Validator(name, key));
            Files.write(settings(name).genesisFile(), genesis.toByteArray());
        }
        Instant founded = Instant.ofEpochMilli(Genesis.parseFrom(genesis).getTimeMs());
        List<Integer> ports = Ports.free(2 * names.size());
        for (int i = 0; i < names.size(); i++) {
            Network network = new Network(CHAIN, SUITE, seats, ports.get(2 * i));
            network.write(directory(names.get(i)));
            CometOptions options =
                    network.options(directory(names.get(i)), genesis, null, Clock.systemUTC());
            // So that each department can audit its own copy.
            Files.write(settings(names.get(i)).trustFile(), TrustFile.write(options.trust()));
            homes.get(i)
                    .writeGenesis(
                            CHAIN,
                            founded,
                            validators,
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
