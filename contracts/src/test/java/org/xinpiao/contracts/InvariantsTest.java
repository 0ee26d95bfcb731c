package org.xinpiao.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xinpiao.contracts.Commands.CODE;
import static org.xinpiao.contracts.Commands.id;
import static org.xinpiao.contracts.Province.AGENCY;
import static org.xinpiao.contracts.Province.BANK;
import static org.xinpiao.contracts.Province.HANGZHOU;
import static org.xinpiao.contracts.Province.HOSPITAL;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xinpiao.contracts.Commands.Draft;
import org.xinpiao.contracts.bill.BillState;
import org.xinpiao.contracts.bill.Bills;
import org.xinpiao.contracts.bill.DailyTotal;
import org.xinpiao.contracts.bill.Holding;
import org.xinpiao.contracts.bill.Segment;
import org.xinpiao.contracts.claim.ClaimState;
import org.xinpiao.contracts.claim.ClaimStatus;
import org.xinpiao.contracts.claim.Claims;
import org.xinpiao.contracts.claim.Transfer;
import org.xinpiao.contracts.fund.Account;
import org.xinpiao.contracts.fund.FundBook;

/** Each broken promise is found: the check is worth its time only if it can fail. */
final class InvariantsTest {

    private final Province province = new Province();

    @BeforeEach
    void prepare() {
        int today = Bills.chinaDay(province.now);
        Draft reversed = blue(2);
        province.accept("insurance", Commands.region(HANGZHOU, AGENCY, 1));
        province.accept("finance", Commands.grant(HOSPITAL, CODE, 1, 100));
        province.accept(
                HOSPITAL,
                Commands.issue(
                        province.signer(HOSPITAL),
                        blue(1),
                        reversed,
                        Commands.red(id(3), reversed),
                        blue(4)));
        province.accept(
                AGENCY,
                Commands.enrol(Province.pseudonym("person"), HANGZHOU, "310", today - 400, 0));
        province.accept(BANK, Commands.deposit(HANGZHOU, "310100", 5_000, "D1"));
        province.state.put(Claims.policyKey(HANGZHOU, 1), ByteString.copyFromUtf8("policy"));
        for (int i : new int[] {1, 4}) {
            String claim = "C" + i;
            province.accept(
                    "health",
                    Commands.submit(
                            Commands.submission(claim, id(i), Claims.BASIC, AGENCY, today)));
            province.accept(
                    AGENCY,
                    Commands.decide(
                            Commands.decide(
                                    province,
                                    Commands.decision(claim, Commands.settlement(10_000, 2_000)),
                                    AGENCY)));
        }
        province.accept(BANK, Commands.pay("C1", "T1", 2_000));
        province.sound();
    }

    @Test
    void number_usedTwiceOrOutside() {
        province.state.put(Bills.key(id(50)), province.bill(id(4)).toByteString());
        found("a number is used once");
        bill(4, b -> b.setRecord(b.getRecord().toBuilder().setNumber("0000000101")));
        found("inside its issuer's segment");
        String segment = Bills.SEGMENTS + CODE + "/" + HOSPITAL + "/0000000001";
        change(segment, Segment.newBuilder().setCode(CODE).setFrom(1).setTo(100).setUsed(5));
        found("used counts its bills");
        change(
                Bills.SEGMENTS + CODE + "/" + HOSPITAL + "/0000000100",
                Segment.newBuilder().setCode(CODE).setFrom(100).setTo(100));
        found("do not overlap");
    }

    @Test
    void held_moreThanBorne_orForNobody() {
        Holding extra = Holding.newBuilder().setClaimId("C9").setAmountFen(2_001).build();
        bill(4, b -> b.addHoldings(extra));
        found("at most what the patient bore");
        bill(4, b -> b.addHoldings(extra.toBuilder().setAmountFen(1)));
        found("that of one decided claim");
        bill(4, b -> b.addHoldings(b.getHoldings(0)));
        found("one positive holding for a payer");
        bill(4, b -> b.clearHoldings());
        found("the bill holds what was decided");
        bill(4, b -> b.setPersonalFen(10_001));
        found("the personal part is within the total");
    }

    @Test
    void reversal_withoutItsRed_orOfAHeldBill() {
        bill(2, b -> b.setReversedBy(id(4)));
        found("a reversed bill has its red bill");
        bill(2, b -> b.clearReversedBy());
        found("a red bill negates the one it reverses");
        found("one standing bill for a charge");
        bill(2, b -> b.addHoldings(Holding.newBuilder().setAmountFen(1)));
        found("a reserved or reimbursed bill is not reversed");
        bill(3, b -> b.addHoldings(Holding.newBuilder().setAmountFen(1)));
        found("nothing rests on a red bill");
    }

    @Test
    void days_doNotSum() {
        String day = Bills.dailyKey(HOSPITAL, Bills.chinaDay(province.now));
        change(day, DailyTotal.newBuilder().setCount(1));
        found("the day total sums its bills");
        province.state.delete(day);
        found("day total is missing");
    }

    @Test
    void payout_withoutItsClaim() {
        province.state.put(Claims.transferKey("T9"), ByteString.copyFromUtf8("C4"));
        found("a transfer belongs to one claim");
        province.state.delete(Claims.transferKey("T1"));
        found("claim/transfer/T1: is C1");
        province.state.delete(Claims.holderKey(id(4), Claims.BASIC));
        found("is C4");
        claim("C4", c -> c.setStatus(ClaimStatus.PAID));
        found("that of one decided claim");
        claim("C4", c -> c.addTransfers(Transfer.newBuilder().setEndToEndId("T1")));
        found("claim/transfer/T1: is C4");
        claim("C1", c -> c.setTransfers(0, c.getTransfers(0).toBuilder().setAmountFen(1)));
        found("what was decided is paid, no more");
    }

    @Test
    void settlement_doesNotAddUp() {
        claim(
                "C4",
                c -> {
                    c.getDecisionBuilder().getSettlementBuilder().setPsnCashPay(0);
                    return c;
                });
        found("the settlement adds up to its bill");
    }

    @Test
    void book_doesNotBalance() {
        String pool = FundBook.PREFIX + HANGZHOU + "/310100/pool";
        change(pool, Account.newBuilder().setBalanceFen(-1_001));
        found("the balance sums its movements");
        change(pool, Account.newBuilder().setBalanceFen(1));
        found("no account is overdrawn");
        province.state.delete(pool);
        found("account is missing");
        province.state.delete("fund/deposit/D1");
        found("the balance sums its movements");
    }

    /** The change is found, and then undone. */
    private void found(String rule) {
        assertThat(Invariants.check(province.state)).anyMatch(f -> f.contains(rule));
        if (!rule.startsWith("a red bill negates")) {
            province.state.discard();
            province.sound();
        }
    }

    private void bill(long number, UnaryOperator<BillState.Builder> change) {
        change(Bills.key(id(number)), change.apply(province.bill(id(number)).toBuilder()));
    }

    private void claim(String claimId, UnaryOperator<ClaimState.Builder> change) {
        change(Claims.key(claimId), change.apply(province.claim(claimId).toBuilder()));
    }

    private void change(String key, Message.Builder value) {
        province.state.put(key, value.build().toByteString());
    }

    private Draft blue(long number) {
        return Commands.blue(HOSPITAL, id(number), 10_000, 4_000, province.now);
    }
}
