package org.xinpiao.bench;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.xinpiao.contracts.bill.BillCommand;
import org.xinpiao.contracts.bill.BillRecord;
import org.xinpiao.contracts.bill.IssuedBill;
import org.xinpiao.ledger.Ledger;
import org.xinpiao.ledger.Ledger.CommittedBlock;
import org.xinpiao.ledger.SignedTransaction;
import org.xinpiao.ledger.Transaction;

/**
 * The peer: a plain table with a primary key and two indexes that takes the same bytes, in the same
 * PostgreSQL with fsync on. It checks, signs, seals and proves nothing.
 */
final class PlainTable {

    private static final String CREATE =
            """
            drop schema if exists peer cascade;
            create schema peer;
            create table peer.bill (code text not null, number text not null, issuer text not null,
                total_fen bigint not null, personal_fen bigint not null, issued_ms bigint not null,
                patient bytea not null, reference bytea not null, record bytea not null,
                sealed bytea not null, primary key (code, number));
            create index on peer.bill (patient, issued_ms desc);
            create index on peer.bill (issuer, issued_ms desc)
            """;

    private static final String INSERT =
            "insert into peer.bill values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    private final String url;

    PlainTable(String jdbcUrl) {
        url = jdbcUrl + (jdbcUrl.contains("?") ? "&" : "?") + "reWriteBatchedInserts=true";
    }

    /** A bill's row, with the bytes the ledger holds. */
    record Row(IssuedBill bill, BillRecord record, byte[] sealed) {

        static Row of(IssuedBill bill) throws InvalidProtocolBufferException {
            ByteString all = ByteString.copyFrom(bill.getSealedList());
            return new Row(bill, BillRecord.parseFrom(bill.getRecord()), all.toByteArray());
        }
    }

    /** The bills of the blocks above a height, in order. */
    static List<Row> rows(Ledger ledger, long above) {
        List<Row> rows = new ArrayList<>();
        try {
            for (long height = above + 1; height <= ledger.height(); height++) {
                @Nullable CommittedBlock block = ledger.block(height);
                if (block == null) {
                    throw new IllegalStateException("block " + height + " is missing");
                }
                for (ByteString bytes : block.block().getTransactionsList()) {
                    Transaction one =
                            Transaction.parseFrom(
                                    SignedTransaction.parseFrom(bytes).getTransaction());
                    if (one.getType().equals("bill")) {
                        for (IssuedBill bill :
                                BillCommand.parseFrom(one.getCommand()).getIssue().getBillsList()) {
                            rows.add(Row.of(bill));
                        }
                    }
                }
            }
            return rows;
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Inserts rows into the empty table, {@link IssueLoad#BATCH} to a transaction; rows/s. */
    double insert(List<Row> rows, int connections) throws SQLException {
        try (Connection db = DriverManager.getConnection(url);
                Statement create = db.createStatement()) {
            create.execute(CREATE);
        }
        AtomicInteger next = new AtomicInteger();
        return rows.size() / together(connections, () -> insert(rows, next));
    }

    /** Bytes of the table and its indexes, for each row. */
    double bytesPerRow(int rows) throws SQLException {
        try (Connection db = DriverManager.getConnection(url);
                Statement ask = db.createStatement();
                var size = ask.executeQuery("select pg_total_relation_size('peer.bill')")) {
            size.next();
            return size.getLong(1) / (double) rows;
        }
    }

    String url() {
        return url;
    }

    /** Runs a task on some threads; the seconds until the last has ended. */
    static double together(int threads, Callable<@Nullable Void> task) {
        long begin = System.nanoTime();
        try (ExecutorService workers = Executors.newFixedThreadPool(threads)) {
            List<Future<@Nullable Void>> all = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                all.add(workers.submit(task));
            }
            for (Future<@Nullable Void> each : all) {
                each.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return (System.nanoTime() - begin) / 1e9;
    }

    private @Nullable Void insert(List<Row> rows, AtomicInteger next) throws SQLException {
        try (Connection db = DriverManager.getConnection(url);
                PreparedStatement insert = db.prepareStatement(INSERT)) {
            db.setAutoCommit(false);
            int from = next.getAndAdd(IssueLoad.BATCH);
            while (from < rows.size()) {
                for (Row row : rows.subList(from, Math.min(rows.size(), from + IssueLoad.BATCH))) {
                    add(insert, row);
                }
                insert.executeBatch();
                db.commit();
                from = next.getAndAdd(IssueLoad.BATCH);
            }
            return null;
        }
    }

    private static void add(PreparedStatement insert, Row row) throws SQLException {
        insert.setString(1, row.record().getCode());
        insert.setString(2, row.record().getNumber());
        insert.setString(3, row.record().getIssuer());
        insert.setLong(4, row.record().getTotalFen());
        insert.setLong(5, row.bill().getPersonalFen());
        insert.setLong(6, row.record().getIssuedMs());
        insert.setBytes(7, row.bill().getPatient().toByteArray());
        insert.setBytes(8, row.bill().getReference().toByteArray());
        insert.setBytes(9, row.bill().getRecord().toByteArray());
        insert.setBytes(10, row.sealed());
        insert.addBatch();
    }
}
