package org.xinpiao.platform.readmodel;

import org.xinpiao.ledger.Receipt;
import org.xinpiao.ledger.Transaction;

/**
 * An accepted transaction as the ledger committed it.
 *
 * @param leaf its place in the log
 */
public record Entry(Transaction transaction, Receipt receipt, long leaf) {

    public long height() {
        return receipt.getHeight();
    }

    public int index() {
        return receipt.getIndex();
    }

    public long timeMillis() {
        return receipt.getTimeMs();
    }
}
