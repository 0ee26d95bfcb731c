package org.xinpiao.contracts.claim;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xinpiao.contracts.fund.FundBook.Share;

/** The identities of a settlement (domain §4.2) and which fund bears which of its amounts. */
public final class Settlements {

    /** Largest amount in a settlement in fen: that of a bill, so that no sum overflows. */
    private static final long AMOUNT_FEN_MAX = 1_000_000_000_000L;

    /** The personal accounts, which pay last and so less when another fund pays more. */
    static final String ACCOUNTS = "310200";

    private Settlements() {}

    /** The first identity that does not hold; null when all do. */
    public static @Nullable String fault(Settlement s) {
        for (long amount : amounts(s)) {
            if (amount < 0 || amount > AMOUNT_FEN_MAX) {
                return "an amount is negative or too large";
            }
        }
        if (s.getMedfeeSumamt()
                != s.getFulamtOwnpayAmt()
                        + s.getOverlmtSelfpay()
                        + s.getPreselfpayAmt()
                        + s.getInscpScpAmt()) {
            return "medfee_sumamt = fulamt_ownpay_amt + overlmt_selfpay + preselfpay_amt"
                    + " + inscp_scp_amt";
        }
        if (s.getFundPaySumamt()
                != s.getHifpPay()
                        + s.getCvlservPay()
                        + s.getHifesPay()
                        + s.getHifmiPay()
                        + s.getHifobPay()
                        + s.getHifdmPay()
                        + s.getMafPay()
                        + s.getOthPay()) {
            return "fund_pay_sumamt = hifp_pay + cvlserv_pay + hifes_pay + hifmi_pay + hifob_pay"
                    + " + hifdm_pay + maf_pay + oth_pay";
        }
        if (s.getMedfeeSumamt() != s.getFundPaySumamt() + s.getPsnPartAmt() + s.getHospPartAmt()) {
            return "medfee_sumamt = fund_pay_sumamt + psn_part_amt + hosp_part_amt";
        }
        if (s.getPsnPartAmt() != s.getAcctPay() + s.getAcctMulaidPay() + s.getPsnCashPay()) {
            return "psn_part_amt = acct_pay + acct_mulaid_pay + psn_cash_pay";
        }
        return s.getActPayDedc() > s.getInscpScpAmt() ? "act_pay_dedc <= inscp_scp_amt" : null;
    }

    /**
     * The funds that pay (domain §5.3), in the order of the settlement's fields; their sum is
     * {@link Claims#payableFen}. Residents have no account of their own, but a family's is an
     * employee's.
     *
     * @param insutype 310 employee or 390 resident
     */
    public static List<Share> shares(Settlement s, String insutype) {
        boolean resident = insutype.equals("390");
        List<Share> shares = new ArrayList<>();
        add(shares, resident ? "390100" : "310100", s.getHifpPay());
        add(shares, "320100", s.getCvlservPay());
        add(shares, "370100", s.getHifesPay());
        add(shares, resident ? "390200" : "310300", s.getHifmiPay());
        add(shares, "330100", s.getHifobPay());
        add(shares, "350100", s.getHifdmPay());
        add(shares, "610100", s.getMafPay());
        add(shares, "999997", s.getOthPay());
        add(shares, ACCOUNTS, s.getAcctPay() + s.getAcctMulaidPay());
        return shares;
    }

    private static void add(List<Share> shares, String fund, long fen) {
        if (fen > 0) {
            shares.add(new Share(fund, fen));
        }
    }

    private static long[] amounts(Settlement s) {
        return new long[] {
            s.getMedfeeSumamt(),
            s.getFulamtOwnpayAmt(),
            s.getOverlmtSelfpay(),
            s.getPreselfpayAmt(),
            s.getInscpScpAmt(),
            s.getActPayDedc(),
            s.getHifpPay(),
            s.getCvlservPay(),
            s.getHifesPay(),
            s.getHifmiPay(),
            s.getHifobPay(),
            s.getHifdmPay(),
            s.getMafPay(),
            s.getOthPay(),
            s.getFundPaySumamt(),
            s.getPsnPartAmt(),
            s.getAcctPay(),
            s.getAcctMulaidPay(),
            s.getPsnCashPay(),
            s.getHospPartAmt()
        };
    }
}
