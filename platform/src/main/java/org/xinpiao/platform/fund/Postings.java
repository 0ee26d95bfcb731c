package org.xinpiao.platform.fund;

import com.google.protobuf.InvalidProtocolBufferException;
import org.xinpiao.contracts.fund.Posted;
import org.xinpiao.ledger.Event;
import org.xinpiao.platform.readmodel.Entry;
import org.xinpiao.platform.readmodel.Rows;

/** The movements of the fund book, whichever capability caused them, as rows. */
public final class Postings {

    private Postings() {}

    /** Writes every posting that an entry's events tell of. */
    public static void write(Entry entry, Rows rows) throws InvalidProtocolBufferException {
        int line = 0;
        for (Event event : entry.receipt().getAccepted().getEventsList()) {
            // The type begins with the contract that moved the money: fund or claim.
            if (!event.getType().endsWith(".Posted")) {
                continue;
            }
            Posted posted = Posted.parseFrom(event.getBody());
            for (org.xinpiao.contracts.fund.Entry movement : posted.getEntriesList()) {
                rows.run(
                        "insert into posting (leaf, line, reference, account, amount_fen,"
                                + " balance_fen, at_ms) values (?, ?, ?, ?, ?, ?, ?)",
                        entry.leaf(),
                        line,
                        posted.getReference(),
                        movement.getAccount(),
                        movement.getAmountFen(),
                        movement.getBalanceFen(),
                        entry.timeMillis());
                rows.run(
                        "insert into account (account, balance_fen) values (?, ?) on conflict"
                                + " (account) do update set balance_fen = excluded.balance_fen",
                        movement.getAccount(),
                        movement.getBalanceFen());
                line++;
            }
        }
    }
}
