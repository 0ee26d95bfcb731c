package org.xinpiao.platform.readmodel;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A PostgreSQL of this process's own, in its data directory. */
public final class EmbeddedDatabase implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedDatabase.class);

    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(20);

    private final EmbeddedPostgres postgres;

    public EmbeddedDatabase(Path directory) {
        try {
            Files.createDirectories(directory.getParent());
            stopOrphan(directory);
            postgres =
                    EmbeddedPostgres.builder()
                            .setDataDirectory(directory)
                            .setCleanDataDirectory(false)
                            .setOverrideWorkingDirectory(
                                    directory.resolveSibling("pg-binaries").toFile())
                            // The library switches both off, for tests that lose nothing.
                            .setServerConfig("fsync", "on")
                            .setServerConfig("synchronous_commit", "on")
                            .setServerConfig("shared_buffers", "128MB")
                            .setServerConfig("max_connections", "60")
                            .setServerConfig("max_wal_size", "2GB")
                            .setServerConfig("timezone", "UTC")
                            .setPGStartupWait(Duration.ofSeconds(60))
                            .start();
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL did not start in " + directory, e);
        }
    }

    public String jdbcUrl() {
        return postgres.getJdbcUrl("postgres", "postgres");
    }

    @Override
    public void close() {
        try {
            postgres.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A killed process leaves its PostgreSQL running on the directory; it is stopped before a new
     * one starts.
     */
    private static void stopOrphan(Path directory) throws IOException {
        Path pidFile = directory.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        List<String> lines = Files.readAllLines(pidFile);
        Optional<ProcessHandle> orphan =
                ProcessHandle.of(Long.parseLong(lines.getFirst().strip()))
                        .filter(process ->
                                process.info().command().orElse("").endsWith("postgres"));
        if (orphan.isPresent()) {
            LOG.info("stopping the PostgreSQL that an earlier process left behind");
            orphan.get().destroy();
            try {
                orphan.get().onExit().get(STOP_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (java.util.concurrent.ExecutionException
                    | java.util.concurrent.TimeoutException e) {
                orphan.get().destroyForcibly();
            }
        }
        Files.deleteIfExists(pidFile);
    }
}
