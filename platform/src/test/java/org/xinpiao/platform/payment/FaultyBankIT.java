package org.xinpiao.platform.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.xinpiao.contracts.Invariants;
import org.xinpiao.contracts.claim.ClaimState;
import org.xinpiao.contracts.claim.ClaimStatus;
import org.xinpiao.contracts.claim.Claims;
import org.xinpiao.ledger.Engine;
import org.xinpiao.platform.demo.RunningDemo;
import org.xinpiao.platform.node.LedgerState;
import org.xinpiao.platform.readmodel.ChinaTime;
import org.xinpiao.platform.readmodel.ProjectorThread;

/** Three hundred claims and a bank that has every fault, with a stop in the middle. */
class FaultyBankIT {

    private static final int CLAIMS = 300;

    private static final long SEED = 20261122;

    private static final long WAIT_NANOS = 240_000_000_000L;

    private static final Map<String, Object> SETTINGS = new HashMap<>();

    static {
        SETTINGS.put("xinpiao.bank.faults.seed", SEED);
        SETTINGS.put("xinpiao.bank.faults.refuse", 80);
        SETTINGS.put("xinpiao.bank.faults.delay", 80);
        SETTINGS.put("xinpiao.bank.faults.come-back", 60);
        SETTINGS.put("xinpiao.bank.faults.lose-order", 200);
        SETTINGS.put("xinpiao.bank.faults.lose-answer", 200);
        SETTINGS.put("xinpiao.bank.faults.answer-late", 200);
        SETTINGS.put("xinpiao.bank.faults.answer-twice", 200);
        SETTINGS.put("xinpiao.bank.faults.late", "400ms");
        SETTINGS.put("xinpiao.payment.batch-transactions", 6);
        SETTINGS.put("xinpiao.payment.poll", "200ms");
        SETTINGS.put("xinpiao.payment.ask-after", "600ms");
        SETTINGS.put("xinpiao.payment.auto-claim-fen", 20_000);
    }

    private final Path data = RunningDemo.directory();
    private ConfigurableApplicationContext program = RunningDemo.program(data, SETTINGS);

    @AfterEach
    void stop() throws IOException {
        program.close();
        try (var files = Files.walk(data)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        }
    }

    @Test
    void everyClaimIsPaidOnceWhateverTheBankDoes() throws InterruptedException {
        LocalDate today = ChinaTime.date(System.currentTimeMillis());
        Claimants claimants = new Claimants(program, SEED, today, CLAIMS);
        List<String> ids = claimants.ids();
        ids.subList(0, CLAIMS / 2).forEach(id -> claimants.claim(program, id));
        // Between order and answer: what is under way stays as it is.
        program.getBean(PaymentRun.class).stop();
        ids.subList(CLAIMS / 2, CLAIMS).forEach(id -> claimants.claim(program, id));
        program.close();
        program = RunningDemo.program(data, SETTINGS);

        settle(claimants, ids);

        assertThat(Invariants.check(program.getBean(LedgerState.class))).isEmpty();
        long paid = 0;
        int transfers = 0;
        for (String id : ids) {
            ClaimState claim = claim(id);
            assertThat(claim.getTransfersList().stream().filter(Claims::stands).count())
                    .as(id)
                    .isEqualTo(claim.getStatus() == ClaimStatus.PAID ? 1 : 0);
            paid += Claims.paidFen(claim);
            transfers += claim.getTransfersCount();
        }
        assertThat(moved()).isEqualTo(paid).isPositive();
        assertThat(faults())
                .as("%s", states())
                .allSatisfy((_, times) -> assertThat(times).isPositive());
        assertThat(transfers).isGreaterThan(100);
        matchIsZero(today, paid);
    }

    /** Clerks approve, patients name another account, until every claim has its end. */
    private void settle(Claimants claimants, List<String> ids) throws InterruptedException {
        Engine engine = program.getBean(Engine.class);
        BatchDesk desk = program.getBean(BatchDesk.class);
        long end = System.nanoTime() + WAIT_NANOS;
        while (!settled(ids)) {
            assertThat(System.nanoTime()).as("seed %d hangs: %s", SEED, states()).isLessThan(end);
            for (Batch batch : program.getBean(BatchRows.class).in("held")) {
                desk.approve(batch.agency(), batch.messageId(), "first");
                assertThat(desk.approve(batch.agency(), batch.messageId(), "first"))
                        .isEqualTo(BatchDesk.Outcome.SAME_PERSON);
                assertThat(desk.approve(batch.agency(), batch.messageId(), "second"))
                        .isEqualTo(BatchDesk.Outcome.APPROVED);
            }
            for (String id : ids) {
                ClaimState claim = claim(id);
                if (claim.getStatus() == ClaimStatus.DECIDED && Claims.needsPayee(claim)) {
                    claimants.nameAccount(program, claim);
                }
            }
            engine.ledger().awaitAbove(engine.ledger().height(), 300);
        }
        program.getBean(ProjectorThread.class).awaitQuietly(engine.ledger().height());
    }

    /** Paid, or with nothing to pay; and the bank has nothing more to say. */
    private boolean settled(List<String> ids) {
        return ids.stream()
                        .map(this::claim)
                        .allMatch(claim ->
                                claim.getStatus() == ClaimStatus.PAID
                                        || claim.getStatus() == ClaimStatus.CLOSED
                                        || claim.getStatus() == ClaimStatus.REFUSED)
                && count("select count(*) from bank.bank_transfer where due_ms is not null") == 0
                && count("select count(*) from bank.bank_mail where not taken") == 0
                && count("select count(*) from payment_batch where state not in ('done')") == 0;
    }

    private void matchIsZero(LocalDate today, long paid) {
        Matching matching = program.getBean(Matching.class);
        long ledger = 0;
        long bank = 0;
        for (String agency : matching.agencies()) {
            for (LocalDate day = today; !day.isAfter(today.plusDays(1)); day = day.plusDays(1)) {
                Match match = matching.match(agency, day);
                assertThat(match.differences()).as(agency).isEmpty();
                ledger += match.paid().ledgerFen() - match.returned().ledgerFen();
                bank += match.paid().bankFen() - match.returned().bankFen();
                assertThat(match.openingFen() - match.closingFen())
                        .isEqualTo(match.paid().bankFen() - match.returned().bankFen());
            }
        }
        assertThat(ledger).isEqualTo(paid);
        assertThat(bank).isEqualTo(paid);
    }

    private Map<String, Long> faults() {
        Map<String, String> questions =
                Map.of(
                        "refused", "bank.bank_transfer where state = 'refused'",
                        "returned", "bank.bank_transfer where returned_ms is not null",
                        "delayed",
                                "bank.bank_transfer t join bank.bank_order o using (order_id) where"
                                        + " t.executed_ms > o.taken_ms + 300",
                        "asked again", "payment_batch where asked_ms > sent_ms",
                        "order sent again",
                                "payment_batch b join bank.bank_order o on o.order_id ="
                                        + " b.message_id where o.taken_ms >= b.sent_ms + 500",
                        "answered by mail", "bank.bank_mail where kind = 'STATUS'",
                        "held for two clerks", "payment_batch where second_clerk is not null");
        Map<String, Long> counts = new TreeMap<>();
        questions.forEach((name, from) -> counts.put(name, count("select count(*) from " + from)));
        return counts;
    }

    private long moved() {
        return count(
                "select (coalesce(sum(amount_fen) filter (where executed_ms is not null), 0) -"
                        + " coalesce(sum(amount_fen) filter (where returned_ms is not null),"
                        + " 0))::bigint from bank.bank_transfer");
    }

    private List<String> states() {
        return program.getBean(JdbcClient.class)
                .sql("select state || ' ' || count(*) from payment group by state")
                .query(String.class)
                .list();
    }

    private long count(String sql) {
        return program.getBean(JdbcClient.class).sql(sql).query(Long.class).single();
    }

    private ClaimState claim(String id) {
        return Objects.requireNonNull(Claims.find(program.getBean(LedgerState.class), id));
    }
}
