package org.xinpiao.bench;

import com.google.protobuf.InvalidProtocolBufferException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.springframework.context.PayloadApplicationEvent;
import org.xinpiao.bench.Messages.Message;
import org.xinpiao.contracts.claim.ClaimChanged;
import org.xinpiao.contracts.claim.ClaimState;
import org.xinpiao.contracts.claim.ClaimStatus;
import org.xinpiao.ledger.Event;
import org.xinpiao.platform.bill.Issued;
import org.xinpiao.platform.claim.ClaimForm;
import org.xinpiao.platform.claim.Submissions;
import org.xinpiao.platform.demo.DemoProvince;
import org.xinpiao.platform.readmodel.Entry;
import org.xinpiao.simulator.Person;
import org.xinpiao.simulator.Visit;

/** Claims from the patient's form to decision, order to the bank and payment, at fixed rates. */
final class ClaimBenchmark implements Benchmark {

    private static final int SECONDS = 15;
    private static final int WARM_UP = 300;
    private static final long WAIT_SECONDS = 120;

    private record Claim(Visit visit, Issued bill) {}

    @Override
    public void run(boolean brief, Report report) throws Exception {
        int[] rates = brief ? new int[] {10} : new int[] {20, 50, 200};
        int seconds = brief ? 1 : SECONDS;
        int warm = brief ? 2 : WARM_UP;
        int total = warm;
        for (int rate : rates) {
            total += rate * seconds;
        }
        Map<String, List<Message>> messages =
                Messages.make(
                        IssueBenchmark.generator(),
                        Math.ceilDiv(total, 12),
                        visit -> !visit.settledDirectly());
        try (Node node = Node.start()) {
            List<Claim> claims = issue(node, messages);
            enrol(node, claims);
            int from = 0;
            run(node, "warm", claims.subList(from, from += warm), 50);
            for (int rate : rates) {
                List<Claim> share = claims.subList(from, from += rate * seconds);
                Times times = run(node, "r" + rate, share, rate);
                Latencies peer = peer(node, share.size(), rate);
                report(report, rate, times, peer);
            }
        }
    }

    private static void report(Report report, int rate, Times times, Latencies peer) {
        String peerName = "PostgreSQL, a transaction of 3 rows at the same rate, p50";
        report.add(
                Result.of("claim.decided." + rate, times.decided.percentiles().p50(), "ms")
                        .peer(peerName, peer.percentiles().p50())
                        .percentiles(times.decided)
                        .note("%d claims/s, from the time each was due".formatted(rate)));
        report.add(
                Result.of("claim.ordered." + rate, times.ordered.percentiles().p50(), "ms")
                        .peer(peerName, peer.percentiles().p50())
                        .percentiles(times.ordered)
                        .note("until the signed order went to the bank"));
        report.add(
                Result.of("claim.paid." + rate, times.paid.percentiles().p50(), "ms")
                        .peer(peerName, peer.percentiles().p50())
                        .percentiles(times.paid)
                        .note(
                                "%,d claims: %,d paid, %,d with nothing to pay or refused"
                                        .formatted(
                                                times.due.size(),
                                                times.paid.count(),
                                                times.due.size() - times.paid.count())));
    }

    private static List<Claim> issue(Node node, Map<String, List<Message>> messages) {
        List<Issued> issued = new IssueLoad(node).run(messages).issued();
        // Answers come institution by institution, in the order sent.
        List<Message> sent = messages.values().stream().flatMap(List::stream).toList();
        List<Claim> claims = new ArrayList<>();
        for (int i = 0; i < sent.size(); i++) {
            claims.add(new Claim(sent.get(i).visit(), issued.get(i)));
        }
        java.util.Collections.shuffle(claims, new java.util.Random(7));
        return claims;
    }

    private static void enrol(Node node, List<Claim> claims) throws Exception {
        Map<String, Person> people = new HashMap<>();
        claims.forEach(
                claim -> people.put(claim.visit().person().idNumber(), claim.visit().person()));
        DemoProvince province = node.get(DemoProvince.class);
        try (ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<? extends Future<?>> all =
                    people.values().stream()
                            .map(person -> workers.submit(() -> province.enrol(person)))
                            .toList();
            for (Future<?> each : all) {
                each.get();
            }
        }
    }

    private static Times run(Node node, String prefix, List<Claim> claims, int rate)
            throws InterruptedException, SQLException {
        Times times = new Times(prefix, claims.size());
        node.context()
                .addApplicationListener(event -> {
                    if (event instanceof PayloadApplicationEvent<?> told
                            && told.getPayload() instanceof Entry entry) {
                        times.on(entry);
                    }
                });
        Submissions submissions = node.get(Submissions.class);
        Pace.run(
                claims.size(),
                rate,
                (number, due) -> {
                    Claim claim = claims.get(number);
                    String id = prefix + "-" + number;
                    times.due.put(id, due);
                    submissions.submit(id, claim.bill().id(), form(claim.visit()));
                });
        times.await();
        times.orders(node.get(DataSource.class));
        return times;
    }

    private static ClaimForm form(Visit visit) {
        Person person = visit.person();
        return new ClaimForm(
                person.name(),
                person.idNumber(),
                visit.institution().code(),
                visit.begin().toLocalDate(),
                "outpatient",
                person.bankCard());
    }

    /** When claims were decided and paid, as the read model tells, and ordered, by their rows. */
    private static final class Times {

        final Map<String, Long> due = new ConcurrentHashMap<>();
        final Latencies decided = new Latencies();
        final Latencies ordered = new Latencies();
        final Latencies paid = new Latencies();
        private final String prefix;
        private final CountDownLatch open;

        Times(String prefix, int claims) {
            this.prefix = prefix + "-";
            open = new CountDownLatch(claims);
        }

        void on(Entry entry) {
            for (Event event : entry.receipt().getAccepted().getEventsList()) {
                if (event.getType().equals("claim.ClaimChanged")) {
                    on(claim(event));
                }
            }
        }

        private void on(ClaimState claim) {
            Long since = due.get(claim.getClaimId());
            if (since == null || !claim.getClaimId().startsWith(prefix)) {
                return;
            }
            long time = System.nanoTime() - since;
            // A claim with nothing to pay is closed by its decision.
            boolean unpaid =
                    claim.getStatus() == ClaimStatus.CLOSED
                            || claim.getStatus() == ClaimStatus.REFUSED;
            if (claim.getStatus() == ClaimStatus.DECIDED || unpaid) {
                decided.add(time);
            }
            if (claim.getStatus() == ClaimStatus.PAID) {
                paid.add(time);
            }
            if (claim.getClosedMs() != 0) {
                open.countDown();
            }
        }

        private static ClaimState claim(Event event) {
            try {
                return ClaimChanged.parseFrom(event.getBody()).getClaim();
            } catch (InvalidProtocolBufferException e) {
                throw new IllegalStateException(e);
            }
        }

        /** The rows have whole milliseconds. */
        void orders(DataSource source) throws SQLException {
            long zero = System.currentTimeMillis() * 1_000_000 - System.nanoTime();
            try (Connection db = source.getConnection();
                    var select = db.createStatement();
                    var rows =
                            select.executeQuery(
                                    "select claim_id, sent_ms from payment join payment_batch using"
                                            + " (message_id) where sent_ms is not null")) {
                while (rows.next()) {
                    Long since = due.get(rows.getString(1));
                    if (since != null) {
                        ordered.add(Math.max(0, rows.getLong(2) * 1_000_000 - zero - since));
                    }
                }
            }
        }

        void await() throws InterruptedException {
            if (!open.await(WAIT_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException(open.getCount() + " claims are still open");
            }
        }
    }

    /** As many transactions of three rows, at the same rate. */
    private static Latencies peer(Node node, int count, int rate) throws SQLException {
        DataSource source = node.get(DataSource.class);
        try (Connection db = source.getConnection();
                var create = db.createStatement()) {
            create.execute(
                    """
                    drop schema if exists peer_claim cascade;
                    create schema peer_claim;
                    create table peer_claim.row (id bigint not null, kind int not null,
                        content bytea not null, primary key (id, kind))
                    """);
        }
        Latencies each = new Latencies();
        byte[] content = new byte[500];
        Pace.run(
                count,
                rate,
                (number, due) -> {
                    try (Connection db = source.getConnection()) {
                        db.setAutoCommit(false);
                        for (int kind = 0; kind < 3; kind++) {
                            insert(db, number, kind, content);
                        }
                        db.commit();
                        db.setAutoCommit(true);
                    }
                    each.add(System.nanoTime() - due);
                });
        return each;
    }

    private static void insert(Connection db, int id, int kind, byte[] content)
            throws SQLException {
        try (PreparedStatement insert =
                db.prepareStatement("insert into peer_claim.row values (?, ?, ?)")) {
            insert.setInt(1, id);
            insert.setInt(2, kind);
            insert.setBytes(3, content);
            insert.executeUpdate();
        }
    }
}
