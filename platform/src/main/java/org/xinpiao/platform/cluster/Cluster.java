package org.xinpiao.platform.cluster;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.xinpiao.platform.node.Founding;
import org.xinpiao.platform.node.Network;

/**
 * Four validators as processes of their own, and the CometBFT of a gateway that is this process. A
 * validator that dies stays dead until somebody starts it; the others go on.
 */
public final class Cluster implements AutoCloseable {

    private static final long STOP_SECONDS = 30;

    private final ClusterFiles files;
    private final Path program;
    private final Map<String, Process> validators = new LinkedHashMap<>();
    private final CometKeeper gateway;

    private Cluster(ClusterFiles files, Path program) {
        this.files = files;
        this.program = program;
        this.gateway =
                new CometKeeper(program, Network.home(files.directory(ClusterFiles.GATEWAY)));
    }

    /**
     * Prepares a data directory and starts the validators in it.
     *
     * @param program CometBFT
     * @param postQuantum whether a cluster that is founded now signs with ML-DSA-44 besides
     */
    public static Cluster start(Path data, Path program, boolean postQuantum) throws IOException {
        ClusterFiles files = new ClusterFiles(data, postQuantum);
        files.prepare();
        Cluster cluster = new Cluster(files, program);
        try {
            for (String department : Founding.DEPARTMENTS) {
                cluster.startValidator(department);
            }
            return cluster;
        } catch (IOException | RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    /** The gateway's data directory. */
    public Path gateway() {
        return files.directory(ClusterFiles.GATEWAY);
    }

    /** A department's validator; its CometBFT is a child of that process. */
    public Process validator(String department) {
        return Objects.requireNonNull(validators.get(department));
    }

    private void startValidator(String department) throws IOException {
        Path directory = files.directory(department);
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of(
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-Dfile.encoding=UTF-8",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx512m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "org.xinpiao.platform.cli.Xinpiao",
                        "validator",
                        "--with-parent",
                        "--data",
                        directory.toString()));
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(
                                ProcessBuilder.Redirect.appendTo(
                                        directory.resolve("validator.log").toFile()));
        builder.environment().put("XINPIAO_COMETBFT", program.toString());
        validators.put(department, builder.start());
    }

    /** Who is who, with what to kill. */
    public void print(PrintStream out) {
        out.printf("%n  %-12s %10s %10s  %s%n", "节点 node", "pid", "CometBFT", "目录 directory");
        validators.forEach((name, process) ->
                out.printf(
                        "  %-12s %10d %10s  %s%n",
                        name, process.pid(), comet(process), files.directory(name)));
        out.printf(
                "  %-12s %10d %10d  %s%n",
                ClusterFiles.GATEWAY,
                ProcessHandle.current().pid(),
                gateway.pid(),
                files.directory(ClusterFiles.GATEWAY));
        out.printf(
                "%n  四家中任一家停下，账本照常 / any one of the four may stop. 重启一家 / start one again:%n"
                        + "  ./xinpiao validator --data %s%n",
                files.directory(Founding.DEPARTMENTS.getFirst()));
    }

    private static String comet(Process validator) {
        return validator
                .children()
                .findFirst()
                .map(child -> Long.toString(child.pid()))
                .orElse("-");
    }

    /** Stops the gateway's CometBFT from being started again, before its engine is closed. */
    public void letGo() {
        gateway.letGo();
    }

    @Override
    public void close() {
        gateway.close();
        validators.values().forEach(Process::destroy);
        for (Process process : validators.values()) {
            try {
                if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                process.destroyForcibly();
            }
        }
    }
}
