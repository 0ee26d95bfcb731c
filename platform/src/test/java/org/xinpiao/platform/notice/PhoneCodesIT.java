package org.xinpiao.platform.notice;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.xinpiao.platform.cluster.Ports;
import org.xinpiao.platform.notice.PhoneCodes.Outcome;
import org.xinpiao.platform.notice.SmscSimulator.Settings;
import org.xinpiao.platform.notice.SmscSimulator.Taken;
import org.xinpiao.platform.readmodel.EmbeddedDatabase;
import org.xinpiao.platform.readmodel.ReadModel;

/** Numbers that patients name, confirmed by codes that go through the outbox to a gateway. */
class PhoneCodesIT {

    private static final byte[] PATIENT = Station.patient(19900000002L);

    private static final String MOBILE = "13700001111";

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
                .sql(
                        "truncate notice_part, notice_receipt, notice, notice_choice, phone,"
                                + " phone_code")
                .update();
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
    void numberCountsOnceItsCodeIsTyped_andRestsSealed() throws InterruptedException {
        String code = sent(Locale.ENGLISH);

        assertThat(gateway.taken().getFirst().to()).isEqualTo("86" + MOBILE);
        assertThat(station.rows.confirmed(PATIENT)).isEmpty();
        assertThat(station.codes.confirm(PATIENT, wrong(code))).isEqualTo(Outcome.WRONG);
        assertThat(station.codes.confirm(PATIENT, code)).isEqualTo(Outcome.CONFIRMED);
        assertThat(station.rows.confirmed(PATIENT))
                .contains(new PhoneBook.Contact(MOBILE, Locale.ENGLISH));
        assertThat(station.codes.confirm(PATIENT, code)).isEqualTo(Outcome.TRIES);
        for (byte[] sealed : List.of(column("phone"), column("phone_code"))) {
            assertThat(new String(sealed, StandardCharsets.ISO_8859_1))
                    .doesNotContain(MOBILE, code);
        }
        assertThat(station.notices.of(PATIENT)).isEmpty();
        station.codes.forget(PATIENT);
        assertThat(station.rows.confirmed(PATIENT)).isEmpty();
    }

    @Test
    void codeExpires_andIsNotSentWhenItHas() throws InterruptedException {
        String code = sent(Locale.ENGLISH);
        time.pass(PhoneCodes.VALID.plusMillis(1));
        assertThat(station.codes.confirm(PATIENT, code)).isEqualTo(Outcome.EXPIRED);
        assertThat(station.codes.pending(PATIENT)).isEmpty();

        assertThat(send()).isEqualTo(Outcome.SENT);
        time.pass(PhoneCodes.VALID.plusMillis(1));
        station.passUntil(() -> station.count("boxed") == 1);
        assertThat(gateway.taken()).hasSize(1);
    }

    @Test
    void fiveTries_thenEvenTheRightCodeIsTooLate() throws InterruptedException {
        String code = sent(Locale.ENGLISH);
        for (int i = 0; i < PhoneCodes.TRIES_MAX; i++) {
            assertThat(station.codes.confirm(PATIENT, wrong(code))).isEqualTo(Outcome.WRONG);
        }
        assertThat(station.codes.confirm(PATIENT, code)).isEqualTo(Outcome.TRIES);
        assertThat(station.rows.confirmed(PATIENT)).isEmpty();
    }

    @Test
    void noSecondCodeAtOnce_andFiveADay() {
        assertThat(station.codes.send(PATIENT, "12345678901", Locale.ENGLISH))
                .isEqualTo(Outcome.NUMBER);
        assertThat(send()).isEqualTo(Outcome.SENT);
        assertThat(send()).isEqualTo(Outcome.SOON);
        for (int i = 1; i < PhoneCodes.SENT_MAX; i++) {
            time.pass(Duration.ofMinutes(2));
            assertThat(send()).isEqualTo(Outcome.SENT);
        }
        time.pass(Duration.ofMinutes(2));
        assertThat(send()).isEqualTo(Outcome.OFTEN);
        time.pass(Duration.ofDays(1));
        assertThat(send()).isEqualTo(Outcome.SENT);
        assertThat(station.codes.confirm(Station.patient(1), "000000")).isEqualTo(Outcome.EXPIRED);
    }

    @Test
    void quietPatientGetsTheCodeThatWasAskedFor_andNothingElse() throws InterruptedException {
        station.choices.choose(PATIENT, new Choices.Choice(true, "zh"));
        station.tell(19900000002L, "claim-1");
        String code = sent(Locale.SIMPLIFIED_CHINESE);

        assertThat(station.codes.confirm(PATIENT, code)).isEqualTo(Outcome.CONFIRMED);
        station.passUntil(() -> station.state("claim-1").equals("quiet"));
        assertThat(gateway.taken()).hasSize(1);
    }

    private Outcome send() {
        return station.codes.send(PATIENT, MOBILE, Locale.ENGLISH);
    }

    /** Asks for a code and reads it off the phone. */
    private String sent(Locale language) throws InterruptedException {
        assertThat(station.codes.send(PATIENT, MOBILE, language)).isEqualTo(Outcome.SENT);
        station.passUntil(() -> !gateway.taken().isEmpty());
        Taken taken = gateway.taken().getLast();
        String text =
                new String(
                        taken.content(),
                        taken.ucs2() ? StandardCharsets.UTF_16BE : StandardCharsets.US_ASCII);
        var code = Pattern.compile("\\d{6}").matcher(text);
        assertThat(code.find()).as(text).isTrue();
        return code.group();
    }

    private static String wrong(String code) {
        return code.equals("000000") ? "000001" : "000000";
    }

    private byte[] column(String table) {
        return station.db.sql("select sealed from " + table).query(byte[].class).single();
    }
}
