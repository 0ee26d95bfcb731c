package org.xinpiao.platform.faults;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.xinpiao.ledger.comet.CometProcess;
import org.xinpiao.platform.node.Founding;

/** What some faults need of the machine: a small disk, and a CometBFT whose clock is wrong. */
final class Machine implements AutoCloseable {

    /** Shifts the clock of a CometBFT that was built for it, milliseconds. */
    static final String SHIFT = "XINPIAO_TEST_CLOCK_SHIFT_MS";

    private static final String SHIFTING =
            """

            var shift = func() time.Duration {
            \tmillis, _ := strconv.Atoi(os.Getenv("NAME"))
            \treturn time.Duration(millis) * time.Millisecond
            }()
            """;

    private static final String DISK = "128m";
    private static final String FILLER = "filler";
    private static final long BUILD_MINUTES = 10;

    /** Built once for all runs of a process, when it is asked for. */
    private static final class Shifted {
        /** Empty where it cannot be had. */
        static final Optional<Path> PROGRAM = buildShifted();
    }

    private final int smallDisk;
    private final Path data;
    private boolean mounted;

    /** Lays out a run's data directory. */
    Machine(Path data, Set<Fault> faults, Random random) throws IOException {
        this.data = data;
        smallDisk = random.nextInt(FaultyCluster.VALIDATORS);
        if (faults.contains(Fault.FULL_DISK)) {
            Path dir = Files.createDirectories(place());
            if (run("mount", "-t", "tmpfs", "-o", "size=" + DISK, "tmpfs", dir.toString()) != 0) {
                throw new IOException("no disk of limited size can be mounted");
            }
            mounted = true;
            Runtime.getRuntime().addShutdownHook(new Thread(this::close));
        }
    }

    /** What this machine cannot do, and why. */
    static Map<Fault, String> missing() throws IOException {
        Map<Fault, String> missing = new HashMap<>();
        Path probe = Files.createTempDirectory("disk");
        if (run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", probe.toString()) == 0) {
            run("umount", probe.toString());
        } else {
            missing.put(Fault.FULL_DISK, "a disk of limited size can be mounted by root only");
        }
        Files.delete(probe);
        if (Shifted.PROGRAM.isEmpty()) {
            missing.put(Fault.CLOCK, "Go and CometBFT's sources are not there");
        }
        return missing;
    }

    /** The faults that can be tried here. */
    static Set<Fault> able() throws IOException {
        return EnumSet.complementOf(
                missing().isEmpty()
                        ? EnumSet.noneOf(Fault.class)
                        : EnumSet.copyOf(missing().keySet()));
    }

    /** Whose disk is the small one. */
    int smallDisk() {
        return smallDisk;
    }

    private Path place() {
        return data.resolve(Founding.DEPARTMENTS.get(smallDisk));
    }

    /** Leaves no byte free. */
    void fill(Path dir) throws IOException {
        byte[] chunk = new byte[1 << 16];
        for (int size = chunk.length; size > 0; size /= 2) {
            try (OutputStream out =
                    Files.newOutputStream(
                            dir.resolve(FILLER),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.APPEND)) {
                while (true) {
                    out.write(chunk, 0, size);
                }
            } catch (IOException _) {
                // Full for this size; a smaller one may fit.
            }
        }
    }

    void empty(Path dir) throws IOException {
        Files.deleteIfExists(dir.resolve(FILLER));
    }

    Path shiftedComet() {
        return Shifted.PROGRAM.orElseThrow();
    }

    /** CometBFT with another Now, from the sources that Go has already; nothing is downloaded. */
    private static Optional<Path> buildShifted() {
        try {
            Path work = Files.createTempDirectory("shifted");
            String modules = output("go", "env", "GOMODCACHE");
            Path source = Path.of(modules, "github.com", "cometbft", "cometbft@v0.40.0");
            Path copy = work.resolve("source");
            Path clock = copy.resolve("types/time/time.go");
            if (modules.isEmpty()
                    || !Files.exists(source)
                    || run("cp", "-r", source.toString(), copy.toString()) != 0
                    || run("chmod", "-R", "u+w", copy.toString()) != 0) {
                return Optional.empty();
            }
            Files.writeString(
                    clock,
                    Files.readString(clock)
                            .replace("import (", "import (\n\t\"os\"\n\t\"strconv\"")
                            .replace("Canonical(time.Now())", "Canonical(time.Now().Add(shift))")
                            .concat(SHIFTING.replace("NAME", SHIFT)));
            Path program = work.resolve("cometbft");
            ProcessBuilder build =
                    new ProcessBuilder(
                                    "go",
                                    "build",
                                    "-trimpath", // so that Go knows the parts again next time
                                    "-o",
                                    program.toString(),
                                    "./cmd/cometbft")
                            .directory(copy.toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(work.resolve("build.log").toFile());
            build.environment().put("GOPROXY", "off");
            build.environment().put("GOFLAGS", "-mod=mod");
            Process building = build.start();
            boolean built = building.waitFor(BUILD_MINUTES, TimeUnit.MINUTES);
            return built && building.exitValue() == 0 ? Optional.of(program) : Optional.empty();
        } catch (IOException _) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static String output(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor() == 0 ? text.strip() : "";
    }

    private static int run(String... command) {
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException _) {
            return -1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return -1;
        }
    }

    /** CometBFT, where the tests of the ledger find it too. */
    static Optional<Path> cometBft() {
        return CometProcess.find(System.getenv(), Path.of("..", ".tools"));
    }

    @Override
    public void close() {
        if (mounted) {
            run("umount", "-l", place().toString());
            mounted = false;
        }
    }
}
