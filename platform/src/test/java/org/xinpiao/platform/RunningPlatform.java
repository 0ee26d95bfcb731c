package org.xinpiao.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import org.xinpiao.platform.demo.RunningDemo;

/**
 * The whole program with the sample province, started once for all tests of this JVM that only look
 * at it or add to it; none may count on being alone.
 */
public final class RunningPlatform {

    private static final class Holder {
        static final RunningDemo ONE = start();
    }

    private RunningPlatform() {}

    /** The running program; the first call starts it, the end of the JVM stops it. */
    public static RunningDemo get() {
        return Holder.ONE;
    }

    private static RunningDemo start() {
        try {
            Path data = RunningDemo.directory();
            RunningDemo demo = RunningDemo.start(data);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(demo, data)));
            return demo;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void stop(RunningDemo demo, Path data) {
        demo.close();
        try (var files = Files.walk(data)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
