package org.xinpiao.platform.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.xinpiao.ledger.comet.CometHome;
import org.xinpiao.platform.cluster.ValidatorNode;
import org.xinpiao.platform.node.Network;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** One department's validator. */
@Command(name = "validator", description = "run one department's validator / 运行一家部门的验证节点")
final class ValidatorCommand implements Callable<Integer> {

    private static final int FAILED = 1;

    @Mixin private DataDirectory data = new DataDirectory();

    @Mixin private StateSyncOptions stateSync = new StateSyncOptions();

    @Option(names = "--with-parent", hidden = true)
    private boolean withParent;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        Path program = CometBft.require(spec);
        LoggingSystem.get(ValidatorCommand.class.getClassLoader())
                .setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.WARN);
        Optional<ProcessHandle> parent =
                withParent ? ProcessHandle.current().parent() : Optional.empty();
        try (HeldDirectory held = data.hold()) {
            CometHome.StateSync sync = stateSync.read(spec, System.out);
            if (sync != null) {
                Network.home(held.path()).writeStateSync(sync);
            }
            ValidatorNode node = ValidatorNode.start(held.path(), program);
            // The virtual machine ends when this hook has: the node is closed by then.
            Runtime.getRuntime().addShutdownHook(new Thread(node::close));
            while (parent.map(ProcessHandle::isAlive).orElse(true)) {
                if (!node.isSound()) {
                    return FAILED;
                }
                TimeUnit.SECONDS.sleep(1);
            }
            return 0;
        }
    }
}
