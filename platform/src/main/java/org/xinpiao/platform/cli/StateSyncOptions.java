package org.xinpiao.platform.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xinpiao.ledger.comet.CometHome;
import org.xinpiao.ledger.comet.TrustedBlock;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options by which a node that begins anew joins from the others' snapshots. */
final class StateSyncOptions {

    @Option(
            names = "--state-sync",
            split = ",",
            paramLabel = "HOST:PORT",
            description =
                    "join from a snapshot; RPC of two or more other nodes' CometBFT, separated by"
                            + " commas / 从快照加入：其他节点 CometBFT 的 RPC，两个以上")
    private List<String> servers = List.of();

    @Option(
            names = "--trust-height",
            paramLabel = "N",
            description = "a block known to be the chain's / 已知可信区块的高度")
    private long trustHeight;

    @Option(
            names = "--trust-hash",
            paramLabel = "HEX",
            description = "its hash; without these two the servers are asked / 其散列，缺省时询问上述节点")
    private @Nullable String trustHash;

    /** What CometBFT must be told; null when the node is not to join from a snapshot. */
    CometHome.@Nullable StateSync read(CommandSpec spec, PrintStream out)
            throws InterruptedException {
        String hash = trustHash;
        if (servers.isEmpty() && hash == null && trustHeight == 0) {
            return null;
        }
        try {
            TrustedBlock.requireServers(servers);
            if (hash != null || trustHeight != 0) {
                return new CometHome.StateSync(
                        servers, new TrustedBlock(trustHeight, hash == null ? "" : hash));
            }
            TrustedBlock asked = TrustedBlock.ask(servers);
            out.printf(
                    """
                    没有给出可信区块，采用 %2$s 所说的：高度 %1$d，散列 %3$s。请与另一部门核对。
                    No trusted block was given; %2$s name height %1$d, hash %3$s. Compare it with another \
                    department's.
                    """,
                    asked.height(), String.join(", ", servers), asked.hash());
            return new CometHome.StateSync(servers, asked);
        } catch (IllegalArgumentException | IOException e) {
            throw new ParameterException(
                    spec.commandLine(),
                    "无法从快照加入 / cannot join from a snapshot: " + e.getMessage(),
                    e);
        }
    }
}
