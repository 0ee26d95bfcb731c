package org.xinpiao.platform.readmodel;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionOperations;
import org.xinpiao.ledger.CorruptException;
import org.xinpiao.ledger.Ledger;
import org.xinpiao.ledger.Ledger.CommittedBlock;
import org.xinpiao.ledger.SignedTransaction;
import org.xinpiao.ledger.Transaction;

/**
 * Follows the ledger and keeps the read model. Some blocks go into one database transaction
 * together with the height they lead to, so that a restart goes on where the last one ended.
 */
public final class Projector {

    private static final Logger LOG = LoggerFactory.getLogger(Projector.class);

    /** How many transactions are taken into one database transaction. */
    private static final int BATCH_TRANSACTIONS = 200;

    private final Ledger ledger;
    private final JdbcTemplate db;
    private final TransactionOperations transactions;
    private final Map<String, Projection> projections = new HashMap<>();

    public Projector(
            Ledger ledger,
            JdbcTemplate db,
            TransactionOperations transactions,
            List<Projection> projections) {
        this.ledger = ledger;
        this.db = db;
        this.transactions = transactions;
        for (Projection projection : projections) {
            this.projections.put(projection.type(), projection);
        }
    }

    /** The height up to which the read model stands. */
    public long height() {
        return Objects.requireNonNull(
                db.queryForObject("select height from projection", Long.class));
    }

    /**
     * Projects what the ledger holds beyond the read model, at most one batch.
     *
     * @param after called with each entry once its rows are durable
     * @return the height reached
     */
    public long step(Consumer<Entry> after) {
        List<Entry> done = new ArrayList<>();
        Long reached =
                transactions.execute(status -> {
                    Rows rows = new Rows(db);
                    long height = height();
                    while (done.size() < BATCH_TRANSACTIONS) {
                        CommittedBlock block = ledger.block(height + 1);
                        if (block == null) {
                            break;
                        }
                        apply(block, rows, done);
                        height++;
                    }
                    rows.run("update projection set height = ?", height);
                    return height;
                });
        done.forEach(after);
        return reached == null ? 0 : reached;
    }

    /** Projects until the ledger's present height is reached. */
    public void catchUp() {
        long target = ledger.height();
        long reached = step(entry -> {});
        while (reached < target) {
            reached = step(entry -> {});
            LOG.debug("read model at height {} of {}", reached, target);
        }
    }

    private void apply(CommittedBlock block, Rows rows, List<Entry> done) {
        for (int i = 0; i < block.receipts().size(); i++) {
            if (!block.effective(i)) {
                continue;
            }
            try {
                Transaction transaction =
                        Transaction.parseFrom(
                                SignedTransaction.parseFrom(block.block().getTransactions(i))
                                        .getTransaction());
                Entry entry =
                        new Entry(transaction, block.receipts().get(i), block.firstIndex() + i);
                Projection projection = projections.get(transaction.getType());
                if (projection != null) {
                    projection.apply(entry, rows);
                }
                done.add(entry);
            } catch (InvalidProtocolBufferException e) {
                throw new CorruptException(
                        "block " + block.block().getHeight() + " transaction " + i, e);
            }
        }
    }
}
