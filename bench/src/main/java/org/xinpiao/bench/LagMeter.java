package org.xinpiao.bench;

import java.time.Duration;
import java.util.ArrayDeque;
import org.xinpiao.ledger.Ledger;
import org.xinpiao.platform.readmodel.ProjectorThread;

/** Measures how long after its block is durable a row can be read. */
final class LagMeter implements AutoCloseable {

    private static final long EVERY_MILLIS = 5;
    private static final Duration CATCH_UP_MAX = Duration.ofMinutes(10);

    private record Mark(long height, long nanos) {}

    private final Ledger ledger;
    private final ProjectorThread readModel;
    private final Latencies lags = new Latencies();
    private final Thread thread;
    private volatile boolean running = true;

    LagMeter(Node node) {
        ledger = node.engine().ledger();
        readModel = node.get(ProjectorThread.class);
        thread = Thread.ofPlatform().name("lag").start(this::run);
    }

    private void run() {
        ArrayDeque<Mark> waiting = new ArrayDeque<>();
        long last = ledger.height();
        try {
            while (running || !waiting.isEmpty()) {
                long height = running ? ledger.awaitAbove(last, EVERY_MILLIS) : last;
                long now = System.nanoTime();
                if (height > last) {
                    waiting.add(new Mark(height, now));
                    last = height;
                }
                long reached = readModel.height();
                while (!waiting.isEmpty() && waiting.peek().height() <= reached) {
                    lags.add(now - waiting.remove().nanos());
                }
                if (!running || height == last) {
                    Thread.sleep(1);
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    Latencies lags() {
        return lags;
    }

    /**
     * Waits until everything that was seen can be read.
     *
     * @throws IllegalStateException when it cannot within ten minutes
     */
    @Override
    public void close() {
        running = false;
        try {
            if (!thread.join(CATCH_UP_MAX)) {
                thread.interrupt();
                throw new IllegalStateException("the read model stands at " + readModel.height());
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
