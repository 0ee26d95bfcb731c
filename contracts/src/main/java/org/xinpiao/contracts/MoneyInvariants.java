package org.xinpiao.contracts;

import com.google.protobuf.ByteString;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.xinpiao.contracts.bill.BillState;
import org.xinpiao.contracts.bill.Bills;
import org.xinpiao.contracts.bill.Holding;
import org.xinpiao.contracts.claim.ClaimState;
import org.xinpiao.contracts.claim.ClaimStatus;
import org.xinpiao.contracts.claim.Claims;
import org.xinpiao.contracts.claim.Settlement;
import org.xinpiao.contracts.claim.Settlements;
import org.xinpiao.contracts.claim.Transfer;
import org.xinpiao.contracts.fund.Account;
import org.xinpiao.contracts.fund.Deposit;
import org.xinpiao.contracts.fund.FundBook;
import org.xinpiao.contracts.fund.FundBook.Share;
import org.xinpiao.contracts.fund.FundBook.Side;
import org.xinpiao.contracts.fund.FundContract;

/** Invariants 4 to 6: payouts, the fund book recomputed from its causes, settlements. */
final class MoneyInvariants {

    private final State state;
    private final Invariants invariants;
    private final Map<String, Long> balances = new TreeMap<>();

    MoneyInvariants(State state, Invariants invariants) {
        this.state = state;
        this.invariants = invariants;
    }

    void check() {
        StateWalk.each(state, FundContract.DEPOSITS, this::deposit);
        StateWalk.each(
                state,
                Claims.PREFIX,
                (key, value) -> claim(key, Wire.value(key, value, ClaimState.parser())));
        StateWalk.each(state, Claims.TRANSFERS, this::transfer);
        StateWalk.each(state, FundBook.PREFIX, this::account);
        balances.forEach((account, balance) ->
                invariants.require(balance == 0, FundBook.PREFIX + account, "account is missing"));
    }

    private void deposit(String key, ByteString value) {
        Deposit deposit = Wire.value(key, value, Deposit.parser());
        Share share = new Share(deposit.getFund(), deposit.getAmountFen());
        move(deposit.getRegion(), share, Side.BANK, Side.POOL);
    }

    private void claim(String key, ClaimState claim) {
        ClaimStatus status = claim.getStatus();
        if (Claims.holds(status)) {
            invariants.requireText(
                    state, Claims.holderKey(claim.getBill(), claim.getPayer()), claim.getClaimId());
        }
        for (Transfer transfer : claim.getTransfersList()) {
            invariants.requireText(
                    state, Claims.transferKey(transfer.getEndToEndId()), claim.getClaimId());
        }
        if (!Claims.isInForce(claim)) {
            return;
        }
        Settlement settlement = claim.getDecision().getSettlement();
        BillState bill = Bills.find(state, claim.getBill());
        invariants.require(
                bill != null
                        && bill.getRecord().getTotalFen() == settlement.getMedfeeSumamt()
                        && Settlements.fault(settlement) == null,
                key,
                "the settlement adds up to its bill");
        long payable = Claims.payableFen(settlement);
        long held = 0;
        for (Holding holding : bill == null ? List.<Holding>of() : bill.getHoldingsList()) {
            if (holding.getClaimId().equals(claim.getClaimId())) {
                held += holding.getAmountFen();
            }
        }
        invariants.require(held == payable, key, "the bill holds what was decided");
        if (Claims.standing(claim) == ClaimStatus.CLOSED) {
            return;
        }
        for (Share share : Claims.shares(claim)) {
            move(claim.getRegion(), share, Side.POOL, Side.PAYABLE);
        }
        long paid = 0;
        for (Transfer transfer : claim.getTransfersList()) {
            if (Claims.stands(transfer)) {
                paid += transfer.getAmountFen();
                Claims.shares(transfer)
                        .forEach(s -> move(claim.getRegion(), s, Side.PAYABLE, Side.BANK));
            }
        }
        invariants.require(
                Claims.standing(claim) == ClaimStatus.DECIDED ? paid < payable : paid == payable,
                key,
                "what was decided is paid, no more");
    }

    private void transfer(String key, ByteString claimId) {
        ClaimState claim = Claims.find(state, claimId.toStringUtf8());
        invariants.require(
                claim != null
                        && claim.getTransfersList().stream()
                                .anyMatch(t -> key.equals(Claims.transferKey(t.getEndToEndId()))),
                key,
                "a transfer belongs to one claim");
    }

    private void account(String key, ByteString value) {
        long balance = Wire.value(key, value, Account.parser()).getBalanceFen();
        String name = key.substring(FundBook.PREFIX.length());
        Long expected = balances.remove(name);
        invariants.require(
                balance == (expected == null ? 0 : expected),
                key,
                "the balance sums its movements");
        invariants.require(
                name.endsWith(Side.BANK.word()) ? balance >= 0 : balance <= 0,
                key,
                "no account is overdrawn");
    }

    private void move(String region, Share share, Side debit, Side credit) {
        balances.merge(FundBook.account(region, share.fund(), debit), share.fen(), Math::addExact);
        balances.merge(
                FundBook.account(region, share.fund(), credit), -share.fen(), Math::addExact);
    }
}
