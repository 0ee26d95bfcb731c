package org.xinpiao.platform.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.xinpiao.contracts.Invariants;
import org.xinpiao.contracts.claim.ClaimState;
import org.xinpiao.contracts.claim.ClaimStatus;
import org.xinpiao.contracts.claim.Claims;
import org.xinpiao.ledger.Engine;
import org.xinpiao.platform.claim.Watch;
import org.xinpiao.platform.demo.RunningDemo;
import org.xinpiao.platform.node.LedgerState;
import org.xinpiao.platform.readmodel.ChinaTime;

/** Orders that two clerks never approve, until it is too late. */
class ExpiryIT {

    private static final int CLAIMS = 12;

    private static final long WAIT_NANOS = 120_000_000_000L;

    private static final Map<String, Object> ALL_REFUSED =
            Map.of("xinpiao.bank.faults.refuse", 1_000);

    /** Half of the bank's resolutions are lost, so that it has to be asked again. */
    private static final Map<String, Object> ALL_HELD =
            Map.of("xinpiao.payment.auto-claim-fen", 0, "xinpiao.bank.faults.lose-answer", 500);

    private final Path data = RunningDemo.directory();
    private ConfigurableApplicationContext program = RunningDemo.program(data, ALL_HELD);

    @AfterEach
    void stop() throws IOException {
        program.close();
        try (var files = Files.walk(data)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        }
    }

    @Test
    void whatWasNotPaidInTimeExpiresAndIsNeverPaid() throws InterruptedException {
        LocalDate today = ChinaTime.date(System.currentTimeMillis());
        Claimants claimants = new Claimants(program, 1, today, CLAIMS);
        claimants.ids().forEach(id -> claimants.claim(program, id));
        await(() -> in(claimants, ClaimStatus.SUBMITTED) == 0 && waiting() == 0);
        long due = in(claimants, ClaimStatus.DECIDED);
        assertThat(due).isPositive();
        // What clerks hold back is no bank's turn.
        assertThat(turn("bank")).isZero();
        assertThat(turn("clerk")).isGreaterThanOrEqualTo(due);

        program.close();
        program = RunningDemo.program(data, ALL_HELD, Duration.ofDays(8));
        await(() -> in(claimants, ClaimStatus.DECIDED) == 0);

        assertThat(in(claimants, ClaimStatus.EXPIRED)).isEqualTo(due);
        assertThat(Invariants.check(program.getBean(LedgerState.class))).isEmpty();
        assertThat(count("select count(*) from payment where state = 'cancelled'")).isEqualTo(due);
        BatchDesk desk = program.getBean(BatchDesk.class);
        for (Batch batch : program.getBean(BatchRows.class).in("held")) {
            desk.approve(batch.agency(), batch.messageId(), "first");
            desk.approve(batch.agency(), batch.messageId(), "second");
        }
        await(() -> count("select count(*) from payment_batch where state <> 'declined'") == 0);
        assertThat(count("select count(*) from bank.bank_transfer where executed_ms is not null"))
                .isZero();
    }

    @Test
    void whoNamesNoOtherAccountInTime_losesTheDecisionAndNotTheBill() throws InterruptedException {
        program.close();
        program = RunningDemo.program(data, ALL_REFUSED);
        LocalDate today = ChinaTime.date(System.currentTimeMillis());
        Claimants claimants = new Claimants(program, 2, today, CLAIMS);
        claimants.ids().forEach(id -> claimants.claim(program, id));
        await(() -> in(claimants, ClaimStatus.SUBMITTED) == 0 && unpayable(claimants) > 0);
        await(() -> in(claimants, ClaimStatus.DECIDED) == unpayable(claimants));
        long due = unpayable(claimants);

        program.close();
        program = RunningDemo.program(data, ALL_REFUSED, Duration.ofDays(31));
        await(() -> in(claimants, ClaimStatus.DECIDED) == 0);
        assertThat(in(claimants, ClaimStatus.EXPIRED)).isEqualTo(due);
        assertThat(Invariants.check(program.getBean(LedgerState.class))).isEmpty();
    }

    /** Decided claims whose transfer was refused. */
    private long unpayable(Claimants claimants) {
        return claimants.ids().stream()
                .map(this::claim)
                .filter(claim -> claim.getStatus() == ClaimStatus.DECIDED)
                .filter(Claims::needsPayee)
                .count();
    }

    /** How many claims wait for somebody, over the agencies whose orders are held. */
    private long turn(String word) {
        Watch watch = program.getBean(Watch.class);
        return program.getBean(BatchRows.class).in("held").stream()
                .map(Batch::agency)
                .distinct()
                .flatMap(agency -> watch.of(agency).stream())
                .filter(waiting -> waiting.turn().equals(word))
                .mapToLong(Watch.Waiting::claims)
                .sum();
    }

    /** Decided, and not in an order yet. */
    private long waiting() {
        return count(
                "select (select count(*) from claim where status = 'decided') - (select count(*)"
                        + " from payment where state = 'batched')");
    }

    private void await(BooleanSupplier done) throws InterruptedException {
        Engine engine = program.getBean(Engine.class);
        long end = System.nanoTime() + WAIT_NANOS;
        while (!done.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(end);
            engine.ledger().awaitAbove(engine.ledger().height(), 200);
        }
    }

    private long in(Claimants claimants, ClaimStatus status) {
        return claimants.ids().stream()
                .map(id -> claim(id).getStatus())
                .filter(status::equals)
                .count();
    }

    private ClaimState claim(String id) {
        return Objects.requireNonNull(Claims.find(program.getBean(LedgerState.class), id));
    }

    private long count(String sql) {
        return program.getBean(JdbcClient.class).sql(sql).query(Long.class).single();
    }
}
