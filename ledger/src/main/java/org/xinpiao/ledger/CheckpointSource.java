package org.xinpiao.ledger;

/** Where a ledger's checkpoints come from. Safe for use by many threads. */
interface CheckpointSource extends AutoCloseable {

    /** A checkpoint and the size it speaks of. */
    record Signed(long size, String note) {}

    /** The last checkpoint, waiting for the first if need be. */
    Signed last();

    /** A checkpoint of at least a size, waiting for it if need be. */
    Signed covering(long size);

    /** Hears that the log grew. */
    void grown();

    @Override
    void close();
}
