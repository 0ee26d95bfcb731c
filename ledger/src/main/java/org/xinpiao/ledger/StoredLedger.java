package org.xinpiao.ledger;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.xinpiao.crypto.Suite;

/** What a state machine committed, read from its store and checked against the log. */
final class StoredLedger implements Ledger {

    private static final int RECENT = 8;

    private final Store store;
    private final Hashes hashes;
    private final StateMachine machine;
    private final LogTree tree;
    private final CheckpointSource checkpoints;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition grown = lock.newCondition();

    /** The last blocks, by height modulo their number: who follows the ledger need not read. */
    private final AtomicReferenceArray<CommittedBlock> recent = new AtomicReferenceArray<>(RECENT);

    StoredLedger(
            Store store,
            Hashes hashes,
            StateMachine machine,
            LogTree tree,
            CheckpointSource checkpoints) {
        this.store = store;
        this.hashes = hashes;
        this.machine = machine;
        this.tree = tree;
        this.checkpoints = checkpoints;
    }

    @Override
    public String chainId() {
        return machine.chainId();
    }

    @Override
    public Suite suite() {
        return hashes.suite();
    }

    @Override
    public long height() {
        return machine.head().height();
    }

    @Override
    public long timeMillis() {
        return machine.head().timeMillis();
    }

    @Override
    public long size() {
        return machine.head().size();
    }

    @Override
    public byte[] root() {
        return machine.head().root().clone();
    }

    @Override
    public @Nullable CommittedBlock block(long height) {
        Head head = machine.head();
        if (height < 1 || height > head.height()) {
            return null;
        }
        CommittedBlock last = recent.get((int) (height % RECENT));
        if (last != null && last.block().getHeight() == height) {
            return last;
        }
        Store.StoredBlock stored = store.block(height);
        if (stored == null) {
            throw new CorruptException("block " + height + " is missing");
        }
        Block block = stored.block();
        long first = stored.firstIndex();
        String name = "block " + height;
        long end = first + block.getTransactionsCount();
        requireIntact(block.getHeight() == height && 0 < first && end <= head.size(), name);
        byte[] before = tree.root(head.edge(), first);
        requireIntact(block.getPreviousRoot().equals(ByteString.copyFrom(before)), name);
        List<Receipt> receipts = new ArrayList<>();
        for (int i = 0; i < block.getTransactionsCount(); i++) {
            Receipt receipt = parsed(head, first + i);
            byte[] hash = hashes.transaction(block.getTransactions(i));
            requireIntact(
                    receipt.getHeight() == height
                            && receipt.getIndex() == i
                            && receipt.getTimeMs() == block.getTimeMs()
                            && receipt.getTransactionHash().equals(ByteString.copyFrom(hash)),
                    name + " transaction " + i);
            receipts.add(receipt);
        }
        return new CommittedBlock(block, first, receipts);
    }

    private static void requireIntact(boolean intact, String name) {
        if (!intact) {
            throw new CorruptException(name + " is not what the log committed to");
        }
    }

    @Override
    public @Nullable CommittedTransaction transaction(long height, int index) {
        Receipt receipt = receipt(height, index);
        Store.StoredBlock stored = receipt == null ? null : store.block(height);
        if (receipt == null || stored == null) {
            return null;
        }
        String name = "block " + height + " transaction " + index;
        requireIntact(index < stored.block().getTransactionsCount(), name);
        ByteString bytes = stored.block().getTransactions(index);
        byte[] hash = hashes.transaction(bytes);
        requireIntact(receipt.getTransactionHash().equals(ByteString.copyFrom(hash)), name);
        try {
            SignedTransaction signed = SignedTransaction.parseFrom(bytes);
            return new CommittedTransaction(
                    Transaction.parseFrom(signed.getTransaction()), stored.firstIndex() + index);
        } catch (InvalidProtocolBufferException _) {
            return null; // It was recorded as malformed.
        }
    }

    @Override
    public @Nullable Receipt receipt(long height, int index) {
        long first = store.firstIndex(height);
        Receipt receipt = first < 0 || index < 0 ? null : receipt(first + index);
        // A leaf beyond the block is the next one's.
        boolean inside =
                receipt != null && receipt.getHeight() == height && receipt.getIndex() == index;
        return inside ? receipt : null;
    }

    @Override
    public @Nullable Receipt receipt(long index) {
        Head head = machine.head();
        return index < 0 || index >= head.size() ? null : parsed(head, index);
    }

    private Receipt parsed(Head head, long index) {
        try {
            return Receipt.parseFrom(leaf(head, index));
        } catch (InvalidProtocolBufferException e) {
            throw new CorruptException("receipt " + index + " is damaged", e);
        }
    }

    /** A receipt's bytes, checked. */
    private byte[] leaf(Head head, long index) {
        byte[] leaf = store.receipt(index);
        if (leaf == null) {
            throw new CorruptException("receipt " + index + " is missing");
        }
        requireIntact(
                Arrays.equals(hashes.leaf(leaf), tree.leafHash(head.edge(), index)),
                "receipt " + index);
        return leaf;
    }

    @Override
    public OptionalLong find(String member, String idempotencyKey) {
        KeyRecord record = store.key(new KeyRecord.Owner(member, idempotencyKey));
        return record == null ? OptionalLong.empty() : OptionalLong.of(record.index());
    }

    @Override
    public @Nullable ByteString get(String key) {
        return store.get(key);
    }

    @Override
    public List<Map.Entry<String, ByteString>> scan(String prefix, int limit) {
        return store.scan(prefix, limit);
    }

    @Override
    public String checkpoint() {
        return checkpoints.last().note();
    }

    @Override
    public String proof(long index) {
        if (index < 0 || index >= size()) {
            throw new IndexOutOfBoundsException("the log has no leaf " + index);
        }
        CheckpointSource.Signed checkpoint = checkpoints.covering(index + 1);
        Head head = machine.head();
        List<byte[]> path = tree.inclusion(head.edge(), index, checkpoint.size());
        return new LogProof(null, index, path, checkpoint.note()).format();
    }

    @Override
    public List<byte[]> consistency(long from, long to) {
        return tree.consistency(machine.head().edge(), from, to);
    }

    @Override
    public byte @Nullable [] tile(String path) {
        TilePath tile = TilePath.parse(path);
        if (tile == null) {
            return null;
        }
        Head head = machine.head();
        return tile.entries()
                ? entries(head, tile)
                : tree.tile(head.edge(), new TileId(tile.level(), tile.number()), tile.width());
    }

    private byte @Nullable [] entries(Head head, TilePath bundle) {
        if (bundle.number() > head.size() / TileId.WIDTH) {
            return null;
        }
        long first = bundle.number() * TileId.WIDTH;
        if (first + bundle.width() > head.size()) {
            return null;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < bundle.width(); i++) {
            byte[] leaf = leaf(head, first + i);
            out.write(leaf.length >>> 8);
            out.write(leaf.length);
            out.writeBytes(leaf);
        }
        return out.toByteArray();
    }

    /** Says that a block was committed. */
    void committed(BlockResult result) {
        Block block = result.block();
        recent.set(
                (int) (block.getHeight() % RECENT),
                new CommittedBlock(block, result.firstIndex(), result.receipts()));
        grown();
    }

    /** Says that there are more blocks than before. */
    void grown() {
        lock.lock();
        try {
            grown.signalAll();
        } finally {
            lock.unlock();
        }
        checkpoints.grown();
    }

    @Override
    public long awaitAbove(long height, long timeoutMillis) throws InterruptedException {
        long left = TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
        lock.lock();
        try {
            while (height() <= height && left > 0) {
                left = grown.awaitNanos(left);
            }
            return height();
        } finally {
            lock.unlock();
        }
    }
}
