package org.xinpiao.platform.cluster;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xinpiao.ledger.comet.CometHome;
import org.xinpiao.ledger.comet.CometProcess;

/** Keeps a CometBFT running beside its application: when it dies, it is started again. */
public final class CometKeeper implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CometKeeper.class);
    private static final Executor LATER = CompletableFuture.delayedExecutor(2, TimeUnit.SECONDS);

    private final Path program;
    private final CometHome home;
    private CometProcess running;
    private boolean closed;

    /** Starts it. */
    public CometKeeper(Path program, CometHome home) {
        this.program = program;
        this.home = home;
        this.running = CometProcess.start(program, home);
        watch(running);
    }

    private void watch(CometProcess process) {
        var _ = process.onExit().thenRunAsync(this::startAgain, LATER);
    }

    private synchronized void startAgain() {
        if (closed) {
            return;
        }
        LOG.warn("CometBFT of {} ended and is started again", home.dir());
        try {
            running = CometProcess.start(program, home);
            watch(running);
        } catch (RuntimeException e) {
            LOG.error("CometBFT of {} cannot be started", home.dir(), e);
            LATER.execute(this::startAgain);
        }
    }

    synchronized long pid() {
        return running.pid();
    }

    /** From now on its end is wanted; it is left running for the engine to finish with it. */
    public synchronized void letGo() {
        closed = true;
    }

    @Override
    public void close() {
        letGo();
        running.close();
    }
}
