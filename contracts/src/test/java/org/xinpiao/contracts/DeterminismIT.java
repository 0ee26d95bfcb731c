package org.xinpiao.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A random history of real commands gives the same state in every virtual machine. */
class DeterminismIT {

    private static final int STEPS = Integer.getInteger("xinpiao.steps", 1_500);

    /** Heap, collector, compiler, processors, hash codes, language, time zone, character set. */
    private static final List<List<String>> MACHINES =
            List.of(
                    List.of("-Xmx256m", "-XX:+UseSerialGC"),
                    List.of(
                            "-Xint",
                            "-Xmx128m",
                            "-XX:+UseParallelGC",
                            "-Duser.language=tr",
                            "-Duser.country=TR",
                            "-Duser.timezone=Pacific/Kiritimati"),
                    List.of(
                            "-XX:TieredStopAtLevel=1",
                            "-Xmx1g",
                            "-XX:+UseG1GC",
                            "-XX:ActiveProcessorCount=8",
                            "-Duser.language=ar",
                            "-Duser.extensions=u-nu-arab",
                            "-Duser.timezone=America/St_Johns",
                            "-Dfile.encoding=COMPAT"),
                    List.of(
                            "-XX:-TieredCompilation",
                            "-Xmx512m",
                            "-XX:+UseZGC",
                            "-XX:+UnlockExperimentalVMOptions",
                            "-XX:hashCode=2",
                            "-XX:ActiveProcessorCount=1",
                            "-Duser.language=th",
                            "-Duser.country=TH",
                            "-Duser.variant=TH",
                            "-Duser.timezone=Asia/Kathmandu"));

    @TempDir Path dir;

    @Test
    void sameCommandsGiveTheSameStatesInEveryVirtualMachine() throws IOException {
        String seed = Long.toString(Long.getLong("xinpiao.seed", System.nanoTime()));
        List<String> first = states(seed, MACHINES.getFirst());
        assertThat(first).hasSize(STEPS / 50).doesNotHaveDuplicates();
        for (List<String> machine : MACHINES.subList(1, MACHINES.size())) {
            assertThat(states(seed, machine))
                    .as("-Dxinpiao.seed=%s %s", seed, machine)
                    .isEqualTo(first);
        }
    }

    private List<String> states(String seed, List<String> machine) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("--sun-misc-unsafe-memory-access=allow");
        command.addAll(machine);
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(HistoryWorker.class.getName(), seed, Integer.toString(STEPS)));
        Path errors = dir.resolve("errors");
        Process process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
        List<String> states;
        try (BufferedReader lines = process.inputReader()) {
            states = lines.lines().toList();
        } finally {
            process.destroy();
        }
        assertThat(process.onExit().join().exitValue())
                .as("%s: %s", command, Files.readString(errors))
                .isZero();
        return states;
    }
}
