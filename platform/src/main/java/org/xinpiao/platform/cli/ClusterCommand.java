package org.xinpiao.platform.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.springframework.context.ConfigurableApplicationContext;
import org.xinpiao.ledger.Engine;
import org.xinpiao.platform.cluster.Cluster;
import org.xinpiao.platform.demo.Demo;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Four validators and a gateway with the pages, on this machine. */
@Command(
        name = "cluster",
        description = "run four validators and a gateway on this machine / 在本机运行四个验证节点与一个网关")
final class ClusterCommand implements Callable<Integer> {

    private static final long PATIENCE_MILLIS = 120_000;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "keep everything there, data/cluster / 保留数据的目录")
    private Path data = Path.of("data", "cluster");

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "8080",
            description = "port of the pages, 8080; 0 for a free one / 端口")
    private int port;

    @Option(
            names = "--post-quantum",
            description = "when founded: sign checkpoints with ML-DSA-44 besides / 创建时加抗量子联署")
    private boolean postQuantum;

    @Override
    public Integer call() throws Exception {
        Path program = CometBft.require(spec);
        try (HeldDirectory held = HeldDirectory.make(data);
                Cluster cluster = Cluster.start(held.path(), program, postQuantum);
                ConfigurableApplicationContext context =
                        GatewayCommand.start(cluster.gateway(), port, Demo.SETTINGS)) {
            long height = context.getBean(Engine.class).ledger().awaitAbove(1, PATIENCE_MILLIS);
            if (height <= 1) {
                System.err.println("验证节点没有出块 / the validators make no block: " + held.path());
                return 1;
            }
            Demo demo = context.getBean(Demo.class);
            demo.run(false, System.out, System.err);
            cluster.print(System.out);
            demo.printPages(System.out);
            return Serving.await(context, cluster::letGo);
        }
    }
}
