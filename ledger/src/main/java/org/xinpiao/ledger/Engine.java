package org.xinpiao.ledger;

import java.util.concurrent.CompletionStage;

/**
 * Orders transactions. The same {@code StateMachine} runs under every engine. Safe for use by many
 * threads.
 */
public interface Engine extends AutoCloseable {

    /**
     * Completes with the receipt once the block that holds the transaction is durable; a rejection
     * is a receipt too. A transaction whose idempotency key was accepted before gets the first
     * receipt again.
     *
     * <p>Completes exceptionally with {@link RefusedException} when the transaction never reached
     * the ledger: its signature is not good, it belongs to another chain, it has expired, or the
     * queue is full.
     */
    CompletionStage<Receipt> submit(SignedTransaction transaction);

    Ledger ledger();

    @Override
    void close();
}
