package org.xinpiao.ledger;

/**
 * Where the chain stands after a block. Immutable.
 *
 * @param height of the last block; 0 after the genesis
 * @param timeMillis of the last block
 * @param root of the log
 */
record Head(long height, long timeMillis, Edge edge, byte[] root) {

    long size() {
        return edge.size();
    }
}
