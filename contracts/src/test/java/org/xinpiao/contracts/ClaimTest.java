package org.xinpiao.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xinpiao.contracts.Commands.cancel;
import static org.xinpiao.contracts.Commands.decide;
import static org.xinpiao.contracts.Commands.decision;
import static org.xinpiao.contracts.Commands.deposit;
import static org.xinpiao.contracts.Commands.expire;
import static org.xinpiao.contracts.Commands.freeze;
import static org.xinpiao.contracts.Commands.id;
import static org.xinpiao.contracts.Commands.issue;
import static org.xinpiao.contracts.Commands.pay;
import static org.xinpiao.contracts.Commands.refuse;
import static org.xinpiao.contracts.Commands.settlement;
import static org.xinpiao.contracts.Commands.submission;
import static org.xinpiao.contracts.Commands.submit;
import static org.xinpiao.contracts.Province.AGENCY;
import static org.xinpiao.contracts.Province.BANK;
import static org.xinpiao.contracts.Province.DAY_MS;
import static org.xinpiao.contracts.Province.HANGZHOU;
import static org.xinpiao.contracts.Province.HOSPITAL;
import static org.xinpiao.contracts.Province.INSURER;
import static org.xinpiao.contracts.Province.OTHER_AGENCY;
import static org.xinpiao.contracts.Province.QINGDAO;
import static org.xinpiao.contracts.Province.pseudonym;

import com.google.protobuf.ByteString;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.xinpiao.contracts.Commands.Draft;
import org.xinpiao.contracts.bill.BillReason;
import org.xinpiao.contracts.bill.Bills;
import org.xinpiao.contracts.claim.ClaimChanged;
import org.xinpiao.contracts.claim.ClaimCommand;
import org.xinpiao.contracts.claim.ClaimContract;
import org.xinpiao.contracts.claim.ClaimReason;
import org.xinpiao.contracts.claim.ClaimStatus;
import org.xinpiao.contracts.claim.Claims;
import org.xinpiao.contracts.claim.DecideClaim;
import org.xinpiao.contracts.claim.Decision;
import org.xinpiao.contracts.claim.Grant;
import org.xinpiao.contracts.claim.Settlement;
import org.xinpiao.contracts.claim.SubmitClaim;
import org.xinpiao.contracts.fund.FundReason;
import org.xinpiao.contracts.registry.Role;

final class ClaimTest extends ClaimScene {

    @Test
    void straightThrough_submittedDecidedPaid() {
        province.accept("health", submit(basic("C1", 1)));
        assertThat(province.claim("C1").getRegion()).isEqualTo(HANGZHOU);
        province.accept(AGENCY, decided("C1", 3_000));
        assertThat(province.balances()).isEqualTo(List.of(-2_000L, -3_000L, 5_000L));
        assertThat(Bills.remaining(province.bill(id(1)))).isEqualTo(1_000);
        province.sound();
        ClaimChanged paid = (ClaimChanged) province.accept(BANK, pay("C1", "T1", 3_000)).getFirst();
        assertThat(paid.getClaim()).isEqualTo(province.claim("C1"));
        assertThat(paid.getClaim().getStatus()).isEqualTo(ClaimStatus.PAID);
        assertThat(province.balances()).isEqualTo(List.of(-2_000L, 0L, 2_000L));
        assertThat(province.bill(id(1)).getHoldings(0).getConfirmed()).isTrue();
        province.reject(BANK, pay("C1", "T2", 3_000), ClaimReason.WRONG_STATUS);
        province.reject(
                HOSPITAL,
                issue(province.signer(HOSPITAL), Commands.red(id(3), blue(1))),
                BillReason.HELD);
        province.sound();
    }

    @Test
    void submit_secondClaim_learnsWhoWhenAndWhatRemains() {
        province.accept("health", submit(basic("C1", 1)));
        long since = province.now;
        assertThat(province.reject("health", submit(basic("C2", 1)), ClaimReason.HELD))
                .isEqualTo(
                        "claim=C1 agency=agency-330100 since_ms=" + since + " remaining_fen=4000");
        province.accept(AGENCY, decided("C1", 3_000));
        assertThat(province.reject("health", submit(basic("C2", 1)), ClaimReason.HELD))
                .endsWith("remaining_fen=1000");
        province.accept(BANK, pay("C1", "T1", 3_000));
        province.reject("health", submit(basic("C2", 1)), ClaimReason.HELD);
        province.reject("health", submit(basic("C1", 2)), ClaimReason.ID_USED);
    }

    @Test
    void submit_checksTheForm() {
        malformed(basic("C/1", 1));
        malformed(basic("C".repeat(41), 1));
        malformed(basic("C1", 1).setBill(id("3399012", 1)));
        malformed(basic("C1", 1).setPayer("Basic/"));
        malformed(basic("C1", 1).clearPatient());
        malformed(basic("C1", 1).clearPerson());
        malformed(basic("C1", 1).setInsutype("31"));
        malformed(basic("C1", 1).setVisitDay(0));
        malformed(basic("C1", 1).setSealedForm(ByteString.copyFrom(new byte[(1 << 16) + 1])));
        province.reject(AGENCY, submit(basic("C1", 1)), ClaimReason.NOT_ALLOWED);
    }

    @Test
    void submit_checksTheBill() {
        Draft direct = blue(10);
        direct.bill().setSettledDirectly(true);
        Draft red = Commands.red(id(11), blue(2));
        province.accept(HOSPITAL, issue(province.signer(HOSPITAL), direct, red));
        refused(BillReason.BILL_UNKNOWN, basic("C1", 9));
        refused(BillReason.REVERSED, basic("C1", 2));
        refused(BillReason.RED, basic("C1", 11));
        refused(ClaimReason.PATIENT_MISMATCH, basic("C1", 1).setPatient(pseudonym("thief")));
        refused(ClaimReason.SETTLED_DIRECTLY, basic("C1", 10));
        province.accept("finance", freeze(id(1)));
        refused(BillReason.FROZEN, basic("C1", 1));
        province.accept("health", submit(commercial("C1", 10)));
    }

    @Test
    void submit_checksVisitCoverageAndAgency() {
        refused(ClaimReason.VISIT_IN_FUTURE, basic("C1", 1).setVisitDay(today + 1));
        refused(ClaimReason.TOO_LATE, basic("C1", 1).setVisitDay(today - 366));
        refused(ClaimReason.NOT_COVERED, basic("C1", 1).setInsutype("390"));
        refused(ClaimReason.NOT_COVERED, basic("C1", 1).setPerson(pseudonym("stranger")));
        refused(ClaimReason.AGENCY, basic("C1", 1).setAgency(OTHER_AGENCY));
        refused(ClaimReason.AGENCY, commercial("C1", 1).setAgency(AGENCY));
        refused(ClaimReason.AGENCY, commercial("C1", 1).setPayer(BANK).setAgency(BANK));
        province.accept("health", submit(basic("C1", 1).setVisitDay(today - 365)));
    }

    @Test
    void decide_checksWhatIsSigned() {
        province.accept("health", submit(basic("C1", 1)));
        undecided(ClaimReason.UNKNOWN, decision("C9", settlement(10_000, 1)));
        undecided(ClaimReason.MALFORMED, decision("C1", settlement(10_000, 1)).clearInputsDigest());
        undecided(ClaimReason.MALFORMED, decision("C1", settlement(10_000, 1)).clearTraceDigest());
        undecided(ClaimReason.BILL_TOTAL, decision("C1", settlement(9_999, 1)));
        undecided(ClaimReason.POLICY_UNKNOWN, good().setPolicyVersion(2));
        undecided(ClaimReason.POLICY_UNKNOWN, good().setPolicyVersion(0));
        undecided(ClaimReason.POLICY_UNKNOWN, good().setPolicyRegion(QINGDAO));
        undecided(BillReason.EXCEEDS_REMAINING, decision("C1", settlement(10_000, 4_001)));
        DecideClaim.Builder garbage = decide(province, good(), AGENCY);
        garbage.setDecision(garbage.getDecision().concat(garbage.getDecision()));
        province.reject(AGENCY, decide(garbage), ClaimReason.MALFORMED);
        province.reject(OTHER_AGENCY, decided("C1", 3_000), ClaimReason.NOT_ALLOWED);
        assertThat(province.claim("C1").getStatus()).isEqualTo(ClaimStatus.SUBMITTED);
        province.accept("finance", freeze(id(1)));
        undecided(BillReason.FROZEN, good());
    }

    @Test
    void decide_theIdentitiesMustHold() {
        province.accept("health", submit(basic("C1", 1)));
        unsettled("fulamt_ownpay_amt", s -> s.setFulamtOwnpayAmt(1));
        unsettled("fund_pay_sumamt", s -> s.setMafPay(1));
        unsettled("hosp_part_amt", s -> s.setHospPartAmt(1));
        unsettled("acct_pay", s -> s.setAcctPay(1));
        unsettled("act_pay_dedc", s -> s.setActPayDedc(10_001));
        unsettled("negative", s -> s.setHifpPay(-1).setMafPay(3_001));
        unsettled("too large", s -> s.setHifpPay(Long.MAX_VALUE));
        Settlement.Builder mixed =
                settlement(10_000, 3_000)
                        .setFulamtOwnpayAmt(1_000)
                        .setOverlmtSelfpay(200)
                        .setPreselfpayAmt(300)
                        .setInscpScpAmt(8_500)
                        .setPsnPartAmt(6_500)
                        .setHospPartAmt(500)
                        .setAcctPay(600)
                        .setAcctMulaidPay(400)
                        .setPsnCashPay(5_500);
        assertThat(undecided(FundReason.INSUFFICIENT, decision("C1", mixed)))
                .isEqualTo("330100/310200/pool amount=1000 available=0");
        province.accept(BANK, deposit(HANGZHOU, "310200", 1_000, "D2"));
        province.accept(AGENCY, decide(decide(province, decision("C1", mixed), AGENCY)));
        province.sound();
        // What accounts give goes to the patient with the funds' part.
        province.accept(BANK, pay("C1", "T1", 4_000));
        province.sound();
    }

    @Test
    void decide_everyFundBearsItsShare() {
        province.accept("health", submit(basic("C1", 1)));
        Settlement.Builder mixed =
                settlement(10_000, 3_000)
                        .setHifpPay(1_000)
                        .setHifmiPay(300)
                        .setCvlservPay(300)
                        .setHifesPay(300)
                        .setHifobPay(300)
                        .setHifdmPay(300)
                        .setMafPay(300)
                        .setOthPay(200);
        String poor = undecided(FundReason.INSUFFICIENT, decision("C1", mixed));
        assertThat(poor).isEqualTo("330100/320100/pool amount=300 available=0");
        int reference = 2;
        for (String fund :
                List.of("320100", "370100", "310300", "330100", "350100", "610100", "999997")) {
            province.accept(BANK, deposit(HANGZHOU, fund, 300, "D" + reference++));
        }
        province.accept(AGENCY, decide(decide(province, decision("C1", mixed), AGENCY)));
        province.sound();
        province.reject("health", cancel("C1"), ClaimReason.WRONG_STATUS);
        province.now += 8 * DAY_MS;
        province.accept(AGENCY, expire("C1"));
        assertThat(province.balances()).isEqualTo(List.of(-5_000L, 0L, 5_000L));
        province.sound();
    }

    @Test
    void decide_needsTheEndorsersOfTheRegion() {
        province.accept("insurance", Commands.region(HANGZHOU, AGENCY, 2));
        province.accept("health", submit(basic("C1", 1)));
        endorsed(ClaimReason.ENDORSERS_MISSING);
        endorsed(ClaimReason.ENDORSERS_MISSING, AGENCY);
        endorsed(ClaimReason.ENDORSERS_MISSING, "insurance", "finance");
        endorsed(ClaimReason.ENDORSEMENT, AGENCY, AGENCY);
        endorsed(ClaimReason.ENDORSEMENT, AGENCY, OTHER_AGENCY);
        endorsed(ClaimReason.ENDORSEMENT, AGENCY, HOSPITAL);
        endorsed(ClaimReason.ENDORSEMENT, AGENCY, "data");
        DecideClaim.Builder other = decide(province, good(), AGENCY, "insurance");
        other.getEndorsementsBuilder(1)
                .setSignature(
                        decide(province, decision("C2", settlement(10_000, 1)), "insurance")
                                .getEndorsements(0)
                                .getSignature());
        province.reject(AGENCY, decide(other), ClaimReason.ENDORSEMENT);
        other.getEndorsementsBuilder(1).setMember("finance");
        province.reject(AGENCY, decide(other), ClaimReason.ENDORSEMENT);
        province.accept(AGENCY, decide(decide(province, good(), AGENCY, "health")));
    }

    @Test
    void decide_nothingToPay_closesAtOnce() {
        province.accept("health", submit(basic("C1", 1)));
        province.accept(AGENCY, decided("C1", 0));
        assertThat(province.claim("C1").getStatus()).isEqualTo(ClaimStatus.CLOSED);
        assertThat(province.claim("C1").getClosedMs()).isEqualTo(province.now);
        assertThat(province.bill(id(1)).getHoldingsCount()).isZero();
        province.reject(BANK, pay("C1", "T1", 0), ClaimReason.WRONG_STATUS);
        province.reject("health", submit(basic("C2", 1)), ClaimReason.HELD);
        province.sound();
    }

    @Test
    void decide_once() {
        province.accept("health", submit(basic("C1", 1)));
        province.accept(AGENCY, decided("C1", 3_000));
        province.reject(AGENCY, decided("C1", 1_000), ClaimReason.WRONG_STATUS);
        province.reject(AGENCY, refuse("C1"), ClaimReason.WRONG_STATUS);
    }

    @Test
    void fund_cannotPromiseMoreThanItHas() {
        Draft[] more = {blue(5), blue(6)};
        province.accept(HOSPITAL, issue(province.signer(HOSPITAL), more));
        province.accept("health", submit(basic("C1", 1)));
        province.accept("health", submit(basic("C5", 5)));
        province.accept(AGENCY, decided("C1", 3_000));
        undecided(FundReason.INSUFFICIENT, decision("C5", settlement(10_000, 2_001)));
        province.accept(AGENCY, decided("C5", 2_000));
        province.sound();
    }

    @Test
    void pay_exactlyOnce_exactlyTheAmount_onlyByABank() {
        province.accept("health", submit(basic("C1", 1)));
        province.accept("health", submit(basic("C2", 2)));
        province.reject(BANK, pay("C1", "T1", 0), ClaimReason.WRONG_STATUS);
        province.accept(AGENCY, decided("C1", 3_000));
        province.accept(AGENCY, decided("C2", 2_000));
        province.reject(AGENCY, pay("C1", "T1", 3_000), ClaimReason.NOT_ALLOWED);
        province.reject(BANK, pay("C1", "T1", 2_999), ClaimReason.AMOUNT);
        province.reject(BANK, pay("C1", "T 1", 3_000), ClaimReason.MALFORMED);
        province.reject(BANK, pay("C9", "T1", 3_000), ClaimReason.UNKNOWN);
        province.accept(BANK, pay("C1", "T1", 3_000));
        province.reject(BANK, pay("C2", "T1", 2_000), ClaimReason.TRANSFER_USED);
        province.accept("insurance", freeze(id(2)));
        // What has left the bank is recorded, whatever became of the bill meanwhile.
        province.accept(BANK, pay("C2", "T2", 2_000));
        province.sound();
    }

    @Test
    void refuseCancelExpire_giveBackWhatWasHeld() {
        province.accept("health", submit(basic("C1", 1)));
        province.reject(BANK, refuse("C1"), ClaimReason.NOT_ALLOWED);
        province.reject(AGENCY, refuse("C9"), ClaimReason.UNKNOWN);
        province.reject(
                AGENCY,
                ClaimCommand.newBuilder()
                        .setRefuse(refuse("C1").getRefuse().toBuilder().setReason("张三"))
                        .build(),
                ClaimReason.MALFORMED);
        province.accept(AGENCY, refuse("C1"));
        assertThat(province.claim("C1").getReason()).isEqualTo("not-in-scope");
        province.accept("health", submit(basic("C2", 1)));
        province.reject(AGENCY, cancel("C2"), ClaimReason.NOT_ALLOWED);
        province.reject("health", cancel("C9"), ClaimReason.UNKNOWN);
        province.accept("health", cancel("C2"));
        province.accept("health", submit(basic("C3", 1)));
        province.accept(AGENCY, decided("C3", 3_000));
        province.reject(BANK, expire("C3"), ClaimReason.NOT_ALLOWED);
        province.reject(AGENCY, expire("C9"), ClaimReason.UNKNOWN);
        province.now += 7 * DAY_MS - 10_000;
        province.reject(AGENCY, expire("C3"), ClaimReason.NOT_EXPIRED);
        province.now += DAY_MS;
        province.accept(AGENCY, expire("C3"));
        province.reject(BANK, pay("C3", "T1", 3_000), ClaimReason.WRONG_STATUS);
        assertThat(province.balances()).isEqualTo(List.of(-5_000L, 0L, 5_000L));
        assertThat(Bills.remaining(province.bill(id(1)))).isEqualTo(4_000);
        province.accept("health", submit(basic("C4", 1)));
        province.sound();
    }

    @Test
    void commercialCover_paysWhatTheBasicLeft_andIsNotInTheBook() {
        province.accept("health", submit(basic("C1", 1)));
        refused(ClaimReason.BASIC_FIRST, commercial("C2", 1));
        province.accept(AGENCY, decided("C1", 3_000));
        province.accept("health", submit(commercial("C2", 1)));
        Settlement.Builder ours = settlement(10_000, 1_000).setHifpPay(0).setOthPay(1_000);
        Decision.Builder own = decision("C2", ours).clearPolicyRegion().clearPolicyVersion();
        Decision.Builder fromTheFund =
                decision("C2", settlement(10_000, 1_000)).clearPolicyRegion().clearPolicyVersion();
        province.reject(
                INSURER, decide(decide(province, fromTheFund, INSURER)), ClaimReason.SETTLEMENT);
        province.reject(
                INSURER,
                decide(decide(province, decision("C2", ours), INSURER)),
                ClaimReason.POLICY_UNKNOWN);
        province.accept(INSURER, decide(decide(province, own, INSURER)));
        assertThat(Bills.remaining(province.bill(id(1)))).isZero();
        province.accept(BANK, pay("C2", "T2", 1_000));
        province.accept(BANK, pay("C1", "T1", 3_000));
        assertThat(province.balances()).isEqualTo(List.of(-2_000L, 0L, 2_000L));
        province.accept(
                "insurance", RegistryTest.register(province.member("insurer-2", Role.INSURER)));
        refused(
                ClaimReason.NOTHING_LEFT,
                commercial("C3", 1).setPayer("insurer-2").setAgency("insurer-2"));
        province.sound();
    }

    @Test
    void commercialCover_waitsForTheBasicInsurance() {
        province.accept("health", submit(commercial("C2", 1)));
        province.accept("health", submit(basic("C1", 1)));
        province.reject(INSURER, ours("C2", 1_000), ClaimReason.BASIC_FIRST);
        province.accept(AGENCY, decided("C1", 3_500));
        province.reject(INSURER, ours("C2", 501), BillReason.EXCEEDS_REMAINING);
        province.accept(INSURER, ours("C2", 500));
        province.now += ClaimContract.PAYMENT_MS_MAX + 1;
        List<Long> book = province.balances();
        province.accept(INSURER, expire("C2"));
        assertThat(Bills.remaining(province.bill(id(1)))).isEqualTo(500);
        assertThat(province.balances()).isEqualTo(book);
        province.sound();
    }

    @Test
    void grant_isForCommercialCover_andEnds() {
        malformed(basic("C1", 1).mergeFrom(Commands.grant(today)));
        malformed(commercial("C1", 1).clearGrant());
        malformed(commercial("C1", 1).setGrant(grant(4, today)));
        malformed(commercial("C1", 1).setGrant(grant(17, today)));
        malformed(commercial("C1", 1).setGrant(grant(5, today - 1)));
        malformed(commercial("C1", 1).setGrant(grant(5, today + 366)));
        malformed(commercial("C1", 1).setGrant(grant(5, today).toBuilder().setRevokedMs(1)));
        province.accept("health", submit(commercial("C1", 1).setGrant(grant(5, today))));
        province.accept("health", submit(basic("C2", 1)));
        province.accept("health", submit(commercial("C3", 2)));
        assertThat(Claims.mayRead(province.claim("C1"), province.now)).isTrue();
        assertThat(Claims.mayRead(province.claim("C2"), province.now)).isFalse();
        assertThat(Claims.mayRead(province.claim("C1"), province.now + DAY_MS)).isFalse();
        province.reject("health", Commands.revoke("C2"), ClaimReason.WRONG_STATUS);
        province.reject(INSURER, Commands.revoke("C1"), ClaimReason.NOT_ALLOWED);
        province.accept("health", Commands.revoke("C1"));
        assertThat(province.claim("C1").getStatus()).isEqualTo(ClaimStatus.CANCELLED);
        assertThat(Claims.mayRead(province.claim("C1"), province.now)).isFalse();
        province.accept(INSURER, ours("C3", 1_000));
        province.accept("health", Commands.revoke("C3"));
        province.reject("health", Commands.revoke("C3"), ClaimReason.WRONG_STATUS);
        assertThat(province.claim("C3").getStatus()).isEqualTo(ClaimStatus.DECIDED);
        assertThat(Claims.mayRead(province.claim("C3"), province.now)).isFalse();
        province.sound();
    }

    private static Grant grant(int sections, int untilDay) {
        return Grant.newBuilder().setSections(sections).setUntilDay(untilDay).build();
    }

    private ClaimCommand ours(String claimId, long pays) {
        Settlement.Builder settlement = settlement(10_000, pays).setHifpPay(0).setOthPay(pays);
        return decide(
                decide(
                        province,
                        decision(claimId, settlement).clearPolicyRegion().clearPolicyVersion(),
                        INSURER));
    }

    private void refused(Reason reason, SubmitClaim.Builder submission) {
        province.reject("health", submit(submission), reason);
    }

    private void malformed(SubmitClaim.Builder submission) {
        refused(ClaimReason.MALFORMED, submission);
    }

    private String undecided(Reason reason, Decision.Builder decision) {
        return province.reject(AGENCY, decide(decide(province, decision, AGENCY)), reason);
    }

    private void unsettled(String identity, UnaryOperator<Settlement.Builder> change) {
        Settlement.Builder settlement = change.apply(settlement(10_000, 3_000));
        assertThat(undecided(ClaimReason.SETTLEMENT, decision("C1", settlement)))
                .contains(identity);
    }

    private void endorsed(Reason reason, String... endorsers) {
        province.reject(AGENCY, decide(decide(province, good(), endorsers)), reason);
    }

    private static Decision.Builder good() {
        return decision("C1", settlement(10_000, 3_000));
    }
}
