package org.xinpiao.contracts.policy;

import java.util.ArrayList;
import java.util.List;

/** The identities every settlement satisfies. */
public final class Identities {

    private Identities() {}

    /** Which identity. */
    public enum Identity {
        /** medfee = fulamt_ownpay + overlmt_selfpay + preselfpay + inscp_scp. */
        FEE_PARTS,
        /** fund_pay_sumamt is the sum of all funds. */
        FUND_SUM,
        /** medfee = fund_pay_sumamt + psn_part + hosp_part. */
        FEE_SHARES,
        /** psn_part = acct_pay + acct_mulaid_pay + psn_cash_pay. */
        PERSONAL_PARTS,
        /** 0 ≤ act_pay_dedc ≤ in-scope amount. */
        DEDUCTIBLE_IN_SCOPE,
        /** The funds together pay at most the in-scope amount; none is negative. */
        FUNDS_IN_SCOPE,
        /** basic fund + deductible ≤ in-scope amount. */
        BASIC_ABOVE_DEDUCTIBLE
    }

    /**
     * A broken identity.
     *
     * @param expected what the left side should be, in fen
     * @param actual what it is, in fen
     */
    public record Violation(Identity identity, long expected, long actual) {}

    /** All that is broken, in the order of the identities; empty when the amounts hold. */
    public static List<Violation> check(Amounts a) {
        List<Violation> broken = new ArrayList<>(0);
        long parts = a.fulamtOwnpayAmt() + a.overlmtSelfpay() + a.preselfpayAmt() + a.inscpScpAmt();
        equal(broken, Identity.FEE_PARTS, parts, a.medfeeSumamt());
        long funds = 0;
        boolean negative = false;
        for (Fund fund : FUNDS) {
            funds += a.paid(fund);
            negative |= a.paid(fund) < 0;
        }
        equal(broken, Identity.FUND_SUM, funds, a.fundPaySumamt());
        long shares = a.fundPaySumamt() + a.psnPartAmt() + a.hospPartAmt();
        equal(broken, Identity.FEE_SHARES, shares, a.medfeeSumamt());
        long personal = a.acctPay() + a.acctMulaidPay() + a.psnCashPay();
        equal(broken, Identity.PERSONAL_PARTS, personal, a.psnPartAmt());
        long scope = Math.max(0, a.inscpScpAmt());
        if (a.actPayDedc() < 0 || a.actPayDedc() > scope) {
            broken.add(new Violation(Identity.DEDUCTIBLE_IN_SCOPE, scope, a.actPayDedc()));
        }
        if (negative || a.fundPaySumamt() > scope) {
            broken.add(new Violation(Identity.FUNDS_IN_SCOPE, scope, a.fundPaySumamt()));
        }
        long both = a.hifpPay() + a.actPayDedc();
        if (both > scope) {
            broken.add(new Violation(Identity.BASIC_ABOVE_DEDUCTIBLE, scope, both));
        }
        return List.copyOf(broken);
    }

    private static final List<Fund> FUNDS = List.of(Fund.values());

    private static void equal(
            List<Violation> broken, Identity identity, long expected, long actual) {
        if (expected != actual) {
            broken.add(new Violation(identity, expected, actual));
        }
    }
}
