package org.xinpiao.ledger.comet;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A CometBFT process. It stops by itself when its application hangs up. */
public final class CometProcess implements AutoCloseable {

    /** The environment variable that names the program. */
    public static final String VARIABLE = "XINPIAO_COMETBFT";

    private static final String PROGRAM = "cometbft";
    private static final long STOP_SECONDS = 10;
    private static final long LOG_BYTES_MAX = 16 << 20;

    private final Process process;

    private CometProcess(Process process) {
        this.process = process;
    }

    /**
     * Looks for the program: the environment's, that on the path, that in a folder.
     *
     * @param folder where the launcher installs it; null: there is none
     */
    public static Optional<Path> find(Map<String, String> environment, @Nullable Path folder) {
        String named = environment.getOrDefault(VARIABLE, "");
        if (!named.isEmpty()) {
            return Optional.of(Path.of(named)).filter(Files::isExecutable);
        }
        Stream<Path> onPath =
                Stream.of(environment.getOrDefault("PATH", "").split(File.pathSeparator))
                        .filter(entry -> !entry.isEmpty())
                        .map(Path::of);
        return Stream.concat(onPath, Stream.ofNullable(folder))
                .map(place -> place.resolve(PROGRAM))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /**
     * Starts a process on its home; what it says goes to {@code cometbft.log} there. A long log of
     * earlier processes is put aside as {@code cometbft.log.1}.
     */
    public static CometProcess start(Path program, CometHome home) {
        home.makeWork();
        Path log = home.dir().resolve("cometbft.log");
        try {
            if (Files.exists(log) && Files.size(log) > LOG_BYTES_MAX) {
                Files.move(
                        log,
                        home.dir().resolve("cometbft.log.1"),
                        StandardCopyOption.REPLACE_EXISTING);
            }
            return new CometProcess(
                    new ProcessBuilder(program.toString(), "start", "--home", home.dir().toString())
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                            .start());
        } catch (IOException e) {
            throw new UncheckedIOException("CometBFT cannot be started", e);
        }
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public long pid() {
        return process.pid();
    }

    /** Completes when it has ended. */
    public CompletableFuture<Void> onExit() {
        return process.onExit().thenRun(() -> {});
    }

    /** Ends it at once, as a power cut would. */
    public void kill() {
        process.destroyForcibly();
        awaitEnd(STOP_SECONDS);
    }

    /** Asks it to end, and ends it when it does not. */
    @Override
    public void close() {
        process.destroy();
        if (!awaitEnd(STOP_SECONDS)) {
            kill();
        }
    }

    private boolean awaitEnd(long seconds) {
        try {
            return process.waitFor(seconds, TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return !process.isAlive();
        }
    }
}
