package org.xinpiao.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xinpiao.contracts.Province.HANGZHOU;
import static org.xinpiao.contracts.Province.QINGDAO;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.xinpiao.contracts.claim.ClaimCommand;
import org.xinpiao.contracts.claim.ClaimState;
import org.xinpiao.contracts.claim.Claims;
import org.xinpiao.contracts.claim.DecideClaim;
import org.xinpiao.contracts.claim.Decision;
import org.xinpiao.contracts.claim.PayClaim;
import org.xinpiao.contracts.fund.FundBook;
import org.xinpiao.contracts.fund.FundCommand;

/** The money of a random history, counted outside of the book. */
final class HistoryTally {

    private long deposited;

    /** What the funds owe or paid, by claim. */
    private final Map<String, Long> promised = new TreeMap<>();

    /** What the funds paid, by claim and transfer. */
    private final Map<String, Map<String, Long>> paid = new TreeMap<>();

    /** What was counted outside agrees with the book. */
    void check(Province province) {
        long pool = 0;
        long payable = 0;
        long bank = 0;
        for (String fund : List.of("310100", "390100")) {
            for (String region : List.of(HANGZHOU, QINGDAO)) {
                pool += balance(province, region, fund, FundBook.Side.POOL);
                payable += balance(province, region, fund, FundBook.Side.PAYABLE);
                bank += balance(province, region, fund, FundBook.Side.BANK);
            }
        }
        assertThat(pool + payable + bank).isZero();
        long out = 0;
        for (Map<String, Long> transfers : paid.values()) {
            out += transfers.values().stream().mapToLong(Long::longValue).sum();
        }
        long all = promised.values().stream().mapToLong(Long::longValue).sum();
        assertThat(bank).isEqualTo(deposited - out);
        assertThat(payable).isEqualTo(out - all);
    }

    /** Counts the money of an accepted command from the command, not from the book. */
    void count(Province province, Message command) {
        if (command instanceof FundCommand fund) {
            deposited += fund.getDeposit().getAmountFen();
        } else if (command instanceof ClaimCommand step) {
            switch (step.getCommandCase()) {
                case DECIDE -> {
                    String claimId = decided(step.getDecide());
                    promised.put(claimId, promised(province, claimId));
                }
                case PAY -> {
                    PayClaim pay = step.getPay();
                    if (province.claim(pay.getClaimId()).getPayer().equals(Claims.BASIC)) {
                        paid.computeIfAbsent(pay.getClaimId(), _ -> new TreeMap<>())
                                .put(pay.getEndToEndId(), pay.getPaidFen());
                    }
                }
                case FAIL ->
                        paid.getOrDefault(step.getFail().getClaimId(), new TreeMap<>())
                                .remove(step.getFail().getEndToEndId());
                case EXPIRE -> promised.remove(step.getExpire().getClaimId());
                case REPAY -> {
                    promised.remove(step.getRepay().getClaimId());
                    paid.remove(step.getRepay().getClaimId());
                }
                default -> {}
            }
        }
    }

    private static String decided(DecideClaim command) {
        try {
            return Decision.parseFrom(command.getDecision()).getClaimId();
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    private static long promised(Province province, String claimId) {
        ClaimState claim = province.claim(claimId);
        return claim.getPayer().equals(Claims.BASIC)
                ? claim.getDecision().getSettlement().getFundPaySumamt()
                : 0;
    }

    private static long balance(Province province, String region, String fund, FundBook.Side side) {
        return FundBook.balance(province.state, FundBook.account(region, fund, side));
    }
}
