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
     * receipt again, and the bytes of one that was rejected get that rejection again.
     *
     * <p>Completes exceptionally with {@link RefusedException} when the transaction never reached
     * the ledger: its signature is not good, it belongs to another chain, it has expired, the queue
     * is full, or the engine has failed.
     */
    CompletionStage<Receipt> submit(SignedTransaction transaction);

    Ledger ledger();

    /**
     * Completes with the reason when the engine cannot go on, which only a person can mend: the
     * process had better end. What is committed stays readable.
     */
    CompletionStage<Throwable> failed();

    @Override
    void close();
}
