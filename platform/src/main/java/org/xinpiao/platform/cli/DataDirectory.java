package org.xinpiao.platform.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The option that names the data directory of a node. */
final class DataDirectory {

    @Option(
            names = "--data",
            required = true,
            paramLabel = "DIR",
            description = "the node's data directory / 节点的数据目录")
    private Path directory = Path.of("");

    /** The directory, which another process may use. */
    Path path() {
        return directory;
    }

    /** The directory, for this process alone. */
    HeldDirectory hold() {
        return HeldDirectory.ofNode(directory);
    }

    /** The directory, which is only read. */
    HeldDirectory read() {
        return HeldDirectory.toRead(directory);
    }
}
