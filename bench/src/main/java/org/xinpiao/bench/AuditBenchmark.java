package org.xinpiao.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.xinpiao.bench.Messages.Message;
import org.xinpiao.bench.kernels.Peers;
import org.xinpiao.contracts.XinpiaoRules;
import org.xinpiao.ledger.Audit;
import org.xinpiao.ledger.AuditReport;
import org.xinpiao.ledger.Ledger;
import org.xinpiao.ledger.Trust;
import org.xinpiao.platform.readmodel.Projection;
import org.xinpiao.platform.readmodel.ProjectorThread;
import org.xinpiao.platform.readmodel.Rebuild;
import org.xinpiao.platform.verify.TrustSource;

/** The ledger executed again and compared, and the read model rebuilt and compared. */
final class AuditBenchmark implements Benchmark {

    private final int bills;

    AuditBenchmark(int bills) {
        this.bills = bills;
    }

    @Override
    public void run(boolean brief, Report report) throws Exception {
        Map<String, List<Message>> messages =
                Messages.make(IssueBenchmark.generator(), brief ? 10 : bills / 12, visit -> true);
        try (Node node = Node.start()) {
            int issued = new IssueLoad(node).run(messages).bills();
            Ledger ledger = node.engine().ledger();
            node.get(ProjectorThread.class).awaitQuietly(ledger.height());
            long transactions = ledger.size();
            replay(node, issued, report);
            Trust trust = node.get(TrustSource.class).trust();
            node.stop();
            audit(node, trust, issued, transactions, report);
        }
    }

    private static void replay(Node node, int bills, Report report) throws SQLException {
        List<Projection> projections =
                node.context().getBeansOfType(Projection.class).values().stream().toList();
        Rebuild rebuild = new Rebuild(node.engine().ledger(), node.jdbcUrl(), projections);
        long begin = System.nanoTime();
        Optional<String> difference = rebuild.compare();
        double seconds = (System.nanoTime() - begin) / 1e9;
        if (difference.isPresent()) {
            throw new IllegalStateException(difference.get());
        }
        report.add(
                Result.of("audit.replay", bills / seconds, "bills/s")
                        .peer(
                                "PostgreSQL copies its own table with its indexes",
                                bills / copy(node))
                        .note(
                                "%,d bills, %,d rows rebuilt from block 1 and compared"
                                        .formatted(bills, rebuild.rows())));
    }

    private static double copy(Node node) throws SQLException {
        try (Connection db = DriverManager.getConnection(node.jdbcUrl());
                var statement = db.createStatement()) {
            statement.execute(
                    "drop schema if exists peer cascade; create schema peer;"
                            + " create table peer.bill (like view.bill including all)");
            long begin = System.nanoTime();
            statement.execute("insert into peer.bill select * from view.bill");
            return (System.nanoTime() - begin) / 1e9;
        }
    }

    private static void audit(Node node, Trust trust, int bills, long transactions, Report report)
            throws Exception {
        long bytes = node.bytes("ledger");
        long begin = System.nanoTime();
        AuditReport result =
                Audit.run(
                        node.data().resolve("ledger"),
                        XinpiaoRules.standard(),
                        trust,
                        (height, of) -> {});
        double seconds = (System.nanoTime() - begin) / 1e9;
        if (!result.sound()) {
            throw new IllegalStateException(result.bad().orElse(""));
        }
        double peer = Peers.verifyAndHashSeconds((int) Math.min(transactions, 100_000), bytes);
        report.add(
                Result.of("audit.ledger", bills / seconds, "bills/s")
                        .peer(
                                "Bouncy Castle alone: 2 SM2 signatures a transaction, SM3 over as"
                                        + " many bytes, one thread",
                                bills / peer)
                        .note(
                                "%,d bills in %,d transactions, %,d state entries compared"
                                        .formatted(bills, transactions, result.stateEntries())));
    }
}
