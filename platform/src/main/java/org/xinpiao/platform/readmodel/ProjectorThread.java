package org.xinpiao.platform.readmodel;

import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;
import org.xinpiao.ledger.Ledger;

/**
 * Keeps the read model at the ledger's heels, and tells listeners of each {@link Entry} once its
 * rows are durable.
 */
public final class ProjectorThread implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(ProjectorThread.class);

    private static final long WAIT_MILLIS = 500;

    private static final long QUIET_WAIT_MILLIS = 10_000;

    private static final long PAUSE_AFTER_FAILURE_MILLIS = 1000;

    private final Projector projector;
    private final Ledger ledger;
    private final ApplicationEventPublisher events;
    private final Object reachedLock = new Object();
    private long reached;
    private @Nullable Thread thread;
    private volatile boolean running;

    public ProjectorThread(Projector projector, Ledger ledger, ApplicationEventPublisher events) {
        this.projector = projector;
        this.ledger = ledger;
        this.events = events;
    }

    /** The height the read model has reached. */
    public long height() {
        synchronized (reachedLock) {
            return reached;
        }
    }

    /**
     * Waits until the rows of a block can be read.
     *
     * @throws TimeoutException when they cannot within the time
     */
    public void await(long height, long timeoutMillis)
            throws InterruptedException, TimeoutException {
        long end = System.nanoTime() + timeoutMillis * 1_000_000;
        synchronized (reachedLock) {
            while (reached < height) {
                long left = (end - System.nanoTime()) / 1_000_000;
                if (left <= 0) {
                    throw new TimeoutException("the read model has not reached height " + height);
                }
                reachedLock.wait(left);
            }
        }
    }

    /**
     * Waits a moment for the rows of a block that a decision depends on.
     *
     * @throws IllegalStateException when they do not come
     */
    public void require(long height) {
        try {
            await(height, QUIET_WAIT_MILLIS);
        } catch (TimeoutException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Waits a moment for the rows of a block, so that a page shows what its reader just did. */
    public void awaitQuietly(long height) {
        try {
            await(height, QUIET_WAIT_MILLIS);
        } catch (TimeoutException e) {
            LOG.warn("the read model lags behind height {}", height);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void start() {
        projector.catchUp();
        reached(projector.height());
        running = true;
        thread = Thread.ofPlatform().name("projector").start(this::run);
    }

    @Override
    public void stop() {
        running = false;
        Thread stopping = thread;
        if (stopping != null) {
            stopping.interrupt();
            try {
                stopping.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Before the web server, so that pages never see a read model that lags from the start. */
    @Override
    public int getPhase() {
        return Integer.MIN_VALUE + 1000;
    }

    private void run() {
        while (isRunning()) {
            try {
                long before = height();
                long after = projector.step(events::publishEvent);
                reached(after);
                if (after == before) {
                    ledger.awaitAbove(after, WAIT_MILLIS);
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                if (!isRunning()) {
                    return;
                }
                LOG.error("the read model stands still at height {}", height(), e);
                pause();
            }
        }
    }

    private void pause() {
        try {
            Thread.sleep(PAUSE_AFTER_FAILURE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void reached(long height) {
        synchronized (reachedLock) {
            reached = height;
            reachedLock.notifyAll();
        }
    }
}
