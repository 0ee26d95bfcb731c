package org.xinpiao.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Signs the durable log's root, beside the commits and never in their way, and keeps the last
 * checkpoint in a file of its own: a log that lost its end is found out by it.
 */
final class Checkpoints implements CheckpointSource {

    /** The checkpoint's file in the data directory. */
    static final String FILE = "checkpoint";

    private static final Logger LOG = LoggerFactory.getLogger(Checkpoints.class);

    private final Path file;
    private final String origin;
    private final List<Cosigner> cosigners;
    private final InstantSource clock;
    private final Duration interval;
    private final Supplier<Head> head;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Thread thread;
    private Signed last;
    private long wanted;
    private long failures;
    private @Nullable RuntimeException failure;
    private boolean closed;

    /**
     * Takes up the last checkpoint, or makes the first.
     *
     * @throws CorruptException when the log does not hold what the last checkpoint says
     */
    Checkpoints(
            Path dir,
            String origin,
            List<Cosigner> cosigners,
            InstantSource clock,
            Duration interval,
            LogTree tree,
            Supplier<Head> head) {
        if (cosigners.isEmpty()) {
            throw new IllegalArgumentException("a checkpoint needs a signature");
        }
        this.file = dir.resolve(FILE);
        this.origin = origin;
        this.cosigners = List.copyOf(cosigners);
        this.clock = clock;
        this.interval = interval;
        this.head = head;
        Note stored = read(file);
        if (stored != null) {
            requireOnLog(stored, origin, tree, head.get());
        }
        last = sign();
        thread = Thread.ofPlatform().name("checkpoints").daemon().start(this::run);
    }

    /** The stored checkpoint; null when there is none. */
    static @Nullable Note read(Path file) {
        if (!Files.exists(file)) {
            return null;
        }
        try {
            return Note.parse(Files.readString(file));
        } catch (FormatException e) {
            throw new CorruptException("the checkpoint is damaged: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException("the checkpoint cannot be read", e);
        }
    }

    /** Demands that the log of a head begins with the log of a checkpoint. */
    static void requireOnLog(Note note, String origin, LogTree tree, Head head) {
        Checkpoint checkpoint;
        try {
            checkpoint = Checkpoint.parse(note.text());
        } catch (FormatException e) {
            throw new CorruptException("the checkpoint is damaged: " + e.getMessage(), e);
        }
        if (!checkpoint.origin().equals(origin)) {
            throw new OpenException(
                    OpenException.Cause.OTHER_LEDGER,
                    "the checkpoint is of another log: " + checkpoint.origin());
        }
        if (checkpoint.size() > head.size()) {
            throw new CorruptException(
                    "the log has %d leaves, its checkpoint says %d: receipt %d is lost"
                            .formatted(head.size(), checkpoint.size(), head.size()));
        }
        if (!Arrays.equals(tree.root(head.edge(), checkpoint.size()), checkpoint.root())) {
            throw new CorruptException(
                    "the log is not the one its checkpoint of %d leaves says"
                            .formatted(checkpoint.size()));
        }
    }

    @Override
    public Signed last() {
        lock.lock();
        try {
            return last;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void grown() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** A checkpoint of at least a size, made at once if need be. */
    @Override
    public Signed covering(long size) {
        lock.lock();
        try {
            long failuresBefore = failures;
            while (last.size() < size) {
                if (failure != null && failures > failuresBefore) {
                    throw new IllegalStateException("no checkpoint could be signed", failure);
                }
                if (closed) {
                    throw new IllegalStateException("the ledger is closed");
                }
                wanted = Math.max(wanted, size);
                changed.signalAll();
                changed.awaitUninterruptibly();
            }
            return last;
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        while (awaitWork()) {
            try {
                Signed signed = sign();
                lock.lock();
                try {
                    last = signed;
                    failure = null;
                    changed.signalAll();
                } finally {
                    lock.unlock();
                }
            } catch (RuntimeException e) {
                LOG.error("no checkpoint could be signed", e);
                failed(e);
            }
        }
    }

    private void failed(RuntimeException e) {
        lock.lock();
        try {
            failure = e;
            failures++;
            wanted = 0;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until a checkpoint is due; false when there is none to come. */
    private boolean awaitWork() {
        lock.lock();
        try {
            long left = interval.toNanos();
            while (true) {
                boolean stale = head.get().size() > last.size();
                if (stale && (closed || left <= 0 || wanted > last.size())) {
                    return !closed || failure == null;
                }
                if (closed) {
                    return false;
                }
                if (left > 0) {
                    left = changed.awaitNanos(left);
                } else {
                    changed.await();
                }
            }
        } catch (InterruptedException _) {
            return false;
        } finally {
            lock.unlock();
        }
    }

    private Signed sign() {
        Head now = head.get();
        Checkpoint checkpoint = new Checkpoint(origin, now.size(), now.root());
        long time = TimeUnit.MILLISECONDS.toSeconds(clock.millis());
        Note note =
                new Note(
                        checkpoint.text(),
                        cosigners.stream().map(c -> c.sign(checkpoint, time)).toList());
        String text = note.format();
        write(file, text);
        return new Signed(now.size(), text);
    }

    /** Replaces the stored checkpoint, wholly or not at all. */
    static void write(Path file, String text) {
        Path next = file.resolveSibling(FILE + ".next");
        try (FileChannel out =
                FileChannel.open(
                        next,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(false);
            Files.move(
                    next,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            sync(file.toAbsolutePath().getParent());
        } catch (IOException e) {
            throw new UncheckedIOException("the checkpoint cannot be stored", e);
        }
    }

    /** Makes a renaming durable. */
    private static void sync(@Nullable Path directory) throws IOException {
        if (directory != null) {
            try (FileChannel opened = FileChannel.open(directory, StandardOpenOption.READ)) {
                opened.force(true);
            }
        }
    }

    /** Signs what is left to sign and ends. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        boolean interrupted = false;
        while (true) {
            try {
                thread.join();
                break;
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
