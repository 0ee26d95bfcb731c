package org.xinpiao.ledger;

import com.google.protobuf.UnsafeByteOperations;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What executing a block came to; nothing of it is committed yet. */
public final class BlockResult {

    /** In {@link #repeats}: the transaction repeats none. */
    static final long NONE = -1;

    private final Block block;
    private final long firstIndex;
    private final List<Receipt> receipts;
    private final List<byte[]> leaves;
    private final List<Long> repeats;
    private final List<Write> writes;
    private final Map<KeyRecord.Owner, KeyRecord> keys;
    private final List<byte[]> endedKeys;
    private final Map<TileId, byte[]> tiles;
    private final Head head;

    BlockResult(
            Block block,
            long firstIndex,
            List<Receipt> receipts,
            List<byte[]> leaves,
            List<Long> repeats,
            List<Write> writes,
            Map<KeyRecord.Owner, KeyRecord> keys,
            List<byte[]> endedKeys,
            Map<TileId, byte[]> tiles,
            Head head) {
        this.block = block;
        this.firstIndex = firstIndex;
        this.receipts = List.copyOf(receipts);
        this.leaves = leaves;
        this.repeats = repeats;
        this.writes = writes;
        this.keys = keys;
        this.endedKeys = endedKeys;
        this.tiles = tiles;
        this.head = head;
    }

    public Block block() {
        return block;
    }

    /** One receipt for each transaction, in order. */
    public List<Receipt> receipts() {
        return receipts;
    }

    /** Root of the log after the block, which binds everything it did. */
    public byte[] root() {
        return head.root().clone();
    }

    /** Leaf of the block's first receipt. */
    public long firstIndex() {
        return firstIndex;
    }

    List<byte[]> leaves() {
        return leaves;
    }

    /** For each transaction the leaf of the accepted one that it repeats, or {@link #NONE}. */
    List<Long> repeats() {
        return repeats;
    }

    List<Write> writes() {
        return writes;
    }

    /** The state as the block leaves it. */
    StateView over(StateView before) {
        Overlay after = new Overlay(before);
        for (Write write : writes) {
            String key = new String(write.key(), StandardCharsets.UTF_8);
            byte[] value = write.value();
            if (value == null) {
                after.delete(key);
            } else {
                after.put(key, UnsafeByteOperations.unsafeWrap(value));
            }
        }
        return after;
    }

    Map<KeyRecord.Owner, KeyRecord> keys() {
        return keys;
    }

    List<byte[]> endedKeys() {
        return endedKeys;
    }

    Map<TileId, byte[]> tiles() {
        return tiles;
    }

    Head head() {
        return head;
    }

    /**
     * A value put under a key, or a deletion.
     *
     * @param value null: the key is deleted
     * @param hash of the write
     */
    record Write(byte[] key, byte @Nullable [] value, byte[] hash) {}
}
