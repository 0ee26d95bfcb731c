package org.xinpiao.platform.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The option that names the data directory of a node. */
final class DataDirectory {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--data",
            required = true,
            paramLabel = "DIR",
            description = "the node's data directory / 节点的数据目录")
    private @Nullable Path directory;

    /**
     * The directory, which holds a node's data.
     *
     * @throws ParameterException when it does not
     */
    Path get() {
        if (directory == null || !Files.exists(directory.resolve("genesis.pb"))) {
            throw new ParameterException(
                    spec.commandLine(), "no node's data in " + directory + " / 该目录没有节点数据");
        }
        return directory.toAbsolutePath();
    }
}
