package org.xinpiao.ledger;

import com.google.protobuf.ByteString;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One process that orders and keeps the ledger alone. While a block is being executed and synced,
 * the signatures of the next are checked and it fills (group commit). What one thread submits is
 * executed in the order in which it submitted it.
 */
public final class SoloEngine implements Engine {

    private static final Logger LOG = LoggerFactory.getLogger(SoloEngine.class);
    private final StateMachine machine;
    private final Store store;
    private final Checkpoints checkpoints;
    private final StoredLedger ledger;
    private final InstantSource clock;
    private final SoloOptions.Limits limits;

    private final Gate gate;
    private final LinkedBlockingQueue<Pending> ready = new LinkedBlockingQueue<>();
    private final ExecutorService checks;
    private final ExecutorService answers;
    private final Thread committer;
    private final AtomicBoolean closing = new AtomicBoolean();
    private final CompletableFuture<Throwable> failed = new CompletableFuture<>();

    /**
     * A transaction that waits its turn.
     *
     * @param checked what the check made of it; empty when it was answered without being ordered
     */
    private record Pending(
            ByteString bytes,
            CompletableFuture<Optional<Candidate>> checked,
            CompletableFuture<Receipt> answer) {}

    private record Ordered(Candidate candidate, CompletableFuture<Receipt> answer) {
        long size() {
            return candidate.bytes().size();
        }
    }

    private SoloEngine(
            SoloOptions options,
            Store store,
            Hashes hashes,
            StateMachine machine,
            LogTree tree,
            Checkpoints checkpoints) {
        this.store = store;
        this.machine = machine;
        this.checkpoints = checkpoints;
        this.clock = options.clock();
        this.limits = options.limits();
        ledger = new StoredLedger(store, hashes, machine, tree, checkpoints);
        gate = new Gate(limits.queueTransactions(), limits.queueBytes());
        checks =
                Executors.newFixedThreadPool(
                        Runtime.getRuntime().availableProcessors(),
                        Thread.ofPlatform().name("signatures-", 0).daemon().factory());
        answers =
                Executors.newSingleThreadExecutor(
                        Thread.ofPlatform().name("answers").daemon().factory());
        committer = Thread.ofPlatform().name("committer").daemon().start(this::run);
    }

    /**
     * Opens the ledger in a directory, or begins one.
     *
     * @throws OpenException when the directory cannot be opened or holds another ledger
     * @throws CorruptException when what it holds is damaged
     */
    public static SoloEngine open(SoloOptions options) {
        Hashes hashes = new Hashes(options.suite());
        Store store = new Store(options.dir().resolve(Store.DIRECTORY), hashes, Rocks.Mode.DURABLE);
        try {
            StateMachine machine =
                    StateMachine.open(
                            store,
                            hashes,
                            options.rules(),
                            new SuitePrimitives(options.suite()),
                            options.chainId(),
                            options.genesis());
            LogTree tree = new LogTree(hashes, store);
            Checkpoints checkpoints =
                    new Checkpoints(
                            options.dir(),
                            options.origin(),
                            options.cosigners(),
                            options.clock(),
                            options.checkpointInterval(),
                            tree,
                            machine::head);
            return new SoloEngine(options, store, hashes, machine, tree, checkpoints);
        } catch (RuntimeException | Error e) {
            store.close();
            throw e;
        }
    }

    @Override
    public Ledger ledger() {
        return ledger;
    }

    @Override
    public CompletionStage<Receipt> submit(SignedTransaction transaction) {
        ByteString bytes = transaction.toByteString();
        switch (gate.enter(bytes.size())) {
            case ENTERED -> {}
            case FULL -> {
                return CompletableFuture.failedFuture(TransactionReason.BUSY.refused(""));
            }
            case CLOSED -> {
                return CompletableFuture.failedFuture(
                        new IllegalStateException("the engine is closed"));
            }
        }
        Pending pending = new Pending(bytes, new CompletableFuture<>(), new CompletableFuture<>());
        ready.add(pending);
        checks.execute(() -> check(pending));
        return pending.answer();
    }

    private void check(Pending pending) {
        Optional<Candidate> ordered = Optional.empty();
        try {
            requireRunning();
            Candidate candidate = machine.check(pending.bytes(), clock.millis());
            Receipt first = firstReceipt(candidate);
            if (first == null) {
                ordered = Optional.of(candidate);
            } else {
                gate.leave(pending.bytes().size());
                pending.answer().complete(first);
            }
        } catch (Throwable e) {
            gate.leave(pending.bytes().size());
            pending.answer().completeExceptionally(e);
        }
        pending.checked().complete(ordered);
    }

    @Override
    public CompletionStage<Throwable> failed() {
        return failed.minimalCompletionStage();
    }

    private void requireRunning() {
        if (failed.isDone()) {
            throw TransactionReason.STOPPED.refused("");
        }
    }

    /** The receipt that answers a candidate already. */
    private @Nullable Receipt firstReceipt(Candidate candidate) {
        long index = machine.answered(candidate);
        return index == BlockResult.NONE ? null : ledger.receipt(index);
    }

    private void run() {
        List<Ordered> batch = new ArrayList<>();
        while (fill(batch)) {
            if (!batch.isEmpty()) {
                commit(List.copyOf(batch));
                batch.clear();
            }
        }
    }

    private void commit(List<Ordered> batch) {
        try {
            requireRunning();
            List<Candidate> candidates = batch.stream().map(Ordered::candidate).toList();
            long time = Math.max(clock.millis(), machine.head().timeMillis());
            BlockResult result = machine.execute(time, candidates);
            machine.commit(result);
            ledger.committed(result);
            answers.execute(() -> answer(batch, result));
        } catch (Throwable e) {
            if (failed.complete(e)) {
                LOG.error("the engine stops", e);
            }
            // Nobody can say whether it is durable until the ledger is opened again.
            RefusedException undecided = TransactionReason.UNDECIDED.refused("");
            for (Ordered ordered : batch) {
                gate.leave(ordered.size());
                ordered.answer().completeExceptionally(undecided);
            }
        }
    }

    /** Waits for a transaction and takes what is checked after it; false when the engine closes. */
    private boolean fill(List<Ordered> batch) {
        try {
            Pending next = ready.take();
            long bytes = 0;
            while (next != null) {
                Optional<Candidate> checked = next.checked().join();
                if (checked.isPresent()) {
                    batch.add(new Ordered(checked.get(), next.answer()));
                    bytes += next.bytes().size();
                }
                Pending peeked = ready.peek();
                boolean fits =
                        peeked != null
                                && peeked.checked().isDone()
                                && batch.size() < limits.blockTransactions()
                                && bytes + peeked.bytes().size() <= limits.blockBytes();
                next = fits ? ready.poll() : null;
            }
            return true;
        } catch (InterruptedException _) {
            return false;
        }
    }

    private void answer(List<Ordered> done, BlockResult result) {
        for (int i = 0; i < done.size(); i++) {
            Ordered ordered = done.get(i);
            gate.leave(ordered.size());
            try {
                long first = result.repeats().get(i);
                Receipt receipt =
                        first == BlockResult.NONE
                                ? result.receipts().get(i)
                                : ledger.receipt(first);
                ordered.answer().complete(receipt);
            } catch (RuntimeException e) {
                ordered.answer().completeExceptionally(e);
            }
        }
    }

    /** Answers everything that was submitted, signs the last checkpoint and closes the store. */
    @Override
    public void close() {
        if (closing.getAndSet(true)) {
            return;
        }
        gate.closeAndDrain();
        committer.interrupt();
        checks.close();
        answers.close();
        checkpoints.close();
        store.close();
    }
}
