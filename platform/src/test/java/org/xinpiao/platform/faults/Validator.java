package org.xinpiao.platform.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.xinpiao.ledger.comet.CometProcess;

/** A department's validator as processes of its own: the application and its CometBFT. */
final class Validator implements AutoCloseable {

    private static final long STOP_SECONDS = 30;

    /** All that may have to be killed when this process ends. */
    private static final Set<ProcessHandle> STARTED = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(() -> {
                            STARTED.forEach(process -> {
                                process.descendants().forEach(ProcessHandle::destroyForcibly);
                                process.destroyForcibly();
                            });
                        }));
    }

    /** What of a validator a fault strikes. */
    enum Part {
        APPLICATION,
        COMETBFT,
        BOTH
    }

    final Site site;
    private final Path program;
    private @Nullable Process application;
    private @Nullable ProcessHandle comet;

    Validator(Site site, Path program) {
        this.site = site;
        this.program = program;
    }

    void start() throws IOException {
        start(program, 0);
    }

    /**
     * Starts it with clocks that may be wrong.
     *
     * @param comet CometBFT
     * @param shiftMillis how far the clocks are ahead
     */
    void start(Path comet, long shiftMillis) throws IOException {
        awaitEndOfComet();
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "--sun-misc-unsafe-memory-access=allow",
                                "-Dfile.encoding=UTF-8",
                                "-XX:TieredStopAtLevel=1",
                                "-XX:+UseSerialGC",
                                "-Xmx256m",
                                "-cp",
                                System.getProperty(
                                        "surefire.test.class.path",
                                        System.getProperty("java.class.path"))));
        command.addAll(
                shiftMillis == 0
                        ? List.of(
                                "org.xinpiao.platform.cli.Xinpiao",
                                "validator",
                                "--with-parent",
                                "--data",
                                site.dir().toString())
                        : List.of(
                                ShiftedValidator.class.getName(),
                                site.dir().toString(),
                                comet.toString(),
                                Long.toString(shiftMillis)));
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
        builder.environment().put(CometProcess.VARIABLE, comet.toString());
        builder.environment().put(Machine.SHIFT, Long.toString(shiftMillis));
        Process started = builder.start();
        STARTED.add(started.toHandle());
        application = started;
        this.comet = null;
    }

    /** What the application says. Not in its directory: that one's disk may be full. */
    Path log() {
        return site.dir().resolveSibling(site.name() + ".log");
    }

    /** Whether a line of its log contains a pattern. */
    boolean said(String pattern) {
        Pattern wanted = Pattern.compile(pattern);
        try (Stream<String> lines = Files.lines(log())) {
            return lines.anyMatch(line -> wanted.matcher(line).find());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isAlive() {
        return application != null && application.isAlive();
    }

    /** Its CometBFT as far as it is known. */
    private @Nullable ProcessHandle comet() {
        if (application != null) {
            application.children().findFirst().ifPresent(child -> comet = child);
        }
        return comet;
    }

    /** Ends it at once, as a power cut would. */
    void kill(Part part) throws InterruptedException {
        ProcessHandle child = comet();
        Process parent = application;
        if (part != Part.COMETBFT && parent != null) {
            parent.destroyForcibly().waitFor();
            STARTED.remove(parent.toHandle());
        }
        if (part != Part.APPLICATION && child != null) {
            child.destroyForcibly();
        }
    }

    /** Stops its clock hands: it does nothing until it is resumed, and does not know. */
    void pause(Part part) throws IOException, InterruptedException {
        signal("STOP", part);
    }

    void resume() throws IOException, InterruptedException {
        signal("CONT", Part.BOTH);
    }

    private void signal(String name, Part part) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("kill", "-" + name));
        ProcessHandle child = comet();
        if (part != Part.COMETBFT && application != null) {
            command.add(Long.toString(application.pid()));
        }
        if (part != Part.APPLICATION && child != null) {
            command.add(Long.toString(child.pid()));
        }
        if (command.size() > 2) {
            new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        }
    }

    /** A CometBFT ends when its application did; a new one needs its ports and files. */
    private void awaitEndOfComet() {
        ProcessHandle left = comet;
        if (left != null) {
            left.onExit().completeOnTimeout(left, STOP_SECONDS, TimeUnit.SECONDS).join();
            left.destroyForcibly();
        }
    }

    /** Asks it to end, which it must do by itself; whether it did. */
    boolean stop() throws InterruptedException {
        Process parent = application;
        if (parent == null) {
            return true;
        }
        var _ = comet();
        parent.destroy();
        boolean ended = parent.waitFor(STOP_SECONDS, TimeUnit.SECONDS);
        close();
        return ended;
    }

    @Override
    public void close() {
        ProcessHandle child = comet();
        if (application != null) {
            application.destroyForcibly();
            application.toHandle().onExit().join();
            STARTED.remove(application.toHandle());
            application = null;
        }
        if (child != null) {
            child.destroyForcibly();
            child.onExit().join();
        }
        comet = null;
    }
}
