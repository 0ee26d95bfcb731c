package org.xinpiao.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same blocks in other virtual machines give the same root after each of them. */
class DeterminismIT {

    private static final int BLOCKS = 60;

    /** Heap, collector, compiler, processors, language, time zone, character set. */
    private static final List<List<String>> MACHINES =
            List.of(
                    List.of(
                            "-Xint",
                            "-Xmx128m",
                            "-XX:+UseSerialGC",
                            "-Duser.language=tr",
                            "-Duser.country=TR",
                            "-Duser.timezone=Pacific/Kiritimati"),
                    List.of(
                            "-XX:TieredStopAtLevel=1",
                            "-Xmx96m",
                            "-XX:+UseParallelGC",
                            "-XX:ActiveProcessorCount=1",
                            "-Duser.language=th",
                            "-Duser.country=TH",
                            "-Duser.variant=TH",
                            "-Duser.timezone=Asia/Kathmandu",
                            "-Dfile.encoding=COMPAT"),
                    List.of(
                            "-XX:-TieredCompilation",
                            "-Xcomp",
                            "-XX:CompileCommand=quiet",
                            "-XX:CompileCommand=compileonly,org.xinpiao.*::*",
                            "-Xmx1g",
                            "-XX:+UseG1GC",
                            "-XX:ActiveProcessorCount=8",
                            "-Duser.language=ar",
                            "-Duser.extensions=u-nu-arab",
                            "-Duser.timezone=America/St_Johns"),
                    List.of(
                            "-Xmx512m",
                            "-XX:+UseZGC",
                            "-XX:+UnlockExperimentalVMOptions",
                            "-XX:hashCode=2",
                            "-Duser.language=zh",
                            "-Duser.country=CN",
                            "-Duser.timezone=Asia/Shanghai"));

    private final Testbed bed = Testbed.repeatable();
    @TempDir Path dir;

    @Test
    void sameBlocksGiveTheSameRootsInEveryVirtualMachine() throws IOException {
        long seed = Long.getLong("seed", System.nanoTime());
        Path file = dir.resolve("blocks");
        List<String> roots = new ArrayList<>();
        try (Store store = DeterminismWorker.store(dir.resolve("store"), bed);
                OutputStream out = Files.newOutputStream(file)) {
            StateMachine machine = DeterminismWorker.machine(store, bed);
            RandomRun run = new RandomRun(bed, new Random(seed));
            for (int i = 0; i < BLOCKS; i++) {
                run.block(machine, i).writeDelimitedTo(out);
                roots.add(HexFormat.of().formatHex(machine.head().root()));
            }
        }
        assertThat(roots).doesNotHaveDuplicates();

        // Two at a time: some of them are slow.
        for (int i = 0; i < MACHINES.size(); i += 2) {
            int first = i;
            CompletableFuture<List<String>> other =
                    CompletableFuture.supplyAsync(() -> roots(file, first + 1));
            assertThat(roots(file, first)).as(said(seed, first)).isEqualTo(roots);
            assertThat(other.join()).as(said(seed, first + 1)).isEqualTo(roots);
        }
    }

    private static String said(long seed, int machine) {
        return "seed %d, %s".formatted(seed, MACHINES.get(machine));
    }

    /** The roots that another virtual machine finds. */
    private List<String> roots(Path file, int number) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("--enable-native-access=ALL-UNNAMED");
        command.add("--sun-misc-unsafe-memory-access=allow");
        command.addAll(MACHINES.get(number));
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add(DeterminismWorker.class.getName());
        command.addAll(List.of(file.toString(), dir.resolve("store" + number).toString()));
        try {
            Process process =
                    new ProcessBuilder(command)
                            .redirectError(dir.resolve("errors" + number).toFile())
                            .start();
            List<String> roots;
            try (BufferedReader lines = process.inputReader()) {
                roots = lines.lines().toList();
            } finally {
                process.destroy();
            }
            assertThat(process.onExit().join().exitValue())
                    .as("%s: %s", command, Files.readString(dir.resolve("errors" + number)))
                    .isZero();
            return roots;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
