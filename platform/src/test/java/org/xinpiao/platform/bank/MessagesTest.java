package org.xinpiao.platform.bank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xinpiao.platform.bank.CreditTransfers.Credit;
import org.xinpiao.platform.bank.StatusReport.Code;
import org.xinpiao.platform.bank.StatusReport.Status;

/** The bank's messages, there and back. */
class MessagesTest {

    private static final long NOW = 1_800_000_000_123L;

    private static final CreditTransfers ORDER =
            new CreditTransfers(
                    "XP20261122-1",
                    NOW,
                    "青岛市医保经办中心",
                    "FUND-agency-370200",
                    List.of(
                            new Credit("Eone", 1, "王<芳>&", "6217000010000000018"),
                            new Credit("Etwo", 10_000_000_000L, "李雷", "6217000010000000026")));

    @Test
    void orderComesBackAsItWas() {
        byte[] bytes = ORDER.write();

        assertThat(CreditTransfers.read(bytes)).isEqualTo(ORDER);
        assertThat(text(bytes))
                .contains("<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.001.001.09\">")
                .contains("<NbOfTxs>2</NbOfTxs><CtrlSum>100000000.01</CtrlSum>")
                .contains("<InstdAmt Ccy=\"CNY\">0.01</InstdAmt>")
                .contains("<InstdAmt Ccy=\"CNY\">100000000.00</InstdAmt>");
    }

    @ParameterizedTest
    @CsvSource({
        "1,0.01",
        "10,0.10",
        "100,1.00",
        "123456789,1234567.89",
        "9999999999,99999999.99",
        "10000000000,100000000.00"
    })
    void amountsAreExact(long fen, String yuan) {
        CreditTransfers order = order(List.of(new Credit("E1", fen, "王芳", "621700001")));

        assertThat(text(order.write()))
                .contains("<CtrlSum>" + yuan + "</CtrlSum>")
                .contains("<InstdAmt Ccy=\"CNY\">" + yuan + "</InstdAmt>");
        assertThat(CreditTransfers.read(order.write()).sumFen()).isEqualTo(fen);
    }

    @Test
    void sumsOfManyAreExact() {
        List<Credit> credits = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            credits.add(new Credit("E" + i, 10_000_000_000L - i, "王芳", "621700001"));
        }

        CreditTransfers read = CreditTransfers.read(order(credits).write());

        assertThat(read.sumFen()).isEqualTo(10_000_000_000_000L - 499_500);
        assertThat(text(order(credits).write())).contains("<CtrlSum>99999995005.00</CtrlSum>");
    }

    @ParameterizedTest
    @CsvSource({
        "<CtrlSum>100000000.01</CtrlSum>,<CtrlSum>100000000.02</CtrlSum>,control sum",
        "<NbOfTxs>2</NbOfTxs>,<NbOfTxs>3</NbOfTxs>,number of transactions",
        "Ccy=\"CNY\",Ccy=\"USD\",currency",
        ">0.01<,>0.011<,fen",
        "<EndToEndId>Etwo</EndToEndId>,<EndToEndId>Eone</EndToEndId>,id of its own",
        "<PmtMtd>TRF</PmtMtd>,<PmtMtd>XXL</PmtMtd>,payment method",
        "<PmtMtd>TRF</PmtMtd>,'',cannot be read",
        "<EndToEndId>Eone</EndToEndId>,<EndToEnd>Eone</EndToEnd>,cannot be read",
        "pain.001.001.09,pain.001.001.03,cannot be read",
        "<Document,<!DOCTYPE Document [<!ENTITY a 'b'>]><Document,cannot be read"
    })
    void whatIsNotValidIsRefused(String valid, String invalid, String why) {
        String message = text(ORDER.write());
        assertThat(message).contains(valid);

        byte[] changed = message.replace(valid, invalid).getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> CreditTransfers.read(changed))
                .isInstanceOf(MessageException.class)
                .hasMessageContaining(why);
    }

    @Test
    void whatCannotBeSaidIsNotWritten() {
        assertThatThrownBy(() -> order(List.of())).isInstanceOf(MessageException.class);
        assertThatThrownBy(() -> order(List.of(new Credit("E1", 0, "王芳", "6217"))))
                .isInstanceOf(MessageException.class);
        CreditTransfers long35 = order(List.of(new Credit("E".repeat(36), 1, "王芳", "62170000")));
        assertThatThrownBy(long35::write).isInstanceOf(MessageException.class);
        assertThatThrownBy(() -> CreditTransfers.read("nothing".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(MessageException.class);
    }

    @Test
    void statusComesBackAsItWas() {
        StatusReport report =
                new StatusReport(
                        "SBX1",
                        NOW,
                        ORDER.messageId(),
                        null,
                        List.of(
                                new Status("Eone", Code.ACSC, null, "SBX000000000001", NOW),
                                new Status("Etwo", Code.RJCT, "AC04", "SBX000000000002", null),
                                new Status("Ethree", Code.PDNG, null, null, null),
                                new Status("Efour", Code.CANC, null, null, null)));

        assertThat(StatusReport.read(report.write())).isEqualTo(report);
        StatusReport whole = new StatusReport("SBX2", NOW, ORDER.messageId(), "DS0H", List.of());
        assertThat(StatusReport.read(whole.write())).isEqualTo(whole);
    }

    @Test
    void statementComesBackAsItWasAndAddsUp() {
        Statement statement =
                new Statement(
                        "SBX3",
                        NOW,
                        "FUND-agency-370200",
                        LocalDate.of(2026, 11, 22),
                        5_000,
                        List.of(
                                new Movement("Eone", "XP1", "SBX1", 10_000_000_000L, null, NOW),
                                new Movement("Etwo", null, "SBX2", 1, null, NOW),
                                new Movement("Etwo", null, "SBX2R", 1, "AC04", NOW),
                                new Movement("Ztwo", null, "SBX3", 5, Movement.RECEIVED, NOW)));

        assertThat(statement.closingFen()).isEqualTo(-9_999_994_995L);
        assertThat(Statement.read(statement.write())).isEqualTo(statement);
        byte[] wrong =
                text(statement.write())
                        .replace("99999949.95", "99999949.96")
                        .getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> Statement.read(wrong)).isInstanceOf(MessageException.class);
    }

    @Test
    void notificationComesBackAsItWas() {
        Notification notification =
                new Notification(
                        "SBX4",
                        NOW,
                        "FUND-agency-370200",
                        List.of(
                                new Movement("Eone", "XP1", "SBX1", 100, null, NOW),
                                new Movement("Eone", "XP1", "SBX1R", 100, "AC04", NOW)));

        assertThat(Notification.read(notification.write())).isEqualTo(notification);
    }

    @Test
    void cancellationAndResolutionComeBackAsTheyWere() {
        CancellationRequest request =
                new CancellationRequest("XC1", NOW, "青岛市医保经办中心", ORDER.messageId(), "Eone");
        Resolution done = new Resolution("SBX5", NOW, "青岛市医保经办中心", "XC1", "Eone", null);
        Resolution refused = new Resolution("SBX6", NOW, "青岛市医保经办中心", "XC1", "Eone", "executed");

        assertThat(CancellationRequest.read(request.write())).isEqualTo(request);
        assertThat(text(request.write()))
                .contains("camt.055.001.08")
                .contains("<OrgnlEndToEndId>Eone</OrgnlEndToEndId>");
        assertThat(Resolution.read(done.write())).isEqualTo(done);
        assertThat(Resolution.read(refused.write())).isEqualTo(refused);
        assertThat(text(refused.write()))
                .contains("<Conf>RJCR</Conf>")
                .contains("<TxCxlSts>RJCR</TxCxlSts>");
    }

    @ParameterizedTest
    @CsvSource({
        "<Conf>CNCL</Conf>,<Conf>RJCR</Conf>,resolution",
        "<TxCxlSts>ACCR</TxCxlSts>,<TxCxlSts>PDCR</TxCxlSts>,resolution",
        "<TxCxlSts>ACCR</TxCxlSts>,'',resolution",
        "camt.029.001.09,camt.029.001.03,cannot be read"
    })
    void aResolutionSaysOneThing(String valid, String invalid, String why) {
        String message = text(new Resolution("SBX5", NOW, "医保", "XC1", "Eone", null).write());
        assertThat(message).contains(valid);

        byte[] changed = message.replace(valid, invalid).getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> Resolution.read(changed))
                .isInstanceOf(MessageException.class)
                .hasMessageContaining(why);
    }

    private static CreditTransfers order(List<Credit> credits) {
        return new CreditTransfers("XP20261122-2", NOW, "医保", "FUND-agency-1", credits);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
