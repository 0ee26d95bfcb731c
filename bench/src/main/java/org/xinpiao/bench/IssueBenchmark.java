package org.xinpiao.bench;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.xinpiao.bench.Messages.Message;
import org.xinpiao.ledger.Ledger;
import org.xinpiao.platform.readmodel.ChinaTime;
import org.xinpiao.simulator.LoadGenerator;

/** Bills from hospital messages to the synced ledger, and on into the read model. */
final class IssueBenchmark implements Benchmark {

    private static final long SEED = 7;

    private final int bills;

    IssueBenchmark(int bills) {
        this.bills = bills;
    }

    @Override
    public void run(boolean brief, Report report) throws Exception {
        // The same work with faster primitives: what of it is the national algorithms' own time.
        run("issue", Node.NATIONAL, brief, report);
        run("issue.international", Node.INTERNATIONAL, brief, report);
    }

    private void run(String name, String suite, boolean brief, Report report) throws Exception {
        int warm = brief ? 1 : 2_000;
        int each = brief ? 20 : bills / 12;
        LoadGenerator generator = generator();
        Map<String, List<Message>> warmUp = Messages.make(generator, warm, visit -> true);
        Map<String, List<Message>> measured = Messages.make(generator, each, visit -> true);
        try (Node node = Node.start(suite)) {
            IssueLoad load = new IssueLoad(node);
            load.run(warmUp);
            measure(name, node, load, measured, report);
        }
    }

    static LoadGenerator generator() {
        LocalDate today = ChinaTime.date(System.currentTimeMillis());
        return new LoadGenerator(SEED, today);
    }

    private static void measure(
            String name,
            Node node,
            IssueLoad load,
            Map<String, List<Message>> messages,
            Report report)
            throws Exception {
        Ledger ledger = node.engine().ledger();
        long height = ledger.height();
        long leaves = ledger.size();
        long ledgerBytes = node.bytes("ledger");
        long shelfBytes = node.bytes("keys");
        long rowBytes = readModelBytes(node);
        LagMeter meter = new LagMeter(node);
        IssueLoad.Outcome outcome;
        long begin = System.nanoTime();
        try (meter) {
            outcome = load.run(messages);
        }
        double visible = outcome.bills() / ((System.nanoTime() - begin) / 1e9);
        long transactions = ledger.size() - leaves;
        long blocks = ledger.height() - height;
        double ledgerEach = (node.bytes("ledger") - ledgerBytes) / (double) outcome.bills();
        double shelfEach = (node.bytes("keys") - shelfBytes) / (double) outcome.bills();
        double rowEach = (readModelBytes(node) - rowBytes) / (double) outcome.bills();
        PlainTable table = new PlainTable(node.jdbcUrl());
        List<PlainTable.Row> rows = PlainTable.rows(ledger, height);
        double one = table.insert(rows, 1);
        double many = table.insert(rows, messages.size());
        double peerBytes = table.bytesPerRow(rows.size());
        report.add(
                Result.of(name, outcome.perSecond(), "bills/s")
                        .peer(
                                "PostgreSQL, same rows, batches of %d, %d connections (1 connection: %s rows/s)"
                                        .formatted(
                                                IssueLoad.BATCH,
                                                messages.size(),
                                                Report.number(one)),
                                many)
                        .percentiles(outcome.batches())
                        .bytesPerBill(ledgerEach + shelfEach + rowEach)
                        .note(
                                "%,d bills, %d institutions, %.0f µs of processor time a bill, %.1f bills in a transaction, %.1f transactions in a block; percentiles are of a batch of %d"
                                        .formatted(
                                                outcome.bills(),
                                                messages.size(),
                                                outcome.cpuMicros(),
                                                outcome.bills() / (double) transactions,
                                                transactions / (double) blocks,
                                                IssueLoad.BATCH)));
        report.add(
                Result.of(name + ".visible", visible, "bills/s")
                        .percentiles(meter.lags())
                        .note(
                                "until the last bill can be read; percentiles are the read model's lag, longest %s ms"
                                        .formatted(Report.number(meter.lags().max()))));
        report.add(
                Result.of(name + ".bytes", ledgerEach + shelfEach + rowEach, "B/bill")
                        .peer("the table with its indexes", peerBytes)
                        .bytesPerBill(ledgerEach + shelfEach + rowEach)
                        .note(
                                "ledger %.0f, key shelf %.0f, read model %.0f; write-ahead logs count"
                                        .formatted(ledgerEach, shelfEach, rowEach)));
    }

    private static long readModelBytes(Node node) {
        return node.db()
                .sql(
                        "select coalesce(sum(pg_total_relation_size(c.oid)), 0)::bigint from"
                                + " pg_class c join pg_namespace n on n.oid = c.relnamespace where"
                                + " n.nspname = 'view' and c.relkind = 'r'")
                .query(Long.class)
                .single();
    }
}
