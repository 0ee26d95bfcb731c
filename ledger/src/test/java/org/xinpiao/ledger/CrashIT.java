package org.xinpiao.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrashIT {

    private static final int KILLS = 4;
    private static final int ACKNOWLEDGED_MAX = 1_500;

    private final Testbed bed = Testbed.repeatable();
    @TempDir Path dir;

    @Test
    void whatWasAcknowledgedIsThereAfterKill9() throws IOException, InterruptedException {
        long seed = Long.getLong("seed", System.nanoTime());
        Random random = new Random(seed);
        Set<Integer> acknowledged = new TreeSet<>();
        int next = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            next = runAndKill(next, 1 + random.nextInt(ACKNOWLEDGED_MAX), acknowledged) + 1_000;
            try (SoloEngine engine = SoloEngine.open(bed.options(dir))) {
                for (int number : acknowledged) {
                    assertThat(engine.ledger().find(Testbed.ALICE, CrashWorker.key(number)))
                            .as("seed %d, kill %d, transaction %d", seed, kill, number)
                            .isPresent();
                }
                int first = acknowledged.iterator().next();
                Receipt again =
                        Testbed.join(
                                engine,
                                bed.command(CrashWorker.key(first), CrashWorker.command(first)));
                assertThat(again.hasAccepted()).isTrue();
            }
        }
        AuditReport report = Audit.run(dir, bed.rules, bed.trust(3), (_, _) -> {});
        assertThat(report.bad()).as("seed %d", seed).isEmpty();
        assertThat(report.transactions()).isGreaterThanOrEqualTo(acknowledged.size());
    }

    /** Runs a process until it acknowledged so many, kills it; returns the last number seen. */
    private int runAndKill(int first, int count, Set<Integer> acknowledged)
            throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "--sun-misc-unsafe-memory-access=allow",
                                "-Xmx512m",
                                "-cp",
                                System.getProperty("java.class.path"),
                                CrashWorker.class.getName(),
                                dir.toString(),
                                "" + first)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        int last = first;
        try (BufferedReader lines = process.inputReader()) {
            String line = lines.readLine();
            for (int seen = 1; line != null; seen++) {
                last = Math.max(last, Integer.parseInt(line));
                acknowledged.add(Integer.parseInt(line));
                if (seen == count) {
                    process.destroyForcibly();
                }
                line = readUnlessKilled(lines);
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
        assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(count);
        return last;
    }

    /** The next whole line; null when the process died in it. */
    private static @Nullable String readUnlessKilled(BufferedReader lines) {
        try {
            StringBuilder line = new StringBuilder();
            for (int c = lines.read(); c >= 0; c = lines.read()) {
                if (c == '\n') {
                    return line.toString();
                }
                line.append((char) c);
            }
            return null;
        } catch (IOException _) {
            return null;
        }
    }
}
