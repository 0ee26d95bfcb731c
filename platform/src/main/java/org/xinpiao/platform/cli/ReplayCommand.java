package org.xinpiao.platform.cli;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.springframework.context.ConfigurableApplicationContext;
import org.xinpiao.ledger.Engine;
import org.xinpiao.platform.node.NodeSettings;
import org.xinpiao.platform.readmodel.EmbeddedDatabase;
import org.xinpiao.platform.readmodel.Projection;
import org.xinpiao.platform.readmodel.Rebuild;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Rebuilds the read model from block 1 and compares it with the one that stands. */
@Command(
        name = "replay",
        description = "rebuild the read model in a fresh schema and compare it / 重建读模型并比对",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:equal", "1:different", "2:the directory cannot be used"})
final class ReplayCommand implements Callable<Integer> {

    @Mixin private DataDirectory data = new DataDirectory();

    @Override
    public Integer call() {
        try (HeldDirectory directory = data.hold();
                ConfigurableApplicationContext node = OfflineNode.open(directory.path());
                EmbeddedDatabase database =
                        new EmbeddedDatabase(
                                node.getBean(NodeSettings.class).databaseDirectory())) {
            List<Projection> projections =
                    node.getBeansOfType(Projection.class).values().stream().toList();
            Rebuild rebuild =
                    new Rebuild(
                            node.getBean(Engine.class).ledger(), database.jdbcUrl(), projections);
            Optional<String> difference = rebuild.compare();
            System.out.println(
                    difference
                            .map(first -> "different: " + first + " / 不一致")
                            .orElse(
                                    "equal: "
                                            + rebuild.rows()
                                            + " rows, height "
                                            + rebuild.height()
                                            + " / 一致"));
            return difference.isPresent() ? 1 : 0;
        }
    }
}
