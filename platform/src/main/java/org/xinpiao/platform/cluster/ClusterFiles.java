package org.xinpiao.platform.cluster;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.xinpiao.platform.node.Founding;
import org.xinpiao.platform.node.Network;

/**
 * Makes what the nodes of a cluster need: keys and genesis on the first run, ports and settings on
 * each. Every node has a directory of its own and no other's private key.
 */
final class ClusterFiles {

    /** The member node with the pages; it votes for nothing. */
    static final String GATEWAY = "gateway";

    private static final String CHAIN = "xinpiao-demo";
    private static final String SUITE = "xp-national-1";

    private final Path data;
    private final boolean postQuantum;

    ClusterFiles(Path data, boolean postQuantum) {
        this.data = data;
        this.postQuantum = postQuantum;
    }

    Path directory(String name) {
        return data.resolve(name);
    }

    /** Makes what is missing and settles the ports anew. */
    void prepare() throws IOException {
        List<String> names =
                Stream.concat(Founding.DEPARTMENTS.stream(), Stream.of(GATEWAY)).toList();
        List<Integer> ports = Ports.free(2 * names.size());
        Network founded = new Network(CHAIN, SUITE, null, ports.getFirst(), postQuantum);
        List<NetworkFile.Node> nodes = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            nodes.add(
                    NodeFiles.describe(
                            directory(name),
                            name,
                            "127.0.0.1:" + ports.get(2 * i + 1),
                            !name.equals(GATEWAY),
                            founded));
        }
        ByteString genesis =
                Founding.genesis(
                        founded.settings(directory(GATEWAY)),
                        nodes.stream()
                                .map(NetworkFile.Node::validator)
                                .filter(Objects::nonNull)
                                .toList(),
                        Clock.systemUTC());
        NetworkFile file = new NetworkFile(CHAIN, SUITE, genesis, nodes);
        for (int i = 0; i < names.size(); i++) {
            NetworkFile.Node node = nodes.get(i);
            NodeFiles.write(file, node, directory(node.name()), node.address(), ports.get(2 * i));
        }
    }
}
