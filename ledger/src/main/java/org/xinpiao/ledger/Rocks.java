package org.xinpiao.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;
import org.rocksdb.Checkpoint;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.DBOptions;
import org.rocksdb.FlushOptions;
import org.rocksdb.LRUCache;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;
import org.rocksdb.Status;
import org.rocksdb.WALRecoveryMode;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** RocksDB with our columns and typed errors. Use after {@link #close} is an error, not a crash. */
final class Rocks implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Rocks.class);
    private static final long CACHE_BYTES = 192L << 20;
    private static final long WAL_BYTES_MAX = 256L << 20;

    /** How the files are used. */
    enum Mode {
        /** Every write is on disk before it returns. */
        DURABLE,
        /** For work that can be done again: not durable. */
        REPLAY,
        READ_ONLY
    }

    private final Path dir;
    private final Mode mode;
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private Opened files;
    private boolean closed;

    Rocks(Path dir, Mode mode) {
        this.dir = dir;
        this.mode = mode;
        this.files = new Opened(dir, mode);
    }

    /** The files, open. */
    private static final class Opened {

        private final List<AutoCloseable> resources = new ArrayList<>();
        private final Map<Column, ColumnFamilyHandle> handles = new EnumMap<>(Column.class);
        private final WriteOptions writeOptions;
        private final RocksDB db;

        Opened(Path dir, Mode mode) {
            RocksDB.loadLibrary();
            LRUCache cache = new LRUCache(CACHE_BYTES);
            DBOptions options =
                    new DBOptions()
                            .setCreateIfMissing(mode != Mode.READ_ONLY)
                            .setCreateMissingColumnFamilies(mode != Mode.READ_ONLY)
                            .setParanoidChecks(true)
                            // A torn tail never stops a restart; what is lost to tampering before
                            // the tail shows, for the log is then shorter than its checkpoint.
                            .setWalRecoveryMode(WALRecoveryMode.PointInTimeRecovery)
                            .setMaxTotalWalSize(WAL_BYTES_MAX)
                            .setMaxBackgroundJobs(2)
                            .setBytesPerSync(1 << 20)
                            .setKeepLogFileNum(3);
            writeOptions =
                    new WriteOptions()
                            .setSync(mode == Mode.DURABLE)
                            .setDisableWAL(mode == Mode.REPLAY);
            List<ColumnFamilyDescriptor> columns =
                    Arrays.stream(Column.values())
                            .map(c -> c.descriptor(cache, resources))
                            .toList();
            resources.addAll(List.of(writeOptions, options, cache));
            List<ColumnFamilyHandle> opened = new ArrayList<>();
            try {
                if (mode == Mode.READ_ONLY) {
                    WriteAheadLog.endBeforeForeignRecords(dir, false);
                    db = RocksDB.openReadOnly(options, dir.toString(), columns, opened);
                } else {
                    Files.createDirectories(dir);
                    resources.add(locked(dir));
                    WriteAheadLog.endBeforeForeignRecords(dir, true);
                    db = RocksDB.open(options, dir.toString(), columns, opened);
                }
            } catch (RocksDBException e) {
                release();
                throw openFailure(dir, e);
            } catch (IOException e) {
                release();
                throw new OpenException(OpenException.Cause.INPUT_OUTPUT, "cannot open " + dir, e);
            } catch (CorruptException | OpenException e) {
                release();
                throw e;
            }
            Iterator<ColumnFamilyHandle> next = opened.iterator();
            for (Column column : Column.values()) {
                handles.put(column, next.next());
            }
        }

        void close() {
            handles.values().forEach(ColumnFamilyHandle::close);
            db.close();
            release();
        }

        private void release() {
            for (AutoCloseable resource : resources) {
                try {
                    resource.close();
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            }
        }
    }

    /** Our own lock, for the files are looked over before RocksDB takes its. */
    private static FileChannel locked(Path dir) throws IOException {
        FileChannel file =
                FileChannel.open(
                        dir.resolve("xinpiao.lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
        try {
            if (file.tryLock() != null) {
                return file;
            }
        } catch (OverlappingFileLockException _) {
            // Open in this very process.
        }
        file.close();
        throw new OpenException(OpenException.Cause.IN_USE, dir + " is open elsewhere");
    }

    private static RuntimeException openFailure(Path dir, RocksDBException e) {
        String message = dir + ": " + e.getMessage();
        return corrupt(e)
                ? new CorruptException(message, e)
                : new OpenException(OpenException.Cause.INPUT_OUTPUT, message, e);
    }

    private static boolean corrupt(RocksDBException e) {
        Status status = e.getStatus();
        return status != null && status.getCode() == Status.Code.Corruption;
    }

    /**
     * The stored bytes.
     *
     * @throws CorruptException when the files are damaged there
     */
    byte @Nullable [] get(Column column, byte[] key) {
        enter();
        try {
            return files.db.get(handle(column), key);
        } catch (RocksDBException e) {
            throw failure(column, e);
        } finally {
            lock.readLock().unlock();
        }
    }

    /**
     * Reads the beginning of the stored bytes, as many as the array takes; false when there are
     * none or fewer.
     *
     * @throws CorruptException when the files are damaged there
     */
    boolean getBeginning(Column column, byte[] key, byte[] into) {
        enter();
        try {
            return files.db.get(handle(column), key, into) >= into.length;
        } catch (RocksDBException e) {
            throw failure(column, e);
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Fills a batch and writes it, all or nothing. */
    void write(Filling filling) {
        enter();
        try (WriteBatch batch = new WriteBatch()) {
            filling.fill(new Batch(this, batch));
            files.db.write(files.writeOptions, batch);
        } catch (RocksDBException e) {
            throw new UncheckedIOException(new IOException("the block cannot be written", e));
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Entries whose key begins with a prefix; close it in the thread that opened it. */
    Entries entries(Column column, byte[] prefix) {
        enter();
        return new Entries(this, column, prefix);
    }

    /** The greatest key; null in an empty column. */
    byte @Nullable [] lastKey(Column column) {
        enter();
        try (RocksIterator iterator = files.db.newIterator(handle(column))) {
            iterator.seekToLast();
            return iterator.isValid() ? iterator.key() : null;
        } finally {
            lock.readLock().unlock();
        }
    }

    @Override
    public void close() {
        lock.writeLock().lock();
        try {
            if (closed) {
                return;
            }
            if (mode == Mode.DURABLE) {
                flushAtTheEnd();
            }
            closed = true;
            files.close();
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** What happens to the files while nobody has them open. */
    interface Exchange {
        void run() throws IOException;
    }

    /**
     * Closes the files, has them exchanged and opens what is there then; who reads meanwhile waits.
     * When that fails they stay closed.
     */
    void exchange(Exchange exchange) {
        lock.writeLock().lock();
        try {
            if (closed) {
                throw new IllegalStateException("the ledger is closed");
            }
            closed = true;
            files.close();
            exchange.run();
            files = new Opened(dir, mode);
            closed = false;
        } catch (IOException e) {
            throw new UncheckedIOException("the files cannot be exchanged", e);
        } finally {
            lock.writeLock().unlock();
        }
    }

    /**
     * Puts the files as they are now into a new directory, as hard links where that can be.
     *
     * @param target must not exist; its parent must
     */
    void checkpoint(Path target) throws IOException {
        enter();
        try (Checkpoint checkpoint = Checkpoint.create(files.db)) {
            checkpoint.createCheckpoint(target.toString());
        } catch (RocksDBException e) {
            throw new IOException("no snapshot in " + target, e);
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Spares the next start reading the write-ahead log, in which everything is already. */
    private void flushAtTheEnd() {
        try {
            flush();
        } catch (IOException e) {
            LOG.warn("the files were closed without flushing", e);
        }
    }

    /** Brings what only the write-ahead log has into tables; who writes need not wait for it. */
    void flush() throws IOException {
        enter();
        try (FlushOptions options = new FlushOptions().setWaitForFlush(true)) {
            files.db.flush(options, List.copyOf(files.handles.values()));
        } catch (RocksDBException e) {
            throw new IOException("the tables cannot be written", e);
        } finally {
            lock.readLock().unlock();
        }
    }

    private void enter() {
        lock.readLock().lock();
        if (closed) {
            lock.readLock().unlock();
            throw new IllegalStateException("the ledger is closed");
        }
    }

    private ColumnFamilyHandle handle(Column column) {
        return Objects.requireNonNull(files.handles.get(column));
    }

    private static RuntimeException failure(Column column, RocksDBException e) {
        return corrupt(e)
                ? new CorruptException(column.title() + ": " + e.getMessage(), e)
                : new UncheckedIOException(new IOException(column.title(), e));
    }

    /** Puts entries into a batch. */
    interface Filling {
        void fill(Batch batch) throws RocksDBException;
    }

    /** Writes that happen together. */
    static final class Batch {

        private final Rocks rocks;
        private final WriteBatch batch;

        private Batch(Rocks rocks, WriteBatch batch) {
            this.rocks = rocks;
            this.batch = batch;
        }

        void put(Column column, byte[] key, byte[] value) throws RocksDBException {
            batch.put(rocks.handle(column), key, value);
        }

        void delete(Column column, byte[] key) throws RocksDBException {
            batch.delete(rocks.handle(column), key);
        }
    }

    /** A walk over entries in the order of their keys' bytes. */
    static final class Entries implements AutoCloseable {

        private final Rocks rocks;
        private final Column column;
        private final @Nullable Slice bound;
        private final ReadOptions options = new ReadOptions();
        private final RocksIterator iterator;
        private boolean started;

        private Entries(Rocks rocks, Column column, byte[] prefix) {
            this.rocks = rocks;
            this.column = column;
            bound = after(prefix);
            if (bound != null) {
                options.setIterateUpperBound(bound);
            }
            iterator = rocks.files.db.newIterator(rocks.handle(column), options);
            iterator.seek(prefix);
        }

        /** The first key that does not begin with the prefix; null when there is none. */
        private static @Nullable Slice after(byte[] prefix) {
            for (int i = prefix.length - 1; i >= 0; i--) {
                if (prefix[i] != (byte) 0xff) {
                    byte[] bound = Arrays.copyOf(prefix, i + 1);
                    bound[i]++;
                    return new Slice(bound);
                }
            }
            return null;
        }

        /** Goes to the first, then to the next entry; false at the end. */
        boolean next() {
            if (started) {
                iterator.next();
            }
            started = true;
            if (iterator.isValid()) {
                return true;
            }
            try {
                iterator.status();
            } catch (RocksDBException e) {
                throw failure(column, e);
            }
            return false;
        }

        byte[] key() {
            return iterator.key();
        }

        byte[] value() {
            return iterator.value();
        }

        @Override
        public void close() {
            iterator.close();
            options.close();
            if (bound != null) {
                bound.close();
            }
            rocks.lock.readLock().unlock();
        }
    }
}
