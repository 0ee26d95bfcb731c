package org.xinpiao.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xinpiao.contracts.Commands.answer;
import static org.xinpiao.contracts.Commands.appeal;
import static org.xinpiao.contracts.Commands.ask;
import static org.xinpiao.contracts.Commands.cancel;
import static org.xinpiao.contracts.Commands.decide;
import static org.xinpiao.contracts.Commands.decision;
import static org.xinpiao.contracts.Commands.demand;
import static org.xinpiao.contracts.Commands.deposit;
import static org.xinpiao.contracts.Commands.drop;
import static org.xinpiao.contracts.Commands.expire;
import static org.xinpiao.contracts.Commands.fail;
import static org.xinpiao.contracts.Commands.freeze;
import static org.xinpiao.contracts.Commands.id;
import static org.xinpiao.contracts.Commands.pay;
import static org.xinpiao.contracts.Commands.payee;
import static org.xinpiao.contracts.Commands.provide;
import static org.xinpiao.contracts.Commands.refuse;
import static org.xinpiao.contracts.Commands.repay;
import static org.xinpiao.contracts.Commands.review;
import static org.xinpiao.contracts.Commands.settlement;
import static org.xinpiao.contracts.Commands.submit;
import static org.xinpiao.contracts.Province.AGENCY;
import static org.xinpiao.contracts.Province.BANK;
import static org.xinpiao.contracts.Province.DAY_MS;
import static org.xinpiao.contracts.Province.HANGZHOU;
import static org.xinpiao.contracts.Province.OTHER_AGENCY;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.xinpiao.contracts.bill.BillReason;
import org.xinpiao.contracts.bill.Bills;
import org.xinpiao.contracts.claim.ClaimCommand;
import org.xinpiao.contracts.claim.ClaimReason;
import org.xinpiao.contracts.claim.ClaimStatus;
import org.xinpiao.contracts.claim.Claims;

/** Claims that do not go straight through. */
final class ClaimLifeTest extends ClaimScene {

    @Test
    void byHand_withDocuments() {
        province.accept("health", submit(basic("C1", 1)));
        province.reject(AGENCY, ask("C1"), ClaimReason.WRONG_STATUS);
        province.reject(OTHER_AGENCY, review("C1"), ClaimReason.NOT_ALLOWED);
        province.accept(AGENCY, review("C1"));
        assertThat(province.claim("C1").getReason()).isEqualTo("name-mismatch");
        province.reject("health", provide("C1", 1), ClaimReason.WRONG_STATUS);
        province.accept(AGENCY, ask("C1"));
        assertThat(province.claim("C1").getStatus()).isEqualTo(ClaimStatus.WAITING);
        province.reject(AGENCY, provide("C1", 1), ClaimReason.NOT_ALLOWED);
        province.reject("health", provide("C1", 0), ClaimReason.MALFORMED);
        province.reject("health", provide("C1", 21), ClaimReason.MALFORMED);
        province.accept("health", provide("C1", 20));
        assertThat(province.claim("C1").getStatus()).isEqualTo(ClaimStatus.REVIEW);
        province.accept(AGENCY, ask("C1"));
        province.reject("health", provide("C1", 1), ClaimReason.MALFORMED);
        province.reject("health", submit(basic("C2", 1)), ClaimReason.HELD);
        province.accept(AGENCY, decided("C1", 3_000));
        assertThat(province.claim("C1").getReason()).isEmpty();
        province.sound();
    }

    @Test
    void byHand_takenBackOrRefused() {
        province.accept("health", submit(basic("C1", 1)));
        province.accept(AGENCY, review("C1"));
        province.accept("health", cancel("C1"));
        province.accept("health", submit(basic("C2", 1)));
        province.accept(AGENCY, review("C2"));
        province.accept(AGENCY, ask("C2"));
        province.accept(AGENCY, refuse("C2"));
        province.sound();
    }

    @Test
    void transferRefused_anotherAccount_paidWithAnotherId() {
        province.accept("health", submit(basic("C1", 1)));
        province.accept(AGENCY, decided("C1", 3_000));
        province.reject("health", payee("C1"), ClaimReason.WRONG_STATUS);
        province.reject(AGENCY, fail("C1", "T1"), ClaimReason.NOT_ALLOWED);
        province.accept(BANK, fail("C1", "T1"));
        assertThat(Claims.needsPayee(province.claim("C1"))).isTrue();
        province.reject(BANK, pay("C1", "T1", 3_000), ClaimReason.TRANSFER_USED);
        province.reject(BANK, fail("C1", "T1"), ClaimReason.TRANSFER_USED);
        province.accept("health", payee("C1"));
        province.reject("health", payee("C1"), ClaimReason.WRONG_STATUS);
        province.accept(BANK, pay("C1", "T2", 3_000));
        assertThat(province.balances()).isEqualTo(List.of(-2_000L, 0L, 2_000L));
        province.sound();
    }

    @Test
    void transferCameBack_isOwedAgain_thenPaidOrExpired() {
        province.accept("health", submit(basic("C1", 1)));
        province.accept(AGENCY, decided("C1", 3_000));
        province.accept(BANK, pay("C1", "T1", 3_000));
        province.reject(BANK, fail("C1", "T9"), ClaimReason.WRONG_STATUS);
        province.accept(BANK, fail("C1", "T1"));
        assertThat(province.balances()).isEqualTo(List.of(-2_000L, -3_000L, 5_000L));
        assertThat(province.bill(id(1)).getHoldings(0).getConfirmed()).isFalse();
        province.sound();
        province.accept("health", payee("C1"));
        province.accept(BANK, pay("C1", "T2", 3_000));
        province.sound();
        province.accept(BANK, fail("C1", "T2"));
        province.now += 6 * DAY_MS;
        province.reject(AGENCY, expire("C1"), ClaimReason.NOT_EXPIRED);
        province.now += 2 * DAY_MS;
        province.accept(AGENCY, expire("C1"));
        assertThat(province.balances()).isEqualTo(List.of(-5_000L, 0L, 5_000L));
        province.accept("health", submit(basic("C2", 1)));
        province.sound();
    }

    @Test
    void appeal_againstARefusal_takesTheBillAgain() {
        province.accept("health", submit(basic("C1", 1)));
        province.reject("health", appeal("C1"), ClaimReason.WRONG_STATUS);
        province.accept(AGENCY, refuse("C1"));
        province.accept("health", submit(basic("C2", 1)));
        province.reject("health", appeal("C1"), ClaimReason.HELD);
        province.accept("health", cancel("C2"));
        province.accept("finance", freeze(id(1)));
        province.reject("health", appeal("C1"), BillReason.FROZEN);
        province.accept("finance", Commands.unfreeze(id(1)));
        province.reject(AGENCY, appeal("C1"), ClaimReason.NOT_ALLOWED);
        province.accept("health", appeal("C1"));
        province.reject("health", submit(basic("C3", 1)), ClaimReason.HELD);
        province.sound();
        province.accept(AGENCY, decided("C1", 3_000));
        province.accept(BANK, pay("C1", "T1", 3_000));
        province.reject("health", appeal("C1"), ClaimReason.APPEAL_USED);
        province.sound();
    }

    @Test
    void appeal_inVain_leavesThingsAsTheyWere() {
        province.accept("health", submit(basic("C1", 1)));
        province.accept(AGENCY, refuse("C1"));
        province.accept("health", appeal("C1"));
        province.reject(OTHER_AGENCY, answer("C1"), ClaimReason.NOT_ALLOWED);
        province.accept(AGENCY, answer("C1"));
        assertThat(province.claim("C1").getStatus()).isEqualTo(ClaimStatus.REFUSED);
        province.accept("health", submit(basic("C2", 1)));
        province.accept(AGENCY, decided("C2", 0));
        province.accept("health", appeal("C2"));
        province.sound();
        province.accept("health", cancel("C2"));
        assertThat(province.claim("C2").getStatus()).isEqualTo(ClaimStatus.CLOSED);
        province.sound();
    }

    @Test
    void appeal_tooLate() {
        province.accept("health", submit(basic("C1", 1)));
        province.accept(AGENCY, refuse("C1"));
        province.now += 61 * DAY_MS;
        province.reject("health", appeal("C1"), ClaimReason.APPEAL_LATE);
    }

    @Test
    void appeal_againstAnAmount_paysTheDifference() {
        province.accept("health", submit(basic("C1", 1)));
        province.accept(AGENCY, decided("C1", 2_000));
        province.accept(BANK, pay("C1", "T1", 2_000));
        province.accept("health", appeal("C1"));
        province.reject("health", submit(commercial("C2", 1)), ClaimReason.BASIC_FIRST);
        province.reject(AGENCY, decided("C1", 2_000), ClaimReason.LESS_ON_APPEAL);
        province.reject(AGENCY, decided("C1", 0), ClaimReason.WRONG_STATUS);
        province.reject(AGENCY, decided("C1", 4_001), BillReason.EXCEEDS_REMAINING);
        province.accept(AGENCY, decided("C1", 3_500));
        assertThat(province.balances()).isEqualTo(List.of(-1_500L, -1_500L, 3_000L));
        assertThat(Bills.remaining(province.bill(id(1)))).isEqualTo(500);
        province.sound();
        province.now += 8 * DAY_MS;
        province.reject(AGENCY, expire("C1"), ClaimReason.WRONG_STATUS);
        province.reject(BANK, pay("C1", "T2", 3_500), ClaimReason.AMOUNT);
        province.accept(BANK, pay("C1", "T2", 1_500));
        assertThat(province.balances()).isEqualTo(List.of(-1_500L, 0L, 1_500L));
        province.sound();
        // The first comes back although the second did not.
        province.accept(BANK, fail("C1", "T1"));
        province.sound();
        province.accept("health", payee("C1"));
        province.accept(BANK, pay("C1", "T3", 2_000));
        province.sound();
    }

    /**
     * The account had paid what the fund pays now: the patient has it, the account gets it back.
     */
    @Test
    void appeal_theFundPaysInsteadOfTheAccount() {
        paidWithAccount("C1", 1);
        province.accept("health", appeal("C1"));
        province.reject(AGENCY, withAccount("C1", 2_000, 2_000), ClaimReason.LESS_ON_APPEAL);
        province.reject(AGENCY, withAccount("C1", 1_900, 2_100), ClaimReason.LESS_ON_APPEAL);
        province.reject(AGENCY, withAccount("C1", 2_500, 1_400), ClaimReason.LESS_ON_APPEAL);
        province.accept(AGENCY, withAccount("C1", 2_600, 1_400));
        assertThat(province.claim("C1").getStatus()).isEqualTo(ClaimStatus.PAID);
        assertThat(province.claim("C1").getClosedMs()).isEqualTo(province.now);
        assertThat(Bills.remaining(province.bill(id(1)))).isZero();
        assertThat(province.balances()).isEqualTo(List.of(-2_400L, 0L, 2_400L));
        province.sound();
        province.accept(BANK, fail("C1", "T1"));
        province.accept("health", payee("C1"));
        province.sound();
        province.accept(BANK, pay("C1", "T2", 4_000));
        assertThat(province.balances()).isEqualTo(List.of(-2_400L, 0L, 2_400L));
        province.sound();
    }

    /** The account held less than the patient bore: a part goes to the account, a part out. */
    @Test
    void appeal_theFundPaysInsteadOfTheAccountAndMore() {
        paidWithAccount("C1", 1, 2_000, 1_500);
        province.accept("health", appeal("C1"));
        province.accept(AGENCY, withAccount("C1", 2_900, 1_100));
        assertThat(province.claim("C1").getStatus()).isEqualTo(ClaimStatus.DECIDED);
        assertThat(province.balances()).isEqualTo(List.of(-2_100L, -500L, 2_600L));
        province.sound();
        province.accept(BANK, pay("C1", "T2", 500));
        assertThat(province.balances()).isEqualTo(List.of(-2_100L, 0L, 2_100L));
        province.sound();
    }

    /** The money came back meanwhile: nobody has the account's part, which is promised no more. */
    @Test
    void appeal_theFundPaysInsteadOfTheAccount_whatCameBack() {
        paidWithAccount("C1", 1);
        province.accept("health", appeal("C1"));
        province.accept(BANK, fail("C1", "T1"));
        province.accept(AGENCY, withAccount("C1", 2_600, 1_400));
        assertThat(province.claim("C1").getStatus()).isEqualTo(ClaimStatus.DECIDED);
        province.sound();
        province.accept("health", payee("C1"));
        province.accept(BANK, pay("C1", "T2", 4_000));
        assertThat(province.balances()).isEqualTo(List.of(-2_400L, 0L, 2_400L));
        province.sound();
    }

    private void paidWithAccount(String claimId, long bill) {
        paidWithAccount(claimId, bill, 2_000, 2_000);
    }

    private void paidWithAccount(String claimId, long bill, long fund, long account) {
        province.accept(BANK, deposit(HANGZHOU, "310200", 5_000, "accounts"));
        province.accept("health", submit(basic(claimId, bill)));
        province.accept(AGENCY, withAccount(claimId, fund, account));
        province.accept(BANK, pay(claimId, "T1", fund + account));
    }

    private ClaimCommand withAccount(String claimId, long fund, long account) {
        var settlement = settlement(10_000, fund);
        settlement.setAcctPay(account).setPsnCashPay(settlement.getPsnPartAmt() - account);
        return decide(decide(province, decision(claimId, settlement), AGENCY));
    }

    @Test
    void appeal_whileTheMoneyComesBack() {
        province.accept("health", submit(basic("C1", 1)));
        province.accept(AGENCY, decided("C1", 2_000));
        province.accept(BANK, pay("C1", "T1", 2_000));
        province.accept("health", appeal("C1"));
        province.accept(BANK, fail("C1", "T1"));
        province.sound();
        province.accept(AGENCY, answer("C1"));
        assertThat(province.claim("C1").getStatus()).isEqualTo(ClaimStatus.DECIDED);
        province.accept("health", payee("C1"));
        province.accept(BANK, pay("C1", "T2", 2_000));
        province.sound();
    }

    @Test
    void paidWrongly_demanded_appealed_repaid() {
        province.accept("health", submit(basic("C1", 1)));
        province.accept(AGENCY, decided("C1", 2_000));
        province.reject(AGENCY, demand("C1"), ClaimReason.WRONG_STATUS);
        province.accept(BANK, pay("C1", "T1", 2_000));
        province.reject(OTHER_AGENCY, demand("C1"), ClaimReason.NOT_ALLOWED);
        province.accept(AGENCY, demand("C1"));
        province.accept("health", appeal("C1"));
        province.reject(AGENCY, decided("C1", 3_000), ClaimReason.WRONG_STATUS);
        province.accept(AGENCY, drop("C1"));
        assertThat(province.claim("C1").getStatus()).isEqualTo(ClaimStatus.PAID);
        province.sound();
        province.accept(AGENCY, demand("C1"));
        province.accept("health", appeal("C1"));
        province.accept(AGENCY, answer("C1"));
        province.reject(BANK, repay("C1", 1_999), ClaimReason.AMOUNT);
        province.reject(AGENCY, repay("C1", 2_000), ClaimReason.NOT_ALLOWED);
        province.accept(BANK, repay("C1", 2_000));
        assertThat(province.balances()).isEqualTo(List.of(-5_000L, 0L, 5_000L));
        assertThat(Bills.remaining(province.bill(id(1)))).isEqualTo(4_000);
        province.sound();
        province.accept("health", submit(basic("C2", 1)));
        province.sound();
    }
}
