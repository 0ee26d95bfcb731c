package org.xinpiao.ledger;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.xinpiao.contracts.Rules;
import org.xinpiao.contracts.Rules.ValidatorRecord;

/**
 * Executes a ledger again from its genesis and compares everything it holds with what comes out:
 * signatures, receipts, log, state, idempotency records, checkpoint. Reads only; memory use does
 * not grow with the ledger.
 */
public final class Audit {

    /** Blocks whose signatures are checked ahead of the execution. */
    private static final int BLOCKS_AHEAD = 8;

    private final Path dir;
    private final Path temporary;
    private final Rules rules;
    private final Trust trust;
    private final Progress progress;
    private final Hashes hashes;
    private long height;
    private long transactions;
    private long stateEntries;

    /** Told after each block. */
    public interface Progress {
        void block(long height, long of);
    }

    private Audit(Path dir, Path temporary, Rules rules, Trust trust, Progress progress) {
        this.dir = dir;
        this.temporary = temporary;
        this.rules = rules;
        this.trust = trust;
        this.progress = progress;
        this.hashes = new Hashes(trust.suite());
    }

    /**
     * Audits a data directory.
     *
     * @param trust of the log; its keys must have signed the last checkpoint where the state names
     *     no validators, and those validators where it does
     * @throws OpenException when the directory cannot be read or holds no ledger
     */
    public static AuditReport run(Path dir, Rules rules, Trust trust, Progress progress) {
        return run(dir, Path.of(System.getProperty("java.io.tmpdir")), rules, trust, progress);
    }

    /** The same with the place in which the state is made again. */
    static AuditReport run(Path dir, Path temporary, Rules rules, Trust trust, Progress progress) {
        Audit audit = new Audit(dir, temporary, rules, trust, progress);
        Optional<String> bad = Optional.empty();
        try {
            audit.run();
        } catch (CorruptException e) {
            bad = Optional.of(String.valueOf(e.getMessage()));
        } catch (OpenException e) {
            if (e.why() != OpenException.Cause.INPUT_OUTPUT) {
                throw e;
            }
            bad = Optional.of(String.valueOf(e.getMessage()));
        }
        return new AuditReport(audit.height, audit.transactions, audit.stateEntries, bad);
    }

    private void run() {
        Path files = dir.resolve(Store.DIRECTORY);
        if (!Files.isDirectory(files)) {
            throw new OpenException(OpenException.Cause.NOT_FOUND, "no ledger in " + dir);
        }
        try (Store stored = new Store(files, hashes, Rocks.Mode.READ_ONLY)) {
            Head head = stored.head();
            byte[] genesis = stored.genesis();
            String identity = stored.identity();
            if (head == null || genesis == null || identity == null) {
                throw new CorruptException("the ledger's head, genesis or identity is missing");
            }
            String chainId = StateMachine.chainId(identity);
            ByteString first = ByteString.copyFrom(genesis);
            if (!identity.equals(StateMachine.identity(hashes.suite(), chainId, first))) {
                throw new CorruptException("the genesis is not the one the ledger began with");
            }
            replayInto(stored, head, chainId, first);
        }
    }

    private void replayInto(Store stored, Head head, String chainId, ByteString genesis) {
        Path work = temporary(temporary);
        try (Store replayed = new Store(work, hashes, Rocks.Mode.REPLAY)) {
            StateMachine machine =
                    StateMachine.open(
                            replayed,
                            hashes,
                            rules,
                            new SuitePrimitives(trust.suite()),
                            chainId,
                            genesis);
            LogTree tree = new LogTree(hashes, stored);
            requireGenesis(stored, replayed, tree, head);
            replay(stored, machine, tree, head);
            requireSameColumns(stored, replayed, machine.head(), head);
            requireCheckpoint(signers(replayed, head), tree, head);
        } finally {
            delete(work);
        }
    }

    private void requireGenesis(Store stored, Store replayed, LogTree tree, Head head) {
        byte[] leaf = leaf(stored, tree, head, 0);
        byte[] hash = replayed.read(new TileId(0, 0));
        if (hash == null || !Arrays.equals(hashes.leaf(leaf), Arrays.copyOf(hash, Hashes.BYTES))) {
            throw new CorruptException("the rules make another first state than receipt 0 says");
        }
    }

    private void replay(Store stored, StateMachine machine, LogTree tree, Head head) {
        ArrayDeque<Future<Prepared>> ahead = new ArrayDeque<>();
        try (ExecutorService pool =
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
            long next = 1;
            while (height < head.height()) {
                while (ahead.size() < BLOCKS_AHEAD && next <= head.height()) {
                    long wanted = next++;
                    ahead.add(pool.submit(() -> prepare(stored, machine, wanted)));
                }
                check(stored, machine, tree, head, join(ahead.remove()));
                progress.block(height, head.height());
            }
        }
    }

    private record Prepared(Store.StoredBlock block, List<Candidate> candidates) {}

    private static Prepared prepare(Store stored, StateMachine machine, long height) {
        Store.StoredBlock block = stored.block(height);
        if (block == null) {
            throw new CorruptException("block " + height + " is missing");
        }
        List<Candidate> candidates =
                block.block().getTransactionsList().stream()
                        .map(bytes -> machine.prepare(bytes, block.block().getTimeMs()))
                        .toList();
        return new Prepared(block, candidates);
    }

    private static Prepared join(Future<Prepared> prepared) {
        try {
            return prepared.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the audit was interrupted", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof CorruptException corrupt) {
                throw corrupt;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private void check(
            Store stored, StateMachine machine, LogTree tree, Head head, Prepared prepared) {
        long number = height + 1;
        String name = "block " + number;
        Block block = prepared.block().block();
        Head before = machine.head();
        requireThat(block.getHeight() == number, name + " bears another height");
        requireThat(
                prepared.block().firstIndex() == before.size(),
                name + " begins at another leaf than the log");
        requireThat(
                block.getPreviousRoot().equals(ByteString.copyFrom(before.root())),
                name + " has another previous root than the log");
        requireThat(block.getTimeMs() >= before.timeMillis(), name + " goes back in time");
        long end = before.size() + block.getTransactionsCount();
        requireThat(end <= head.size(), name + " has more transactions than the log has leaves");
        BlockResult result = machine.execute(block.getTimeMs(), prepared.candidates());
        requireThat(block.equals(result.block()), name + " holds more than was executed");
        for (int i = 0; i < result.receipts().size(); i++) {
            byte[] leaf = leaf(stored, tree, head, before.size() + i);
            requireSame(name + " transaction " + i, leaf, result, i);
        }
        machine.commit(result);
        height = number;
        transactions += block.getTransactionsCount();
    }

    private static void requireSame(String name, byte[] leaf, BlockResult result, int i) {
        if (Arrays.equals(leaf, result.leaves().get(i))) {
            return;
        }
        Receipt executed = result.receipts().get(i);
        Receipt recorded;
        try {
            recorded = Receipt.parseFrom(leaf);
        } catch (InvalidProtocolBufferException e) {
            throw new CorruptException(name + ": its receipt is damaged", e);
        }
        if (!recorded.getTransactionHash().equals(executed.getTransactionHash())) {
            throw new CorruptException(name + " is not the one its receipt speaks of");
        }
        throw new CorruptException(
                "%s: its receipt says %s, execution gives %s"
                        .formatted(name, outcome(recorded), outcome(executed)));
    }

    private static String outcome(Receipt receipt) {
        return switch (receipt.getOutcomeCase()) {
            case ACCEPTED ->
                    "accepted with %d events at %d"
                            .formatted(receipt.getAccepted().getEventsCount(), receipt.getTimeMs());
            case REJECTED -> receipt.getRejected().getCode();
            case OUTCOME_NOT_SET -> "nothing";
        };
    }

    /** A stored receipt, checked against the stored log. */
    private byte[] leaf(Store stored, LogTree tree, Head head, long index) {
        byte[] leaf = stored.receipt(index);
        if (leaf == null) {
            throw new CorruptException("receipt " + index + " is missing");
        }
        requireThat(
                Arrays.equals(hashes.leaf(leaf), tree.leafHash(head.edge(), index)),
                "receipt " + index + " is not what the log committed to");
        return leaf;
    }

    private void requireSameColumns(Store stored, Store replayed, Head executed, Head head) {
        requireThat(
                executed.size() == head.size() && Arrays.equals(executed.root(), head.root()),
                "the head is not that of the last block");
        requireThat(executed.timeMillis() == head.timeMillis(), "the head bears another time");
        stateEntries = compare(Column.STATE, stored, replayed);
        compare(Column.KEYS, stored, replayed);
        compare(Column.TILES, stored, replayed);
        requireThat(stored.endsAt(Column.BLOCKS, head.height()), "there are blocks after the last");
        requireThat(
                stored.endsAt(Column.RECEIPTS, head.size() - 1),
                "there are receipts after the last");
    }

    /** Compares two columns entry by entry; returns how many there are. */
    private static long compare(Column column, Store stored, Store replayed) {
        long entries = 0;
        try (Rocks.Entries found = stored.rocks().entries(column, new byte[0]);
                Rocks.Entries right = replayed.rocks().entries(column, new byte[0])) {
            boolean isFound = found.next();
            boolean isRight = right.next();
            while (isFound || isRight) {
                int order =
                        !isFound
                                ? 1
                                : !isRight ? -1 : Arrays.compareUnsigned(found.key(), right.key());
                if (order < 0) {
                    throw bad(column, found.key(), "does not belong there");
                }
                if (order > 0) {
                    throw bad(column, right.key(), "is missing");
                }
                if (!Arrays.equals(found.value(), right.value())) {
                    throw bad(column, right.key(), "is not what execution gives");
                }
                entries++;
                isFound = found.next();
                isRight = right.next();
            }
        }
        return entries;
    }

    private static CorruptException bad(Column column, byte[] key, String what) {
        return new CorruptException(Store.name(column, key) + " " + what);
    }

    /**
     * Who signed the last checkpoint: it came with the last block, from those of the one before.
     */
    private Trust signers(Store replayed, Head head) {
        List<ValidatorRecord> validators =
                rules.validators(replayed, Math.max(0, head.height() - 1));
        return validators.isEmpty() ? trust : Trust.of(trust.origin(), trust.suite(), validators);
    }

    private void requireCheckpoint(Trust signers, LogTree tree, Head head) {
        Note note = Checkpoints.read(dir.resolve(Checkpoints.FILE));
        if (note == null) {
            throw new CorruptException("the checkpoint is missing");
        }
        switch (Verifier.checkpoint(note.format(), signers)) {
            case Verdict.Failed(Verdict.Fault fault, String detail) ->
                    throw new CorruptException("checkpoint: " + fault.en() + " " + detail);
            case Verdict.OfCheckpoint.Signed _ ->
                    Checkpoints.requireOnLog(note, trust.origin(), tree, head);
        }
    }

    private static void requireThat(boolean held, String otherwise) {
        if (!held) {
            throw new CorruptException(otherwise);
        }
    }

    private static Path temporary(Path parent) {
        try {
            return Files.createTempDirectory(parent, "audit");
        } catch (IOException e) {
            throw new UncheckedIOException("no place to replay in", e);
        }
    }

    private static void delete(Path dir) {
        try {
            Directories.delete(dir);
        } catch (IOException e) {
            throw new UncheckedIOException("the replayed state cannot be removed", e);
        }
    }
}
