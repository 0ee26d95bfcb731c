package org.xinpiao.platform.bank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.xinpiao.platform.RunningPlatform;
import org.xinpiao.platform.bank.CreditTransfers.Credit;
import org.xinpiao.platform.bank.StatusReport.Code;
import org.xinpiao.platform.demo.RunningDemo;
import org.xinpiao.platform.node.LedgerState;
import org.xinpiao.platform.node.Parties;

/** What the bank takes, and how often. */
class SandboxBankIT {

    private static final String AGENCY = "agency-150826";

    private static final String ACCOUNT = Bank.account(AGENCY);

    @SuppressWarnings("NullAway.Init")
    private static Bank bank;

    @BeforeAll
    static void start() {
        bank = RunningPlatform.get().bean(Bank.class);
    }

    @Test
    void twoIndependentKeysAreNeeded() {
        byte[] order = order("XPkeys", "Zkeys");
        OrderSignature agency = sign(AGENCY, order);
        OrderSignature insurance = sign("insurance", order);
        OrderSignature other = sign("agency-370200", order);
        OrderSignature elsewhere = sign("insurance", order("XPother", "Zother"));

        assertThat(refusal(order, agency)).isEqualTo("DS0H");
        assertThat(refusal(order, insurance)).isEqualTo("DS0H");
        assertThat(refusal(order, agency, agency)).isEqualTo("DS0H");
        assertThat(refusal(order, agency, other)).isEqualTo("DS0H");
        assertThat(refusal(order, other, insurance)).isEqualTo("DS0H");
        assertThat(refusal(order, agency, elsewhere)).isEqualTo("DS0H");
        assertThat(bank.status(ACCOUNT, "XPkeys")).isEmpty();
        assertThat(answer(order).statuses().getFirst().code()).isEqualTo(Code.ACSC);
    }

    @Test
    void anOrderIsTakenOnce() {
        byte[] order = order("XPonce", "Zonce");
        StatusReport first = answer(order);

        assertThat(answer(order).statuses()).isEqualTo(first.statuses());
        assertThat(StatusReport.read(bank.status(ACCOUNT, "XPonce").orElseThrow()).statuses())
                .isEqualTo(first.statuses());
        assertThat(bank.status("FUND-agency-370200", "XPonce")).isEmpty();
        assertThat(answer(order("XPonce", "Zsecond")).refused()).isEqualTo("AM05");
        StatusReport again = answer(order("XPtwice", "Zonce"));
        assertThat(again.statuses().getFirst().code()).isEqualTo(Code.RJCT);
        assertThat(again.statuses().getFirst().reason()).isEqualTo("AM05");
    }

    @Test
    void whatWasTakenBackIsNeverExecuted() {
        assertThat(resolution("XPback", "Zback").cancelled()).isTrue();
        assertThat(resolution("XPback", "Zback").cancelled()).isTrue();
        assertThat(answer(order("XPback", "Zback")).statuses().getFirst().reason())
                .isEqualTo("AM05");

        answer(order("XPdone", "Zdone"));
        assertThat(resolution("XPdone", "Zdone").refused()).isEqualTo("executed");
        assertThat(answer(order("XPdone", "Zdone")).statuses().getFirst().code())
                .isEqualTo(Code.ACSC);
    }

    @Test
    void nobodyTakesBackForAnother() {
        String other = Bank.account("agency-370200");
        resolution(other, "XPmine", "Zmine");
        // An id that another used up is free here.
        assertThat(answer(order("XPmine", "Zmine")).statuses().getFirst().code())
                .isEqualTo(Code.ACSC);
        resolution(other, "XPmine", "Zmine");
        assertThat(answer(order("XPmine", "Zmine")).statuses().getFirst().code())
                .isEqualTo(Code.ACSC);
    }

    @Test
    void onlyTheOwnerGetsPastTheDoor() throws Exception {
        URI uri =
                URI.create(
                        RunningPlatform.get().bean(EmbeddedBank.class).url()
                                + "/accounts/"
                                + ACCOUNT
                                + "/mail?after=0");
        String target = "/accounts/" + ACCOUNT + "/mail?after=0";
        long now = System.currentTimeMillis();

        assertThat(asked(uri, "nobody")).isEqualTo(401);
        assertThat(asked(uri, signed("agency-370200", now, target))).isEqualTo(401);
        assertThat(asked(uri, signed(AGENCY, now - 3_600_000, target))).isEqualTo(401);
        assertThat(asked(uri, signed(AGENCY, now, "/accounts/" + ACCOUNT + "/mail?after=1")))
                .isEqualTo(401);
        assertThat(asked(uri, signed(AGENCY, now, target))).isIn(200, 204);
    }

    @Test
    void whoIsNotThereIsAway() {
        RunningDemo platform = RunningPlatform.get();
        Clock clock = Clock.systemUTC();
        BankDoor second =
                new BankDoor(
                        0, bank, new LedgerSignatories(platform.bean(LedgerState.class)), clock);
        try (BankClient client =
                new BankClient(
                        second.url(),
                        Duration.ofSeconds(20),
                        platform.bean(Parties.class)::get,
                        clock)) {
            assertThat(client.status(ACCOUNT, "XPnever")).isEmpty();
            second.close();
            assertThatThrownBy(() -> client.status(ACCOUNT, "XPnever"))
                    .isInstanceOf(BankAwayException.class);
        }
    }

    private static String signed(String member, long timeMs, String target) {
        return RequestSignature.sign(
                        RunningPlatform.get().bean(Parties.class).get(member),
                        timeMs,
                        "GET",
                        target,
                        new byte[0])
                .text();
    }

    private static int asked(URI uri, String signature) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                            HttpRequest.newBuilder(uri)
                                    .header(RequestSignature.HEADER, signature)
                                    .build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        }
    }

    private static Resolution resolution(String orderId, String endToEndId) {
        return resolution(ACCOUNT, orderId, endToEndId);
    }

    private static Resolution resolution(String account, String orderId, String endToEndId) {
        CancellationRequest request =
                new CancellationRequest(
                        "XC" + System.nanoTime(), 1, "杭锦后旗医保经办中心", orderId, endToEndId);
        Resolution resolution =
                Resolution.read(bank.cancel(account, request.write()).orElseThrow());
        assertThat(resolution.requestId()).isEqualTo(request.messageId());
        assertThat(resolution.endToEndId()).isEqualTo(endToEndId);
        return resolution;
    }

    private static byte[] order(String messageId, String endToEndId) {
        return new CreditTransfers(
                        messageId,
                        1_800_000_000_000L,
                        "杭锦后旗医保经办中心",
                        ACCOUNT,
                        List.of(new Credit(endToEndId, 1, "王芳", "6217000010000000018")))
                .write();
    }

    private static OrderSignature sign(String member, byte[] order) {
        return OrderSignature.sign(RunningPlatform.get().bean(Parties.class).get(member), order);
    }

    private static String refusal(byte[] order, OrderSignature... signatures) {
        return String.valueOf(
                StatusReport.read(bank.order(ACCOUNT, order, List.of(signatures)).orElseThrow())
                        .refused());
    }

    private static StatusReport answer(byte[] order) {
        return StatusReport.read(
                bank.order(ACCOUNT, order, List.of(sign(AGENCY, order), sign("insurance", order)))
                        .orElseThrow());
    }
}
