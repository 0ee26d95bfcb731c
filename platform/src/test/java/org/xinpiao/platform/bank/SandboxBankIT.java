package org.xinpiao.platform.bank;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.xinpiao.platform.RunningPlatform;
import org.xinpiao.platform.bank.CreditTransfers.Credit;
import org.xinpiao.platform.bank.StatusReport.Code;
import org.xinpiao.platform.node.Parties;

/** What the bank takes, and how often. */
class SandboxBankIT {

    private static final String AGENCY = "agency-150826";

    private static final String ACCOUNT = SandboxBank.account(AGENCY);

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
        assertThat(bank.cancel(ACCOUNT, "Zback")).isTrue();
        assertThat(bank.cancel(ACCOUNT, "Zback")).isTrue();
        assertThat(answer(order("XPback", "Zback")).statuses().getFirst().reason())
                .isEqualTo("AM05");

        answer(order("XPdone", "Zdone"));
        assertThat(bank.cancel(ACCOUNT, "Zdone")).isFalse();
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
                StatusReport.read(bank.order(order, List.of(signatures)).getFirst()).refused());
    }

    private static StatusReport answer(byte[] order) {
        return StatusReport.read(
                bank.order(order, List.of(sign(AGENCY, order), sign("insurance", order)))
                        .getFirst());
    }
}
