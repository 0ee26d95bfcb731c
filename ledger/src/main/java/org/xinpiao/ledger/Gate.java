package org.xinpiao.ledger;

/** Lets so many transactions and bytes in, and no more. Safe for use by many threads. */
final class Gate {

    private final int transactionsMax;
    private final long bytesMax;
    private int transactions;
    private long bytes;
    private boolean closed;

    Gate(int transactionsMax, long bytesMax) {
        this.transactionsMax = transactionsMax;
        this.bytesMax = bytesMax;
    }

    /** What the gate answers. */
    enum Answer {
        ENTERED,
        FULL,
        CLOSED
    }

    /** One transaction always fits an empty gate. */
    synchronized Answer enter(long size) {
        if (closed) {
            return Answer.CLOSED;
        }
        if (transactions > 0 && (transactions >= transactionsMax || bytes + size > bytesMax)) {
            return Answer.FULL;
        }
        transactions++;
        bytes += size;
        return Answer.ENTERED;
    }

    synchronized void leave(long size) {
        transactions--;
        bytes -= size;
        if (transactions == 0) {
            notifyAll();
        }
    }

    /** Lets nobody in any more and waits until all have left. */
    synchronized void closeAndDrain() {
        closed = true;
        boolean interrupted = false;
        while (transactions > 0) {
            try {
                wait();
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
