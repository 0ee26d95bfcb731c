package org.xinpiao.platform.claim;

import org.xinpiao.contracts.claim.Settlement;
import org.xinpiao.contracts.policy.Amounts;
import org.xinpiao.contracts.policy.Fund;

/** An evaluation's amounts as the ledger's settlement, field by field. */
final class Settlements {

    private Settlements() {}

    /** What one fund paid, in fen. */
    static long paid(Settlement settlement, Fund fund) {
        return (Long) settlement.getField(Settlement.getDescriptor().findFieldByName(fund.field()));
    }

    static Settlement of(Amounts amounts) {
        return Settlement.newBuilder()
                .setMedfeeSumamt(amounts.medfeeSumamt())
                .setFulamtOwnpayAmt(amounts.fulamtOwnpayAmt())
                .setOverlmtSelfpay(amounts.overlmtSelfpay())
                .setPreselfpayAmt(amounts.preselfpayAmt())
                .setInscpScpAmt(amounts.inscpScpAmt())
                .setActPayDedc(amounts.actPayDedc())
                .setHifpPay(amounts.hifpPay())
                .setCvlservPay(amounts.cvlservPay())
                .setHifesPay(amounts.hifesPay())
                .setHifmiPay(amounts.hifmiPay())
                .setHifobPay(amounts.hifobPay())
                .setHifdmPay(amounts.hifdmPay())
                .setMafPay(amounts.mafPay())
                .setOthPay(amounts.othPay())
                .setFundPaySumamt(amounts.fundPaySumamt())
                .setPsnPartAmt(amounts.psnPartAmt())
                .setAcctPay(amounts.acctPay())
                .setAcctMulaidPay(amounts.acctMulaidPay())
                .setPsnCashPay(amounts.psnCashPay())
                .setHospPartAmt(amounts.hospPartAmt())
                .build();
    }
}
