package org.xinpiao.platform.readmodel;

import com.google.protobuf.InvalidProtocolBufferException;

/**
 * Turns what the ledger decided into rows of the read model. Rows depend on the ledger alone, so
 * that they can be rebuilt.
 */
public interface Projection {

    /** The capability whose accepted transactions this projection reads. */
    String type();

    /** Writes the rows of one accepted transaction. */
    void apply(Entry entry, Rows rows) throws InvalidProtocolBufferException;
}
