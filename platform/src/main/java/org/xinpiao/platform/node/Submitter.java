package org.xinpiao.platform.node;

import com.google.protobuf.ByteString;
import com.google.protobuf.MessageLite;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.springframework.stereotype.Component;
import org.xinpiao.contracts.Primitives;
import org.xinpiao.ledger.Engine;
import org.xinpiao.ledger.Receipt;
import org.xinpiao.ledger.RefusedException;
import org.xinpiao.ledger.SignedTransactions;
import org.xinpiao.ledger.Transaction;

/** Signs a party's commands and brings them to the ledger. */
@Component
public class Submitter {

    /** How many blocks a transaction may wait before it lapses. */
    private static final long LIFETIME_BLOCKS = 10_000;

    private final Engine engine;
    private final Primitives primitives;

    Submitter(Engine engine, Primitives primitives) {
        this.engine = engine;
        this.primitives = primitives;
    }

    /**
     * Submits a command.
     *
     * @param type the contract's name
     * @param key idempotency key, unique for the party
     * @param content what the key stands for; empty: the command's bytes
     */
    public CompletionStage<Receipt> submit(
            Party party, String type, MessageLite command, String key, ByteString content) {
        Transaction transaction =
                Transaction.newBuilder()
                        .setChainId(engine.ledger().chainId())
                        .setMember(party.id())
                        .setKeyId(ByteString.copyFrom(party.signing().publicKey().id()))
                        .setType(type)
                        .setCommand(command.toByteString())
                        .setIdempotencyKey(key)
                        .setContentDigest(content)
                        .setExpiryHeight(engine.ledger().height() + LIFETIME_BLOCKS)
                        .build();
        return engine.submit(
                SignedTransactions.sign(engine.ledger().suite(), transaction, party.signing()));
    }

    /**
     * Submits a command and waits for it.
     *
     * @throws RejectedException when the contract rejects it
     * @throws RefusedException when it never reached the ledger
     */
    public Receipt require(Party party, String type, MessageLite command, String key) {
        return require(join(submit(party, type, command, key, ByteString.EMPTY)));
    }

    /**
     * Submits a command whose key alone says what it stands for, such as a member with fresh keys:
     * the first one counts.
     *
     * @throws RejectedException when the contract rejects it
     */
    public Receipt requireOnce(Party party, String type, MessageLite command, String key) {
        ByteString content =
                ByteString.copyFrom(primitives.hash(key.getBytes(StandardCharsets.UTF_8)));
        return require(join(submit(party, type, command, key, content)));
    }

    /**
     * The receipt itself when it is an acceptance.
     *
     * @throws RejectedException when it is a rejection
     */
    public static Receipt require(Receipt receipt) {
        if (receipt.hasRejected()) {
            throw new RejectedException(receipt.getRejected());
        }
        return receipt;
    }

    /** Waits for a stage, giving the cause of a failure as it was thrown. */
    public static <T> T join(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }
}
