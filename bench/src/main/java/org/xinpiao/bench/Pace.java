package org.xinpiao.bench;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;

/** Starts work at a fixed rate whether or not earlier work is done, so that no wait is hidden. */
final class Pace {

    private Pace() {}

    /** One piece of work; told when it should have begun, as {@link System#nanoTime}. */
    interface Work {
        void run(int number, long due) throws Exception;
    }

    /** Starts the work and waits for all of it. */
    static void run(int count, int perSecond, Work work) {
        long begin = System.nanoTime();
        try (ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < count; i++) {
                long due = begin + i * 1_000_000_000L / perSecond;
                for (long left = due - System.nanoTime();
                        left > 0;
                        left = due - System.nanoTime()) {
                    LockSupport.parkNanos(left);
                }
                int number = i;
                var _ =
                        workers.submit(() -> {
                            work.run(number, due);
                            return null;
                        });
            }
        }
    }
}
