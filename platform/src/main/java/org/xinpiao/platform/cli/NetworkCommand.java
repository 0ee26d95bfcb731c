package org.xinpiao.platform.cli;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.xinpiao.platform.cluster.NetworkFile;
import org.xinpiao.platform.cluster.NodeFiles;
import org.xinpiao.platform.node.Founding;
import org.xinpiao.platform.node.Network;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lays out the nodes of a ledger that several machines keep together. */
@Command(
        name = "network",
        description = "lay out nodes on several machines / 在多台机器上布置节点",
        subcommands = {
            NetworkCommand.Entry.class,
            NetworkCommand.Found.class,
            NetworkCommand.Join.class
        })
final class NetworkCommand implements Runnable {

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "entry, found or join?");
    }

    private static Path made(Path directory) {
        try (HeldDirectory held = HeldDirectory.make(directory)) {
            return held.path();
        }
    }

    private static NetworkFile read(Path file) {
        try {
            return NetworkFile.read(file);
        } catch (IOException e) {
            throw new UnusableInputException(file, "无法读取", "cannot be read");
        } catch (IllegalArgumentException e) {
            throw new UnusableInputException(file, "不是网络文件", "describes no network");
        }
    }

    @Command(
            name = "entry",
            description = "print what the others must know of this node; makes its keys / 本节点的条目")
    static final class Entry implements Callable<Integer> {

        @Spec private CommandSpec spec = CommandSpec.create();

        @Parameters(
                index = "0",
                paramLabel = "NAME",
                description = "the department's member id, or a name of a node without a vote / 名称")
        private String name = "";

        @Option(
                names = "--address",
                required = true,
                paramLabel = "HOST:PORT",
                description = "where the others reach its CometBFT / 其他节点访问的地址")
        private String address = "";

        @Option(names = "--no-vote", description = "a member node: it validates nothing / 不投票的成员节点")
        private boolean noVote;

        @Option(names = "--chain", paramLabel = "ID", description = "the chain, xinpiao / 链名")
        private String chain = "xinpiao";

        @Option(
                names = "--suite",
                paramLabel = "ID",
                description = "xp-national-1 or xp-international-1 / 算法套件")
        private String suite = "xp-national-1";

        @Option(names = "--post-quantum", description = "sign with ML-DSA-44 besides / 加抗量子联署")
        private boolean postQuantum;

        @Mixin private DataDirectory data = new DataDirectory();

        @Override
        public Integer call() {
            Network network = new Network(chain, suite, null, 0, postQuantum);
            NetworkFile.Node node =
                    NodeFiles.describe(made(data.path()), name, address, !noVote, network);
            spec.commandLine().getOut().println(node.text());
            return 0;
        }
    }

    @Command(
            name = "found",
            description =
                    "print the network of these entries; the directory's vault gets the members'"
                            + " keys / 由各条目创建网络")
    static final class Found implements Callable<Integer> {

        @Spec private CommandSpec spec = CommandSpec.create();

        @Parameters(
                arity = "1..*",
                paramLabel = "ENTRY",
                description = "files that entry printed / 条目文件")
        private List<Path> files = new ArrayList<>();

        @Option(names = "--chain", paramLabel = "ID", description = "the chain, xinpiao / 链名")
        private String chain = "xinpiao";

        @Option(
                names = "--suite",
                paramLabel = "ID",
                description = "xp-national-1 or xp-international-1 / 算法套件")
        private String suite = "xp-national-1";

        @Mixin private DataDirectory data = new DataDirectory();

        @Override
        public Integer call() {
            List<NetworkFile.Node> nodes = new ArrayList<>();
            for (Path file : files) {
                try {
                    nodes.add(NetworkFile.Node.read(file));
                } catch (IOException | RuntimeException e) {
                    throw new UnusableInputException(file, "不是节点条目", "is no node's entry");
                }
            }
            Network network = new Network(chain, suite, null, 0, false);
            ByteString genesis =
                    Founding.genesis(
                            network.settings(made(data.path())),
                            nodes.stream()
                                    .map(NetworkFile.Node::validator)
                                    .filter(Objects::nonNull)
                                    .toList(),
                            Clock.systemUTC());
            spec.commandLine()
                    .getOut()
                    .println(new NetworkFile(chain, suite, genesis, nodes).text());
            return 0;
        }
    }

    @Command(
            name = "join",
            description = "lay out this node of a network; again when others came / 按网络文件布置本节点")
    static final class Join implements Callable<Integer> {

        @Parameters(index = "0", paramLabel = "FILE", description = "what found printed / 网络文件")
        private Path file = Path.of("");

        @Option(
                names = "--name",
                required = true,
                paramLabel = "NAME",
                description = "its entry / 条目名")
        private String name = "";

        @Option(
                names = "--listen",
                paramLabel = "HOST:PORT",
                description = "where its CometBFT listens; default: its address / 监听地址")
        private @Nullable String listen;

        @Option(
                names = "--rpc-port",
                paramLabel = "N",
                defaultValue = "26657",
                description = "port for its own process, on this machine only, 26657 / 本机端口")
        private int rpcPort;

        @Mixin private DataDirectory data = new DataDirectory();

        @Override
        public Integer call() throws IOException {
            NetworkFile network = read(file);
            NetworkFile.Node self =
                    network.node(name)
                            .orElseThrow(() ->
                                    new UnusableInputException(
                                            file, "没有该条目：" + name, "has no entry " + name));
            Path directory = made(data.path());
            if (!Network.home(directory).identity().nodeId().equals(self.nodeId())) {
                throw new UnusableInputException(
                        directory, "的密钥不属于该条目", "holds the keys of another node");
            }
            NodeFiles.write(
                    network, self, directory, listen == null ? self.address() : listen, rpcPort);
            return 0;
        }
    }
}
