package org.xinpiao.ledger;

import com.google.protobuf.ByteString;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.xinpiao.crypto.Suite;

/** What is committed, to read. Everything it returns is durable. Safe for use by many threads. */
public interface Ledger {

    String chainId();

    Suite suite();

    /** Height of the last block; 0 when only the genesis stands. */
    long height();

    /**
     * Time of the last block, milliseconds since 1970-01-01 UTC; 0 when only the genesis stands.
     */
    long timeMillis();

    /** Leaves in the log. */
    long size();

    /** Root of the log, 32 bytes. */
    byte[] root();

    /** The block with its receipts; null above {@link #height()}. */
    @Nullable CommittedBlock block(long height);

    /**
     * One transaction of a block, checked against the log without the rest of its block; null when
     * there is none.
     *
     * @throws CorruptException when what is stored is not what the log committed to
     */
    @Nullable CommittedTransaction transaction(long height, int index);

    /**
     * The receipt of a block's transaction, checked likewise; null when there is none.
     *
     * @throws CorruptException when what is stored is not what the log committed to
     */
    @Nullable Receipt receipt(long height, int index);

    /**
     * The receipt at a leaf, checked against the log before it is returned.
     *
     * @throws CorruptException when what is stored is not what the log committed to
     */
    @Nullable Receipt receipt(long index);

    /** The leaf of the accepted transaction a member submitted under an idempotency key. */
    OptionalLong find(String member, String idempotencyKey);

    /** A value of the state; null when there is none. */
    @Nullable ByteString get(String key);

    List<Map.Entry<String, ByteString>> scan(String prefix, int limit);

    /** The last checkpoint, a signed note (C2SP tlog-checkpoint) with its co-signatures. */
    String checkpoint();

    /**
     * Proof that the leaf is in the log of the last checkpoint (C2SP tlog-proof), waiting for that
     * checkpoint if need be.
     */
    String proof(long index);

    /** Hashes of a consistency proof (RFC 6962 §2.1.2) between two sizes of the log. */
    List<byte[]> consistency(long from, long to);

    /**
     * A file of the C2SP tlog-tiles layout, such as {@code tile/0/000}; null when there is none.
     */
    byte @Nullable [] tile(String path);

    /**
     * Blocks until the height is above {@code height} or the time is over; returns the height then.
     */
    long awaitAbove(long height, long timeoutMillis) throws InterruptedException;

    /**
     * A block and what became of its transactions.
     *
     * @param firstIndex leaf of the first receipt
     * @param receipts one for each transaction, in order
     */
    record CommittedBlock(Block block, long firstIndex, List<Receipt> receipts) {

        /** Whether a transaction was accepted here and does not repeat an earlier one. */
        public boolean effective(int index) {
            return receipts.get(index).getAccepted().getEventsCount() > 0;
        }
    }

    /**
     * A transaction that is well-formed.
     *
     * @param leaf of its receipt
     */
    record CommittedTransaction(Transaction transaction, long leaf) {}
}
