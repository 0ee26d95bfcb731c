package org.xinpiao.ledger;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.xinpiao.ledger.comet.AbciServer;
import org.xinpiao.ledger.comet.CometRpc;

/**
 * One node of a ledger that several keep together: a CometBFT process beside this one agrees with
 * the others on the next block, the state machine here executes it. The process may come and go;
 * what was submitted meanwhile is handed over when it is back, or ends in a "retry".
 */
public final class CometEngine implements Engine {

    /** How long a submission and a proof wait for the validators. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final CometOptions options;
    private final Store store;
    private final StateMachine machine;
    private final CosignedCheckpoints checkpoints;
    private final StoredLedger ledger;
    private final Gate gate;
    private final Candidates candidates;
    private final Submissions submissions;
    private final CometRpc rpc;
    private final CometApplication application;
    private final AbciServer server;
    private final ExecutorService checks;
    private final ExecutorService answers;
    private final AtomicBoolean closing = new AtomicBoolean();
    private final CompletableFuture<Throwable> failed = new CompletableFuture<>();

    private CometEngine(
            CometOptions options,
            Store store,
            Hashes hashes,
            StateMachine machine,
            LogTree tree,
            CosignedCheckpoints checkpoints) {
        this.options = options;
        this.store = store;
        this.machine = machine;
        this.checkpoints = checkpoints;
        ledger = new StoredLedger(store, hashes, machine, tree, checkpoints);
        SoloOptions.Limits limits = options.limits();
        gate = new Gate(limits.queueTransactions(), limits.queueBytes());
        checks =
                Executors.newFixedThreadPool(
                        Runtime.getRuntime().availableProcessors(),
                        Thread.ofPlatform().name("signatures-", 0).daemon().factory());
        answers =
                Executors.newSingleThreadExecutor(
                        Thread.ofPlatform().name("answers").daemon().factory());
        candidates = new Candidates(machine, checks, 2 * limits.queueBytes());
        rpc = new CometRpc(options.rpcPort());
        submissions = new Submissions(rpc, PATIENCE);
        application =
                new CometApplication(
                        options, hashes, store, machine, candidates, checkpoints, new Heard());
        server = AbciServer.start(options.home().socket(), application);
    }

    /**
     * Opens the ledger in a directory, or begins one, and waits for CometBFT to connect.
     *
     * @throws OpenException when the directory cannot be opened or holds another ledger
     * @throws CorruptException when what it holds is damaged
     */
    public static CometEngine open(CometOptions options) {
        try {
            Takeover.finish(options.dir());
        } catch (IOException e) {
            throw new OpenException(
                    OpenException.Cause.INPUT_OUTPUT, "cannot finish in " + options.dir(), e);
        }
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
            CosignedCheckpoints checkpoints =
                    new CosignedCheckpoints(
                            options.dir(),
                            options.origin(),
                            CosignedCheckpoints.signers(options, store, machine.head()),
                            PATIENCE,
                            tree,
                            machine.head());
            return new CometEngine(options, store, hashes, machine, tree, checkpoints);
        } catch (RuntimeException | Error e) {
            store.close();
            throw e;
        }
    }

    @Override
    public Ledger ledger() {
        return ledger;
    }

    /**
     * Whom a verifier believes: the validators that signed the last checkpoint, and for the log as
     * it was in their time those before them.
     */
    public Trust trust() {
        Head head = machine.head();
        Trust present = CosignedCheckpoints.signers(options, store, head).getFirst();
        return present.withFormer(
                options.rules().formerValidators(store).stream()
                        // While they voted on a block they signed the log before it.
                        .filter(former -> former.lastHeight() < head.height() - 1)
                        .map(former ->
                                new Trust.Former(
                                        store.firstIndex(former.lastHeight()),
                                        Trust.of(
                                                options.origin(),
                                                options.suite(),
                                                former.validators())))
                        .toList());
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
        CompletableFuture<Receipt> answer = new CompletableFuture<>();
        checks.execute(() -> check(bytes, answer));
        return answer.whenComplete((_, _) -> gate.leave(bytes.size()));
    }

    private void check(ByteString bytes, CompletableFuture<Receipt> answer) {
        try {
            requireRunning();
            Candidate candidate = candidates.check(bytes, options.clock().millis());
            // Waits before it looks: what is committed in between is seen either way.
            submissions.add(bytes, answer);
            long index = machine.answered(candidate);
            if (index != BlockResult.NONE) {
                submissions.answer(bytes, recorded(index));
            }
        } catch (Throwable e) {
            answer.completeExceptionally(e);
        }
    }

    /** The receipt of a transaction that was repeated. */
    private Receipt recorded(long index) {
        return Objects.requireNonNull(ledger.receipt(index));
    }

    private void requireRunning() {
        if (failed.isDone()) {
            throw TransactionReason.STOPPED.refused("");
        }
    }

    @Override
    public CompletionStage<Throwable> failed() {
        return failed.minimalCompletionStage();
    }

    /** Hears the application. */
    private final class Heard implements CometApplication.Listener {

        @Override
        public void refused(ByteString transaction, RefusedException why) {
            submissions.refuse(transaction, why);
        }

        @Override
        public void answered(ByteString transaction, long index) {
            submissions.answer(transaction, recorded(index));
        }

        @Override
        public void committed(BlockResult result) {
            ledger.committed(result);
            answers.execute(() -> answer(result));
        }

        @Override
        public void caughtUp() {
            ledger.grown();
        }

        @Override
        public void failed(Throwable why) {
            failed.complete(why);
            // Others may execute what was handed over.
            submissions.refuseAll(TransactionReason.UNDECIDED.refused(""));
        }
    }

    private void answer(BlockResult result) {
        List<ByteString> transactions = result.block().getTransactionsList();
        for (int i = 0; i < transactions.size(); i++) {
            ByteString bytes = transactions.get(i);
            try {
                long first = result.repeats().get(i);
                Receipt receipt =
                        first == BlockResult.NONE ? result.receipts().get(i) : recorded(first);
                submissions.answer(bytes, receipt);
            } catch (RuntimeException e) {
                submissions.refuse(bytes, e);
            }
        }
    }

    /** Answers everything that was submitted, hangs up and closes the store. */
    @Override
    public void close() {
        if (closing.getAndSet(true)) {
            return;
        }
        gate.closeAndDrain();
        submissions.close();
        server.close();
        application.close();
        rpc.close();
        checks.close();
        answers.close();
        checkpoints.close();
        store.close();
    }
}
