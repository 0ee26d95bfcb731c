package org.xinpiao.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xinpiao.contracts.Commands.deposit;
import static org.xinpiao.contracts.Province.AGENCY;
import static org.xinpiao.contracts.Province.BANK;
import static org.xinpiao.contracts.Province.HANGZHOU;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xinpiao.contracts.fund.Entry;
import org.xinpiao.contracts.fund.FundBook;
import org.xinpiao.contracts.fund.FundBook.Share;
import org.xinpiao.contracts.fund.FundReason;
import org.xinpiao.contracts.fund.Posted;

final class FundTest {

    private final Province province = new Province();

    @BeforeEach
    void registerRegion() {
        province.accept("insurance", Commands.region(HANGZHOU, AGENCY, 1));
    }

    @Test
    void deposit_debitsTheBank_creditsThePool() {
        assertThat(province.accept(BANK, deposit(HANGZHOU, "310100", 500, "D1")))
                .containsExactly(
                        Posted.newBuilder()
                                .setReference("D1")
                                .addEntries(entry("330100/310100/bank", 500, 500))
                                .addEntries(entry("330100/310100/pool", -500, -500))
                                .build());
        province.accept("insurance", deposit(HANGZHOU, "310100", 20, "D2"));
        assertThat(province.balances()).isEqualTo(List.of(-520L, 0L, 520L));
        assertThat(FundBook.available(province.state, HANGZHOU, "310100")).isEqualTo(520);
        province.sound();
    }

    @Test
    void deposit_checksEverything() {
        province.reject(AGENCY, deposit(HANGZHOU, "310100", 1, "D1"), FundReason.NOT_ALLOWED);
        province.reject(BANK, deposit("510100", "310100", 1, "D1"), FundReason.REGION_UNKNOWN);
        province.reject(BANK, deposit(HANGZHOU, "3101", 1, "D1"), FundReason.MALFORMED);
        province.reject(BANK, deposit(HANGZHOU, "310100", 0, "D1"), FundReason.MALFORMED);
        province.reject(
                BANK, deposit(HANGZHOU, "310100", 1_000_000_000_001L, "D1"), FundReason.MALFORMED);
        province.reject(BANK, deposit(HANGZHOU, "310100", 1, "D/1"), FundReason.MALFORMED);
        province.accept(BANK, deposit(HANGZHOU, "310100", 1, "D1"));
        province.reject(BANK, deposit(HANGZHOU, "310100", 1, "D1"), FundReason.REFERENCE_USED);
        province.reject(BANK, deposit(HANGZHOU, "390100", 2, "D1"), FundReason.REFERENCE_USED);
    }

    @Test
    void promise_thenTakeBackOrPay_balances() {
        province.accept(BANK, deposit(HANGZHOU, "310100", 500, "D1"));
        List<Share> shares = List.of(new Share("310100", 300));
        assertThat(FundBook.insufficient(province.state, HANGZHOU, shares)).isNull();
        FundBook.promise(province.state, "C1", HANGZHOU, shares);
        assertThat(province.balances()).isEqualTo(List.of(-200L, -300L, 500L));
        assertThat(FundBook.insufficient(province.state, HANGZHOU, shares))
                .isEqualTo(
                        new Outcome.Rejected(
                                FundReason.INSUFFICIENT,
                                "330100/310100/pool amount=300 available=200"));
        FundBook.takeBack(province.state, "C1", HANGZHOU, shares);
        FundBook.promise(province.state, "C2", HANGZHOU, shares);
        FundBook.pay(province.state, "C2", HANGZHOU, shares);
        assertThat(province.balances()).isEqualTo(List.of(-200L, 0L, 200L));
        province.state.discard();
        assertThat(province.balances()).isEqualTo(List.of(-500L, 0L, 500L));
    }

    private static Entry entry(String account, long fen, long balance) {
        return Entry.newBuilder()
                .setAccount(account)
                .setAmountFen(fen)
                .setBalanceFen(balance)
                .build();
    }
}
