package org.xinpiao.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.rocksdb.RocksDB;
import org.springframework.boot.SpringBootVersion;

/**
 * Where and with what figures were taken.
 *
 * @param memory in MiB
 * @param commit of the working directory, with {@code -dirty} when files were changed
 */
record Machine(
        String cpu,
        int cores,
        long memory,
        String kernel,
        String jdk,
        String commit,
        Map<String, String> versions) {

    private static final String UNKNOWN = "unknown";

    static Machine here() {
        return new Machine(
                field("/proc/cpuinfo", "model name"),
                Runtime.getRuntime().availableProcessors(),
                memoryMebibytes(),
                System.getProperty("os.version", UNKNOWN),
                System.getProperty("java.runtime.version", UNKNOWN),
                describe(),
                libraries());
    }

    /** Processes that wanted to run during the last minute; negative where it is not known. */
    static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    /** Processor time this process has used so far. */
    static double cpuSeconds() {
        return ProcessHandle.current()
                .info()
                .totalCpuDuration()
                .map(used -> used.toNanos() / 1e9)
                .orElse(0.0);
    }

    /** The same with all processes that this one started. */
    static double allCpuSeconds() {
        return cpuSeconds()
                + ProcessHandle.current()
                        .descendants()
                        .flatMap(process -> process.info().totalCpuDuration().stream())
                        .mapToDouble(used -> used.toNanos() / 1e9)
                        .sum();
    }

    private static long memoryMebibytes() {
        String text = field("/proc/meminfo", "MemTotal").replaceAll("[^0-9]", "");
        return text.isEmpty() ? 0 : Long.parseLong(text) >> 10;
    }

    private static String field(String file, String name) {
        try {
            return Files.readAllLines(Path.of(file)).stream()
                    .filter(line -> line.startsWith(name) && line.contains(":"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(UNKNOWN);
        } catch (IOException _) {
            return UNKNOWN;
        }
    }

    private static String describe() {
        try {
            Process git =
                    new ProcessBuilder(List.of("git", "describe", "--always", "--dirty"))
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            String text =
                    new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return git.waitFor(5, TimeUnit.SECONDS) && git.exitValue() == 0 ? text : UNKNOWN;
        } catch (IOException _) {
            return UNKNOWN;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return UNKNOWN;
        }
    }

    private static Map<String, String> libraries() {
        RocksDB.loadLibrary();
        Map<String, String> versions = new TreeMap<>();
        versions.put("bouncycastle", new BouncyCastleProvider().getVersionStr());
        versions.put("postgresql-jdbc", driver());
        versions.put("rocksdb", RocksDB.rocksdbVersion().toString());
        versions.put("spring-boot", SpringBootVersion.getVersion());
        return versions;
    }

    /** Asked for by address, so that this class compiles without the driver's own annotations. */
    private static String driver() {
        return DriverManager.drivers()
                .filter(driver -> driver.getClass().getName().startsWith("org.postgresql."))
                .map(driver -> driver.getMajorVersion() + "." + driver.getMinorVersion())
                .findFirst()
                .orElse("none");
    }
}
