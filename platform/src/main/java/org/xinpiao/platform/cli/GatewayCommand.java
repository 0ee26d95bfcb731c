package org.xinpiao.platform.cli;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.xinpiao.platform.PlatformApplication;
import org.xinpiao.platform.cluster.CometKeeper;
import org.xinpiao.platform.node.Network;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A member node of a network, with the pages and interfaces. */
@Command(name = "gateway", description = "run a member node with the pages / 运行带页面的成员节点")
final class GatewayCommand implements Callable<Integer> {

    @Spec private CommandSpec spec = CommandSpec.create();

    @Mixin private DataDirectory data = new DataDirectory();

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "8080",
            description = "port of the pages, 8080; 0 for a free one / 端口")
    private int port;

    @Override
    public Integer call() {
        Path program = CometBft.require(spec);
        try (HeldDirectory held = data.hold()) {
            if (Network.read(held.path()).isEmpty()) {
                throw new UnusableInputException(
                        held.path(), "不是多节点账本的数据", "holds no node among others");
            }
            try (CometKeeper comet = new CometKeeper(program, Network.home(held.path()));
                    ConfigurableApplicationContext context = start(held.path(), port, Map.of())) {
                return Serving.await(context, comet::letGo);
            }
        }
    }

    /** The pages of a node's data directory; settings given by the user come before these. */
    static ConfigurableApplicationContext start(Path data, int port, Map<String, Object> settings) {
        return new SpringApplicationBuilder(PlatformApplication.class)
                .properties(settings)
                .properties(
                        Map.of(
                                "xinpiao.data",
                                data.toString(),
                                "server.port",
                                port,
                                "logging.level.root",
                                "warn"))
                .run();
    }
}
