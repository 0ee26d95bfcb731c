package org.xinpiao.ledger;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Semaphore;

/** Submits transactions and says which were acknowledged, until it is killed. */
final class CrashWorker {

    private static final int IN_FLIGHT = 64;

    private CrashWorker() {}

    /** Takes the data directory and the number of the first transaction. */
    public static void main(String[] args) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        Testbed bed = Testbed.repeatable();
        try (SoloEngine engine = SoloEngine.open(bed.options(Path.of(args[0])))) {
            Semaphore free = new Semaphore(IN_FLIGHT);
            for (int i = Integer.parseInt(args[1]); ; i++) {
                free.acquireUninterruptibly();
                int number = i;
                engine.submit(bed.command(key(number), command(number)))
                        .whenComplete((receipt, failure) -> {
                            free.release();
                            out.println(failure == null ? "" + number : "" + failure);
                        });
            }
        }
    }

    static String key(int number) {
        return "k" + number;
    }

    static String command(int number) {
        return "put a" + number % 1_000 + " " + "x".repeat(number % 3_000);
    }
}
