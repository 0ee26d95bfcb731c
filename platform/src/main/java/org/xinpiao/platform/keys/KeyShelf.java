package org.xinpiao.platform.keys;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.rocksdb.FlushOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * Where the wrapped keys of a party's bills rest. They are not on the ledger and not in the read
 * model: what is removed here cannot be opened by that party again, while its proof stays good.
 */
public final class KeyShelf implements AutoCloseable {

    static {
        RocksDB.loadLibrary();
    }

    private final RocksDB db;
    private final WriteOptions synced = new WriteOptions().setSync(true);

    public KeyShelf(Path directory) {
        try {
            Files.createDirectories(directory);
            db = RocksDB.open(new Options().setCreateIfMissing(true), directory.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (RocksDBException e) {
            throw new IllegalStateException("the key shelf cannot be opened: " + directory, e);
        }
    }

    /** Collects what is then stored in one durable write. */
    public Writer write() {
        return new Writer();
    }

    public Optional<byte[]> get(String party, String name) {
        try {
            return Optional.ofNullable(db.get(key(party, name)));
        } catch (RocksDBException e) {
            throw new IllegalStateException("the key shelf cannot be read", e);
        }
    }

    /** Destroys a key for ever. */
    public void destroy(String party, String name) {
        try {
            byte[] key = key(party, name);
            db.delete(synced, key);
            // A deletion alone leaves the bytes in older files until they are merged.
            try (FlushOptions flush = new FlushOptions().setWaitForFlush(true)) {
                db.flush(flush);
            }
            db.compactRange(key, Arrays.copyOf(key, key.length + 1));
        } catch (RocksDBException e) {
            throw new IllegalStateException("the key shelf cannot be written", e);
        }
    }

    @Override
    public void close() {
        db.close();
    }

    private static byte[] key(String party, String name) {
        return (party + "/" + name).getBytes(StandardCharsets.UTF_8);
    }

    /** One durable write. */
    public final class Writer {

        private final WriteBatch batch = new WriteBatch();

        private Writer() {}

        public Writer put(String party, String name, byte[] value) {
            try {
                batch.put(key(party, name), value);
                return this;
            } catch (RocksDBException e) {
                throw new IllegalStateException(e);
            }
        }

        public void commit() {
            try (batch) {
                db.write(synced, batch);
            } catch (RocksDBException e) {
                throw new IllegalStateException("the key shelf cannot be written", e);
            }
        }
    }
}
