package org.xinpiao.contracts.fund;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xinpiao.contracts.Outcome.Rejected;
import org.xinpiao.contracts.State;
import org.xinpiao.contracts.Wire;

/**
 * The double-entry book of the pooled funds. Every fund of a region has three accounts: what lies
 * at the bank (an asset, in debit), what the pool may still promise and what it owes for decided
 * claims (both in credit, so their balances are negative). The balances of a fund sum to zero.
 */
public final class FundBook {

    /** Prefix of the state keys of all accounts. */
    public static final String PREFIX = "fund/account/";

    private FundBook() {}

    /** The accounts of a fund. */
    public enum Side {
        POOL("pool"),
        PAYABLE("payable"),
        BANK("bank");

        private final String word;

        Side(String word) {
            this.word = word;
        }

        /** The last part of the account's name. */
        public String word() {
            return word;
        }
    }

    /**
     * A fund's part of a payment.
     *
     * @param fund fund_pay_type, 6 digits
     * @param fen 1 or more; where shares change also what a fund pays less, below zero
     */
    public record Share(String fund, long fen) {}

    /** Name of an account, {@code <region>/<fund>/<side>}. */
    public static String account(String region, String fund, Side side) {
        return region + '/' + fund + '/' + side.word();
    }

    /** Balance in fen, debit positive; 0 for an account that was never used. */
    public static long balance(State state, String account) {
        Account found = Wire.stored(state, PREFIX + account, Account.parser());
        return found == null ? 0 : found.getBalanceFen();
    }

    /** What the pool may still promise, in fen; never negative. */
    public static long available(State state, String region, String fund) {
        return -balance(state, account(region, fund, Side.POOL));
    }

    /** The first fund that cannot bear its share; null when all can. */
    public static @Nullable Rejected insufficient(State state, String region, List<Share> shares) {
        for (Share share : shares) {
            long available = available(state, region, share.fund());
            if (share.fen() > available) {
                return new Rejected(
                        FundReason.INSUFFICIENT,
                        account(region, share.fund(), Side.POOL)
                                + " amount="
                                + share.fen()
                                + " available="
                                + available);
            }
        }
        return null;
    }

    /** A decision promises money: from what may be promised to what is owed. */
    public static Posted promise(State state, String reference, String region, List<Share> shares) {
        return post(state, reference, region, shares, Side.POOL, Side.PAYABLE);
    }

    /** A promise ends without payment. */
    public static Posted takeBack(
            State state, String reference, String region, List<Share> shares) {
        return post(state, reference, region, shares, Side.PAYABLE, Side.POOL);
    }

    /** What was owed leaves the bank. */
    public static Posted pay(State state, String reference, String region, List<Share> shares) {
        return post(state, reference, region, shares, Side.PAYABLE, Side.BANK);
    }

    /** What left the bank came back, and is owed again. */
    public static Posted payBack(State state, String reference, String region, List<Share> shares) {
        return post(state, reference, region, shares, Side.BANK, Side.PAYABLE);
    }

    /** What one fund had paid is borne by another; the shares' sum is 0, no money moves. */
    public static Posted bearAnew(
            State state, String reference, String region, List<Share> shares) {
        return post(state, reference, region, shares, Side.POOL, Side.BANK);
    }

    /** What was paid wrongly is back and may be promised again. */
    public static Posted recover(State state, String reference, String region, List<Share> shares) {
        return post(state, reference, region, shares, Side.BANK, Side.POOL);
    }

    /** Money comes in. */
    static Posted deposit(State state, String reference, String region, Share share) {
        return post(state, reference, region, List.of(share), Side.BANK, Side.POOL);
    }

    private static Posted post(
            State state,
            String reference,
            String region,
            List<Share> shares,
            Side debit,
            Side credit) {
        Posted.Builder posted = Posted.newBuilder().setReference(reference);
        for (Share share : shares) {
            posted.addEntries(entry(state, account(region, share.fund(), debit), share.fen()));
            posted.addEntries(entry(state, account(region, share.fund(), credit), -share.fen()));
        }
        return posted.build();
    }

    private static Entry entry(State state, String account, long fen) {
        long balance = Math.addExact(balance(state, account), fen);
        // An account at zero is an account that is not there: no value of the state is empty.
        if (balance == 0) {
            state.delete(PREFIX + account);
        } else {
            Account next = Account.newBuilder().setBalanceFen(balance).build();
            state.put(PREFIX + account, next.toByteString());
        }
        return Entry.newBuilder()
                .setAccount(account)
                .setAmountFen(fen)
                .setBalanceFen(balance)
                .build();
    }
}
