package org.xinpiao.ledger;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** Keeps the last checkpoint that the validators brought into a block together. */
final class CosignedCheckpoints implements CheckpointSource {

    private final Path file;
    private final Duration patience;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private @Nullable Signed last;
    private boolean closed;

    /**
     * Takes up the last checkpoint, if there is one.
     *
     * @param signers validators who may have signed the last checkpoint
     * @param patience how long anyone waits for a checkpoint
     * @throws CorruptException when the log does not hold what the last checkpoint says, or too few
     *     validators said it
     */
    CosignedCheckpoints(
            Path dir,
            String origin,
            List<Trust> signers,
            Duration patience,
            LogTree tree,
            Head head) {
        this.file = dir.resolve(Checkpoints.FILE);
        this.patience = patience;
        Note stored = Checkpoints.read(file);
        if (stored != null) {
            Checkpoints.requireOnLog(stored, origin, tree, head);
            if (signers.stream().noneMatch(stored::isSignedFor)) {
                throw new CorruptException("the checkpoint was not signed by enough validators");
            }
            last = new Signed(size(stored), stored.format());
        }
    }

    /**
     * Who may have signed the last checkpoint. It came with the last block, signed while the one
     * before that was voted on; or with the next, when the process died before that was durable.
     */
    static List<Trust> signers(CometOptions options, StateView state, Head head) {
        return LongStream.of(Math.max(0, head.height() - 1), head.height())
                .mapToObj(height -> options.rules().validators(state, height))
                .map(validators -> Trust.of(options.origin(), options.suite(), validators))
                .toList();
    }

    private static long size(Note note) {
        try {
            return Checkpoint.parse(note.text()).size();
        } catch (FormatException e) {
            throw new CorruptException("the checkpoint is damaged: " + e.getMessage(), e);
        }
    }

    /**
     * Keeps a checkpoint that a block brought, also one of the same size as the last: validators
     * may have changed. It must be durable before the block is: an idle chain brings no other.
     */
    void add(Note note) {
        long size = size(note);
        lock.lock();
        try {
            if (last == null || size >= last.size()) {
                Signed next = new Signed(size, note.format());
                Checkpoints.write(file, next.note());
                last = next;
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Signed last() {
        return await(_ -> true);
    }

    @Override
    public Signed covering(long size) {
        return await(signed -> signed.size() >= size);
    }

    private Signed await(Predicate<Signed> wanted) {
        lock.lock();
        try {
            long left = patience.toNanos();
            while (true) {
                Signed now = last;
                if (now != null && wanted.test(now)) {
                    return now;
                }
                if (closed || left <= 0) {
                    throw new IllegalStateException("too few validators signed a checkpoint yet");
                }
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void grown() {
        // The validators sign while they vote on the next block.
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
