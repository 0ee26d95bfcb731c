package org.xinpiao.ledger;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnsafeByteOperations;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;

/** What rests on disk, and how. One block is one synced write. Safe for use by many threads. */
final class Store implements StateView, LogTree.Tiles, AutoCloseable {

    /** Bytes before each value of state, keys and meta: the beginning of the write's hash. */
    static final int CHECK_BYTES = 8;

    /** The store's place in the data directory. */
    static final String DIRECTORY = "store";

    private static final byte[] HEAD = ascii("head");
    private static final byte[] IDENTITY = ascii("identity");
    private static final byte[] GENESIS = ascii("genesis");

    private final Hashes hashes;
    private final Rocks rocks;
    private final boolean whole;

    /** Opens the files; a store to replay in keeps neither blocks nor receipts. */
    Store(Path dir, Hashes hashes, Rocks.Mode mode) {
        this.hashes = hashes;
        this.whole = mode != Rocks.Mode.REPLAY;
        this.rocks = new Rocks(dir, mode);
    }

    // What the directory is

    @Nullable String identity() {
        byte[] text = meta(IDENTITY);
        return text == null ? null : new String(text, StandardCharsets.UTF_8);
    }

    byte @Nullable [] genesis() {
        return meta(GENESIS);
    }

    /**
     * The chain's head; null in a directory without a ledger.
     *
     * @throws CorruptException when the log's edge is not what the head says
     */
    @Nullable Head head() {
        byte[] stored = meta(HEAD);
        if (stored == null) {
            return null;
        }
        ByteBuffer in = ByteBuffer.wrap(stored);
        long height = in.getLong();
        long time = in.getLong();
        long size = in.getLong();
        byte[] root = new byte[Hashes.BYTES];
        in.get(root);
        Edge edge = Edge.of(hashes, size, edgeTiles(size));
        if (!Arrays.equals(edge.root(), root)) {
            throw new CorruptException("the log's last tiles are not what its head says");
        }
        return new Head(height, time, edge, root);
    }

    private List<byte[]> edgeTiles(long size) {
        List<byte[]> tiles = new ArrayList<>();
        for (int level = 0; level < Edge.levels(size); level++) {
            int bytes = Edge.width(size, level) * Hashes.BYTES;
            TileId id = new TileId(level, Edge.number(size, level));
            byte[] tile = bytes == 0 ? new byte[0] : read(id);
            if (tile == null || tile.length != bytes) {
                throw new CorruptException(id + " is " + (tile == null ? "missing" : "cut short"));
            }
            tiles.add(tile);
        }
        return tiles;
    }

    // State

    @Override
    public @Nullable ByteString get(String key) {
        byte[] utf8 = StateKeys.utf8(key);
        byte[] stored = rocks.get(Column.STATE, utf8);
        return stored == null ? null : ByteString.copyFrom(checked(Column.STATE, utf8, stored));
    }

    @Override
    public Cursor cursor(String prefix) {
        Rocks.Entries entries = rocks.entries(Column.STATE, StateKeys.utf8(prefix));
        return new Cursor() {
            @Override
            public Map.@Nullable Entry<String, ByteString> next() {
                if (!entries.next()) {
                    return null;
                }
                byte[] key = entries.key();
                ByteBuffer value = checked(Column.STATE, key, entries.value());
                return Map.entry(
                        new String(key, StandardCharsets.UTF_8), ByteString.copyFrom(value));
            }

            @Override
            public void close() {
                entries.close();
            }
        };
    }

    // Log, blocks, keys

    @Override
    public byte @Nullable [] read(TileId id) {
        return rocks.get(Column.TILES, tileKey(id));
    }

    byte @Nullable [] receipt(long index) {
        return rocks.get(Column.RECEIPTS, number(index));
    }

    /** Leaf of a block's first receipt; -1 when there is no such block. */
    long firstIndex(long height) {
        byte[] first = new byte[Long.BYTES];
        return rocks.getBeginning(Column.BLOCKS, number(height), first)
                ? ByteBuffer.wrap(first).getLong()
                : -1;
    }

    @Nullable StoredBlock block(long height) {
        byte[] stored = rocks.get(Column.BLOCKS, number(height));
        if (stored == null) {
            return null;
        }
        try {
            ByteString bytes = UnsafeByteOperations.unsafeWrap(stored);
            long first = ByteBuffer.wrap(stored).getLong();
            return new StoredBlock(first, Block.parseFrom(bytes.substring(Long.BYTES)));
        } catch (InvalidProtocolBufferException | RuntimeException e) {
            throw new CorruptException("block " + height + " is damaged", e);
        }
    }

    @Nullable KeyRecord key(KeyRecord.Owner owner) {
        byte[] place = KeyRecord.place(owner);
        byte[] stored = rocks.get(Column.KEYS, place);
        return stored == null ? null : KeyRecord.decode(checked(Column.KEYS, place, stored));
    }

    /** Places of the key records that end with a height. */
    List<byte[]> keysEnding(long height) {
        List<byte[]> places = new ArrayList<>();
        try (Rocks.Entries entries = rocks.entries(Column.KEYS, KeyRecord.expiryPrefix(height))) {
            while (entries.next()) {
                places.add(entries.key());
            }
        }
        return places;
    }

    // Writing

    /** Writes the first state and what the directory is from now on. */
    void begin(String identity, byte[] genesis, BlockResult first) {
        rocks.write(batch -> {
            putChecked(batch, Column.META, IDENTITY, utf8(identity));
            putChecked(batch, Column.META, GENESIS, genesis);
            put(batch, first);
        });
    }

    void commit(BlockResult result) {
        rocks.write(batch -> put(batch, result));
    }

    private void put(Rocks.Batch batch, BlockResult result) throws RocksDBException {
        if (whole) {
            putBlock(batch, result);
        }
        for (BlockResult.Write write : result.writes()) {
            byte[] value = write.value();
            if (value == null) {
                batch.delete(Column.STATE, write.key());
            } else {
                batch.put(Column.STATE, write.key(), withCheck(write.hash(), value));
            }
        }
        for (Map.Entry<TileId, byte[]> tile : result.tiles().entrySet()) {
            batch.put(Column.TILES, tileKey(tile.getKey()), tile.getValue());
        }
        putKeys(batch, result);
        putHead(batch, result.head());
    }

    private static void putBlock(Rocks.Batch batch, BlockResult result) throws RocksDBException {
        long height = result.head().height();
        if (height > 0) {
            byte[] block = result.block().toByteArray();
            byte[] stored =
                    ByteBuffer.allocate(Long.BYTES + block.length)
                            .putLong(result.firstIndex())
                            .put(block)
                            .array();
            batch.put(Column.BLOCKS, number(height), stored);
        }
        long index = result.firstIndex();
        for (byte[] leaf : result.leaves()) {
            batch.put(Column.RECEIPTS, number(index++), leaf);
        }
    }

    private void putKeys(Rocks.Batch batch, BlockResult result) throws RocksDBException {
        for (byte[] ended : result.endedKeys()) {
            batch.delete(Column.KEYS, ended);
            batch.delete(Column.KEYS, KeyRecord.placeOfExpired(ended));
        }
        for (Map.Entry<KeyRecord.Owner, KeyRecord> key : result.keys().entrySet()) {
            KeyRecord record = key.getValue();
            putChecked(batch, Column.KEYS, KeyRecord.place(key.getKey()), record.encode());
            if (record.expiry() > 0) {
                byte[] place = KeyRecord.expiryPlace(record.expiry(), key.getKey());
                putChecked(batch, Column.KEYS, place, new byte[0]);
            }
        }
    }

    private void putHead(Rocks.Batch batch, Head head) throws RocksDBException {
        byte[] stored =
                ByteBuffer.allocate(3 * Long.BYTES + Hashes.BYTES)
                        .putLong(head.height())
                        .putLong(head.timeMillis())
                        .putLong(head.size())
                        .put(head.root())
                        .array();
        putChecked(batch, Column.META, HEAD, stored);
    }

    /** Whether a column of numbered entries has none after a number. */
    boolean endsAt(Column column, long number) {
        byte[] last = rocks.lastKey(column);
        return last == null ? number < 1 : Arrays.equals(last, number(number));
    }

    Rocks rocks() {
        return rocks;
    }

    /** Spares the next checkpoint most of its work. */
    void flush() throws IOException {
        rocks.flush();
    }

    /** Puts the files as they are between two blocks into a directory that does not exist yet. */
    void checkpoint(Path target) throws IOException {
        rocks.checkpoint(target);
    }

    /** Has the files exchanged for those of a log that goes on from this one; readers wait. */
    void exchange(Rocks.Exchange exchange) {
        rocks.exchange(exchange);
    }

    @Override
    public void close() {
        rocks.close();
    }

    // Checks

    private byte @Nullable [] meta(byte[] key) {
        byte[] stored = rocks.get(Column.META, key);
        if (stored == null) {
            return null;
        }
        ByteBuffer value = checked(Column.META, key, stored);
        byte[] out = new byte[value.remaining()];
        value.get(out);
        return out;
    }

    private void putChecked(Rocks.Batch batch, Column column, byte[] key, byte[] value)
            throws RocksDBException {
        batch.put(column, key, withCheck(hashes.write(key, value), value));
    }

    private static byte[] withCheck(byte[] hash, byte[] value) {
        return ByteBuffer.allocate(CHECK_BYTES + value.length)
                .put(hash, 0, CHECK_BYTES)
                .put(value)
                .array();
    }

    /** The value without its check. */
    private ByteBuffer checked(Column column, byte[] key, byte[] stored) {
        if (stored.length >= CHECK_BYTES) {
            byte[] value = Arrays.copyOfRange(stored, CHECK_BYTES, stored.length);
            byte[] hash = hashes.write(key, value);
            if (Arrays.equals(hash, 0, CHECK_BYTES, stored, 0, CHECK_BYTES)) {
                return ByteBuffer.wrap(value);
            }
        }
        throw new CorruptException(name(column, key) + " is not what was written");
    }

    /** An entry's name for a person. */
    static String name(Column column, byte[] key) {
        return switch (column) {
            case STATE -> "state key " + new String(key, StandardCharsets.UTF_8);
            case META -> new String(key, StandardCharsets.UTF_8);
            case KEYS -> "idempotency key " + readable(key);
            case BLOCKS -> "block " + ByteBuffer.wrap(key).getLong();
            case RECEIPTS -> "receipt " + ByteBuffer.wrap(key).getLong();
            case TILES ->
                    new TileId(key[0], ByteBuffer.wrap(key, 1, Long.BYTES).getLong()).toString();
        };
    }

    private static String readable(byte[] key) {
        int from = key.length > 0 && key[0] == 0 ? 1 : Math.min(key.length, 1 + Long.BYTES);
        return new String(key, from, key.length - from, StandardCharsets.UTF_8)
                .replace('\0', ' ')
                .replace(KeyRecord.REJECTED, '!');
    }

    private static byte[] tileKey(TileId id) {
        return ByteBuffer.allocate(1 + Long.BYTES)
                .put((byte) id.level())
                .putLong(id.number())
                .array();
    }

    private static byte[] number(long n) {
        return ByteBuffer.allocate(Long.BYTES).putLong(n).array();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** A block and the leaf of its first receipt. */
    record StoredBlock(long firstIndex, Block block) {}
}
