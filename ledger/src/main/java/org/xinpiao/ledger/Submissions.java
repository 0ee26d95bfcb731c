package org.xinpiao.ledger;

import com.google.protobuf.ByteString;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xinpiao.ledger.comet.CometRpc;

/**
 * Transactions that were handed to CometBFT, or are about to be, until they are answered. They are
 * handed over again and again: a CometBFT that starts anew has forgotten its mempool, and one that
 * has a transaction takes no second. Safe for use by many threads.
 */
final class Submissions implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Submissions.class);
    private static final long AGAIN_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final long TICK_MILLIS = 250;

    private final CometRpc rpc;
    private final long patienceNanos;
    private final Map<ByteString, Waiting> waiting = new HashMap<>();
    private final LinkedBlockingQueue<ByteString> due = new LinkedBlockingQueue<>();
    private final Thread sender;
    private long lookedAt = System.nanoTime();

    /** A transaction and those who asked for its receipt. Guarded by the submissions. */
    private static final class Waiting {
        final ByteString bytes;
        final long since = System.nanoTime();
        final List<CompletableFuture<Receipt>> answers = new ArrayList<>();
        boolean queued = true;
        boolean mayBeThere;
        long sent = since;

        Waiting(ByteString bytes) {
            this.bytes = bytes;
        }
    }

    /** Starts to hand over; nobody waits longer than so long. */
    Submissions(CometRpc rpc, Duration patience) {
        this.rpc = rpc;
        this.patienceNanos = patience.toNanos();
        sender = Thread.ofPlatform().name("broadcast").daemon().start(this::run);
    }

    /** Hands a transaction over, unless that is under way. */
    synchronized void add(ByteString bytes, CompletableFuture<Receipt> answer) {
        ByteString name = Candidates.name(bytes);
        Waiting entry = waiting.get(name);
        if (entry == null) {
            entry = new Waiting(bytes);
            waiting.put(name, entry);
            due.add(name);
        }
        entry.answers.add(answer);
    }

    void answer(ByteString bytes, Receipt receipt) {
        remove(Candidates.name(bytes)).forEach(answer -> answer.complete(receipt));
    }

    void refuse(ByteString bytes, Throwable why) {
        refuseNamed(Candidates.name(bytes), why);
    }

    private void refuseNamed(ByteString name, Throwable why) {
        remove(name).forEach(answer -> answer.completeExceptionally(why));
    }

    private synchronized List<CompletableFuture<Receipt>> remove(ByteString name) {
        Waiting entry = waiting.remove(name);
        return entry == null ? List.of() : entry.answers;
    }

    /** Refuses all that wait. */
    void refuseAll(Throwable why) {
        List<ByteString> names;
        synchronized (this) {
            names = List.copyOf(waiting.keySet());
        }
        names.forEach(name -> refuseNamed(name, why));
    }

    private void run() {
        try {
            while (true) {
                step();
            }
        } catch (InterruptedException _) {
            // Closed.
        }
    }

    private void step() throws InterruptedException {
        try {
            ByteString name = due.poll(TICK_MILLIS, TimeUnit.MILLISECONDS);
            if (name != null) {
                send(name);
            }
            lookAround();
        } catch (RuntimeException e) {
            // What it concerned is handed over again, or ends undecided.
            LOG.error("a transaction could not be handed to CometBFT", e);
        }
    }

    private void send(ByteString name) throws InterruptedException {
        ByteString bytes;
        boolean mayBeThere;
        synchronized (this) {
            Waiting entry = waiting.get(name);
            if (entry == null) {
                return;
            }
            bytes = entry.bytes;
            mayBeThere = entry.mayBeThere;
        }
        CometRpc.Handed handed = CometRpc.Handed.UNKNOWN;
        try {
            handed = rpc.broadcast(bytes);
        } finally {
            sent(name, handed);
        }
        if (handed == CometRpc.Handed.FULL && !mayBeThere) {
            refuseNamed(name, TransactionReason.BUSY.refused(""));
        }
    }

    private synchronized void sent(ByteString name, CometRpc.Handed handed) {
        Waiting entry = waiting.get(name);
        if (entry != null) {
            entry.queued = false;
            entry.mayBeThere |= handed != CometRpc.Handed.FULL;
            entry.sent = System.nanoTime();
        }
    }

    /** Now and then: hands over again what waits long, refuses what waits too long. */
    private void lookAround() {
        long now = System.nanoTime();
        if (now - lookedAt < TimeUnit.MILLISECONDS.toNanos(TICK_MILLIS)) {
            return;
        }
        lookedAt = now;
        List<ByteString> late = new ArrayList<>();
        synchronized (this) {
            waiting.forEach((name, entry) -> {
                if (now - entry.since > patienceNanos) {
                    late.add(name);
                } else if (!entry.queued && now - entry.sent > AGAIN_NANOS) {
                    entry.queued = true;
                    due.add(name);
                }
            });
        }
        late.forEach(name -> refuseNamed(name, TransactionReason.UNDECIDED.refused("")));
    }

    @Override
    public void close() {
        sender.interrupt();
        try {
            sender.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
