package org.xinpiao.platform.notice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xinpiao.platform.notice.Station.AGENCY;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.support.StaticMessageSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.xinpiao.platform.cluster.Ports;
import org.xinpiao.platform.notice.SmscSimulator.Fate;
import org.xinpiao.platform.notice.SmscSimulator.Settings;
import org.xinpiao.platform.notice.SmscSimulator.Taken;
import org.xinpiao.platform.readmodel.EmbeddedDatabase;
import org.xinpiao.platform.readmodel.ReadModel;

/** The outbox with a real database before a simulated gateway on a real socket. */
class OutboxIT {

    private static final long ANNA = 19900000001L;
    private static final long BAO = 19900000002L;
    private static final long CHEN = 19900000004L;

    @SuppressWarnings("NullAway.Init")
    private static EmbeddedDatabase database;

    @SuppressWarnings("NullAway.Init")
    private static HikariDataSource source;

    private final Station.Time time = new Station.Time();

    @SuppressWarnings("NullAway.Init")
    private SmscSimulator gateway;

    @SuppressWarnings("NullAway.Init")
    private Station station;

    @BeforeAll
    static void start(@TempDir Path directory) {
        database = new EmbeddedDatabase(directory.resolve("data").resolve("pg"));
        source = ReadModel.open(database.jdbcUrl(), ReadModel.VIEW);
        ReadModel.migrate(source, ReadModel.VIEW);
    }

    @AfterAll
    static void stop() {
        source.close();
        database.close();
    }

    @BeforeEach
    void open() {
        JdbcClient.create(source)
                .sql("truncate notice_part, notice_receipt, notice, notice_choice")
                .update();
        // Nobody who calls a gateway that is away may be given its port, least of all by itself.
        int port = Ports.free(1).getFirst();
        gateway = new SmscSimulator(port, "", Settings.good(Duration.ZERO), time);
        station = new Station(source, gateway, time, TextsTest.messages());
    }

    @AfterEach
    void close() {
        station.close();
        gateway.close();
    }

    @Test
    void messageGoesOutInThePatientsLanguageAndIsDelivered() throws InterruptedException {
        station.tell(ANNA, "claim-1111");
        station.tell(BAO, "claim-2222");
        station.tell(BAO, "claim-2222");

        station.passUntil(() -> station.count("delivered") == 2);

        assertThat(gateway.taken()).hasSize(2);
        assertThat(text(to(ANNA)))
                .isEqualTo("Xinpiao: your claim ending 1111 is settled and paid, see the app.");
        assertThat(text(to(BAO))).startsWith("【信票】您尾号2222的");
        assertThat(station.meters.counter("xinpiao.notices", "state", "delivered").count())
                .isEqualTo(2);
    }

    @Test
    void refusedIsTriedAgainAfterGrowingWaits() throws InterruptedException {
        gateway.script(Fate.REFUSE, Fate.REFUSE);
        station.tell(ANNA, "a");

        station.pass();
        assertThat(station.state("a")).isEqualTo("waiting");
        assertThat(station.fault("a")).isEqualTo("smpp-00000008");
        station.pass(Duration.ofSeconds(4));
        assertThat(station.attempts("a")).isEqualTo(1);
        station.pass(Duration.ofSeconds(1));
        assertThat(station.attempts("a")).isEqualTo(2);
        station.pass(Duration.ofSeconds(9));
        assertThat(gateway.taken()).isEmpty();
        station.pass(Duration.ofSeconds(1));

        station.passUntil(() -> station.state("a").equals("delivered"));
        assertThat(gateway.taken()).hasSize(1);
        assertThat(station.fault("a")).isEmpty();
    }

    @Test
    void refusedTooOftenFailsUntilAClerkOfTheAgencySendsItAgain() throws InterruptedException {
        for (int i = 0; i < Delivery.ATTEMPTS_MAX; i++) {
            gateway.script(Fate.REFUSE);
        }
        station.tell(ANNA, "a");

        for (int i = 0; i < Delivery.ATTEMPTS_MAX; i++) {
            assertThat(station.state("a")).isEqualTo("waiting");
            station.pass(Duration.ofHours(1));
        }
        assertThat(station.state("a")).isEqualTo("failed");
        station.pass(Duration.ofHours(2));
        assertThat(gateway.taken()).isEmpty();

        assertThat(station.outbox.retry("agency-370200", station.id("a"))).isFalse();
        assertThat(station.outbox.retry(AGENCY, station.id("a"))).isTrue();
        station.passUntil(() -> station.state("a").equals("delivered"));
        assertThat(station.outbox.retry(AGENCY, station.id("a"))).isFalse();
    }

    @Test
    void refusedForGoodAndFoundUndeliverableFail() throws InterruptedException {
        gateway.script(Fate.REJECT, Fate.TAKE_IN_VAIN);
        station.tell(ANNA, "a");
        station.pass();
        assertThat(station.state("a")).isEqualTo("failed");
        assertThat(station.fault("a")).isEqualTo("smpp-0000000b");

        station.tell(BAO, "b");
        station.passUntil(() -> station.state("b").equals("failed"));
        assertThat(station.fault("b")).isEqualTo("receipt-undeliv");
    }

    @Test
    void busyGatewayRestsTheWholeOutboxAndCountsForNothing() throws InterruptedException {
        station.close();
        station =
                new Station(
                        source, gateway, time, TextsTest.messages(), SmsSettings.Gateway.SMPP, 1);
        gateway.script(Fate.THROTTLE);
        station.tell(ANNA, "a");
        station.pass();
        station.tell(BAO, "b");
        station.pass();
        assertThat(station.count("waiting")).isEqualTo(2);
        assertThat(gateway.taken()).isEmpty();

        station.pass(Duration.ofSeconds(1));
        station.passUntil(() -> station.count("delivered") == 2);
        assertThat(station.attempts("a")).isZero();
    }

    @Test
    void lostAnswerIsNotSentAgainAndFoundByItsReceipt() throws InterruptedException {
        gateway.hold();
        gateway.script(Fate.LOSE_ANSWER);
        station.tell(ANNA, "a");
        station.pass();
        assertThat(station.state("a")).isEqualTo("unknown");
        station.pass(Duration.ofHours(20));
        assertThat(station.state("a")).isEqualTo("unknown");

        gateway.release();
        station.passUntil(() -> station.state("a").equals("delivered"));
        assertThat(gateway.taken()).hasSize(1);
    }

    @Test
    void lostAnswerWithoutReceiptFailsInTheEnd() throws InterruptedException {
        gateway.hold();
        gateway.script(Fate.LOSE_ANSWER);
        station.tell(ANNA, "a");
        station.pass();
        station.pass(Duration.ofHours(49));

        assertThat(station.state("a")).isEqualTo("failed");
        assertThat(station.fault("a")).isEqualTo("no-receipt");
        assertThat(gateway.taken()).hasSize(1);
    }

    @Test
    void connectionThatBreaksIsMadeAgain() throws InterruptedException {
        gateway.script(Fate.TAKE, Fate.DROP_AFTER);
        station.tell(ANNA, "a");
        station.passUntil(() -> station.state("a").equals("delivered"));
        station.tell(BAO, "b");
        station.pass();
        assertThat(station.state("b")).isEqualTo("unknown");

        station.tell(CHEN, "c");
        station.passUntil(() -> station.count("delivered") == 3);
        assertThat(gateway.taken()).hasSize(3);
    }

    @Test
    void gatewayThatIsAwayIsWaitedFor() throws InterruptedException {
        int port = gateway.port();
        gateway.close();
        station.tell(ANNA, "a");
        station.pass();
        assertThat(station.state("a")).isEqualTo("waiting");
        gateway = new SmscSimulator(port, "other", Settings.good(Duration.ZERO), time);
        station.pass(Duration.ofSeconds(1));
        assertThat(station.state("a")).isEqualTo("waiting");
        gateway.close();
        gateway = new SmscSimulator(port, "", Settings.good(Duration.ZERO), time);

        station.pass(Duration.ofSeconds(1));
        assertThat(gateway.taken()).isEmpty();
        station.pass(Duration.ofSeconds(1));
        station.passUntil(() -> station.state("a").equals("delivered"));
        assertThat(station.attempts("a")).isZero();
    }

    @Test
    void receiptsMayComeInAnyOrderAndBeforeTheAnswer() throws InterruptedException {
        gateway.hold();
        for (int i = 0; i < 5; i++) {
            station.tell(ANNA + i, "c" + i);
        }
        station.passUntil(() -> station.count("sent") == 5);
        gateway.release();
        station.passUntil(() -> station.count("delivered") == 5);

        gateway.script(Fate.TAKE_SLOWLY);
        station.tell(ANNA, "early");
        station.pass();
        station.passUntil(() -> station.state("early").equals("delivered"));
        assertThat(gateway.taken()).hasSize(6);
        assertThat(station.db.sql("select count(*) from notice_receipt").query(Long.class).single())
                .isZero();
    }

    @Test
    void quietPatientAndPatientWithoutNumberReadTheBox() throws InterruptedException {
        station.choices.choose(Station.patient(ANNA), new Choices.Choice(true, "zh"));
        station.tell(ANNA, "a");
        station.notices.tell(
                "x".getBytes(StandardCharsets.US_ASCII), AGENCY, "b", NoticeKind.CLOSED, 0);
        station.pass();

        assertThat(station.state("a")).isEqualTo("quiet");
        assertThat(station.state("b")).isEqualTo("boxed");
        assertThat(station.notices.of(Station.patient(ANNA)))
                .extracting(Notices.Notice::claimId, Notices.Notice::kind)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("a", "paid"));
        station.choices.choose(Station.patient(ANNA), new Choices.Choice(false, "zh"));
        station.tell(ANNA, "later");
        station.passUntil(() -> station.state("later").equals("delivered"));
        assertThat(gateway.taken()).hasSize(1);
        assertThat(text(to(ANNA))).startsWith("【信票】");
    }

    @Test
    void withoutGatewayNoticesStayInTheBox() throws InterruptedException {
        station.close();
        station =
                new Station(
                        source, gateway, time, TextsTest.messages(), SmsSettings.Gateway.NONE, 1);
        station.delivery.start();
        station.tell(ANNA, "a");

        assertThat(station.delivery.isRunning()).isFalse();
        assertThat(station.state("a")).isEqualTo("boxed");
        assertThat(station.notices.of(Station.patient(ANNA))).hasSize(1);
    }

    @Test
    void longMessageGoesInPartsAndGoesOnWhereItStopped() throws InterruptedException {
        station.close();
        StaticMessageSource messages = new StaticMessageSource();
        String text = "信票".repeat(70);
        messages.addMessage("notice.sms.paid", Locale.SIMPLIFIED_CHINESE, text);
        station = new Station(source, gateway, time, messages);
        gateway.script(Fate.TAKE, Fate.REFUSE, Fate.TAKE, Fate.LOSE_ANSWER);
        station.tell(BAO, "b");
        station.pass();
        assertThat(station.attempts("b")).isEqualTo(1);
        time.pass(Duration.ofSeconds(5));

        station.passUntil(() -> station.state("b").equals("delivered"));
        List<byte[]> parts = gateway.taken().stream().map(Taken::content).toList();
        assertThat(parts).hasSize(3);
        assertThat(gateway.taken()).allMatch(Taken::headed);
        assertThat(SegmentsTest.joined(new Segments(true, parts))).isEqualTo(text);
    }

    @Test
    void nextProcessGoesOnWithoutSendingTwice() throws InterruptedException {
        gateway.hold();
        station.tell(ANNA, "sent");
        station.passUntil(() -> station.state("sent").equals("sent"));
        station.tell(BAO, "under-way");
        // The process ends after the message was marked; whether it went out nobody knows.
        Outbox.Row row = station.outbox.due(time.millis(), 1).getFirst();
        assertThat(station.outbox.begin(row, "zh", 1)).isTrue();
        assertThat(station.outbox.begin(row, "zh", 1)).isFalse();
        station.tell(CHEN, "waiting");
        station.close();

        try (Station next = new Station(source, gateway, time, TextsTest.messages())) {
            next.delivery.start();
            next.passUntil(() -> gateway.taken().size() == 2);
            gateway.release();
            next.passUntil(() -> next.count("delivered") == 2);
            assertThat(next.state("under-way")).isEqualTo("unknown");
            assertThat(gateway.taken())
                    .extracting(Taken::to)
                    .containsExactly("86" + ANNA, "86" + CHEN);
        }
    }

    @Test
    void nextProcessEndsWhatAReceiptHadReached() throws InterruptedException {
        station.tell(ANNA, "claim-1111");
        station.passUntil(() -> station.state("claim-1111").equals("delivered"));
        station.close();
        // The process ended between the part's outcome and the message's.
        JdbcClient.create(source).sql("update notice set state = 'sent'").update();

        try (Station next = new Station(source, gateway, time, TextsTest.messages())) {
            next.outbox.recover();
            assertThat(next.state("claim-1111")).isEqualTo("delivered");
        }
    }

    @Test
    void receiptAndAnswerAtTheSameMomentEndTheMessage() throws Exception {
        try (var both = java.util.concurrent.Executors.newFixedThreadPool(2)) {
            for (int i = 0; i < 1_000; i++) {
                String name = "claim-" + i;
                station.tell(ANNA, name);
                Outbox.Row row = station.outbox.due(time.millis(), 1).getFirst();
                station.outbox.begin(row, "zh", 1);
                CyclicBarrier start = new CyclicBarrier(2);
                var answer =
                        both.submit(() -> {
                            start.await();
                            station.outbox.accepted(row, 0, 1, name);
                            return name;
                        });
                var receipt =
                        both.submit(() -> {
                            start.await();
                            station.outbox.receipt(name, "86" + ANNA, Outbox.DELIVERED);
                            return name;
                        });
                answer.get();
                receipt.get();
                assertThat(station.state(name)).as(name).isEqualTo("delivered");
            }
        }
        assertThat(
                        JdbcClient.create(source)
                                .sql("select count(*) from notice_receipt")
                                .query(Long.class)
                                .single())
                .isZero();
    }

    @Test
    void twoHundredAtOnceGoOutOnceEach() throws InterruptedException {
        gateway.close();
        gateway =
                new SmscSimulator(
                        0,
                        "",
                        new Settings(20261122, 100, 20, 20, 0, 0, Duration.ofMillis(5)),
                        time);
        station.close();
        station = new Station(source, gateway, time, TextsTest.messages());
        var tellers = java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor();
        for (int i = 0; i < 400; i++) {
            long number = i / 2;
            tellers.execute(() -> station.tell(ANNA + number, "claim-" + number));
        }
        tellers.close();

        station.passUntil(() -> {
            time.pass(Duration.ofSeconds(10));
            return station.count("delivered") == 200;
        });

        assertThat(gateway.taken()).hasSize(200);
        assertThat(gateway.taken()).extracting(Taken::to).doesNotHaveDuplicates();
    }

    private Taken to(long number) {
        return gateway.taken().stream()
                .filter(message -> message.to().equals("86" + number))
                .findFirst()
                .orElseThrow();
    }

    private static String text(Taken message) {
        return new String(
                message.content(),
                message.ucs2() ? StandardCharsets.UTF_16BE : StandardCharsets.US_ASCII);
    }
}
