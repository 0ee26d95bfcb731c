package org.xinpiao.platform.notice;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.springframework.context.MessageSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.xinpiao.crypto.CryptoException;
import org.xinpiao.crypto.SealingKey;
import org.xinpiao.crypto.Suite;
import org.xinpiao.crypto.Suites;
import org.xinpiao.platform.keys.Pseudonyms;

/** The outbox of a process, with a time of its own, before a simulated gateway. */
final class Station implements AutoCloseable {

    static final String AGENCY = "agency-330100";

    private static final long PATIENCE_NANOS = Duration.ofSeconds(60).toNanos();

    final JdbcClient db;
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final Outbox outbox;
    final Choices choices;
    final PhoneRows rows;
    final PhoneCodes codes;
    final Delivery delivery;
    final Notices notices;

    private final Time time;

    /** A clock that is moved. */
    static final class Time extends Clock {

        private final AtomicReference<Instant> now =
                new AtomicReference<>(Instant.parse("2026-11-22T04:00:00Z"));

        void pass(Duration duration) {
            now.updateAndGet(before -> before.plus(duration));
        }

        @Override
        public Instant instant() {
            return Objects.requireNonNull(now.get());
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    Station(HikariDataSource source, SmscSimulator gateway, Time time, MessageSource messages) {
        this(source, gateway, time, messages, SmsSettings.Gateway.SMPP, 4);
    }

    Station(
            HikariDataSource source,
            SmscSimulator gateway,
            Time time,
            MessageSource messages,
            SmsSettings.Gateway kind,
            int window) {
        this.time = time;
        db = JdbcClient.create(source);
        SmsSettings settings =
                new SmsSettings(
                        kind,
                        "127.0.0.1",
                        gateway.port(),
                        "test",
                        null,
                        false,
                        "1069000000",
                        window,
                        Duration.ofSeconds(4),
                        Duration.ofDays(2),
                        SmscSimulator.Settings.good(Duration.ZERO));
        SealingKey key = suite().newSealingKey();
        rows = new PhoneRows(db, () -> Optional.of(key));
        outbox = new Outbox(db, Station::contact, pseudonyms(), time, meters);
        choices = new Choices(db);
        codes = new PhoneCodes(rows, outbox, time);
        Link link = new SmppLink(settings.host(), settings.port(), settings, outbox::receipt);
        delivery =
                new Delivery(
                        outbox,
                        Station::contact,
                        choices,
                        codes,
                        new Texts(messages),
                        link,
                        settings,
                        time);
        notices = new Notices(db, outbox, delivery);
    }

    private static Pseudonyms pseudonyms() {
        return new Pseudonyms(suite(), new byte[32]);
    }

    private static Suite suite() {
        try {
            return Suites.of("xp-international-1");
        } catch (CryptoException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Patients are named by their number; of those with an odd last digit the language is English.
     */
    private static Optional<PhoneBook.Contact> contact(byte[] patient) {
        String number = new String(patient, StandardCharsets.US_ASCII);
        return number.startsWith("1")
                ? Optional.of(
                        new PhoneBook.Contact(
                                number,
                                (number.charAt(number.length() - 1) - '0') % 2 == 1
                                        ? Locale.ENGLISH
                                        : Locale.CHINESE))
                : Optional.empty();
    }

    static byte[] patient(long number) {
        return Long.toString(number).getBytes(StandardCharsets.US_ASCII);
    }

    void tell(long number, String claim) {
        notices.tell(patient(number), AGENCY, claim, NoticeKind.PAID, 0);
    }

    void pass() throws InterruptedException {
        delivery.pass();
    }

    void pass(Duration after) throws InterruptedException {
        time.pass(after);
        delivery.pass();
    }

    /** Works until something holds. */
    void passUntil(BooleanSupplier holds) throws InterruptedException {
        for (long end = System.nanoTime() + PATIENCE_NANOS; !holds.getAsBoolean(); ) {
            if (System.nanoTime() > end) {
                throw new AssertionError("it does not come to hold: " + states());
            }
            delivery.pass();
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    String states() {
        return db.sql("select state, count(*) from notice group by state").query().listOfRows()
                + "";
    }

    String state(String claim) {
        return value("state", claim);
    }

    String fault(String claim) {
        return value("fault", claim);
    }

    int attempts(String claim) {
        return Integer.parseInt(value("attempts", claim));
    }

    private String value(String column, String claim) {
        return db.sql("select coalesce(" + column + "::text, '') from notice where claim_id = ?")
                .param(claim)
                .query(String.class)
                .single();
    }

    long id(String claim) {
        return Long.parseLong(value("id", claim));
    }

    long count(String state) {
        return db.sql("select count(*) from notice where state = ?")
                .param(state)
                .query(Long.class)
                .single();
    }

    @Override
    public void close() {
        delivery.stop();
    }
}
