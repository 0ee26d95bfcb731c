package org.xinpiao.simulator;

import java.util.List;

/**
 * The money of a visit, in fen.
 *
 * <p>{@code total = ownPay + overLimit + preSelfPay + inScope = pooled + otherFunds + account +
 * cash}. What the patient bears is {@code account + cash = ownPay + selfPay}.
 *
 * @param ownPay items outside the catalogue
 * @param overLimit above price ceilings
 * @param preSelfPay ratio of class 2 items borne before insurance counts
 * @param inScope what a policy applies to
 * @param deductible 起付线 actually paid, a part of inScope; 0 where nothing was settled
 * @param pooled hifp_pay; 0 where nothing was settled
 * @param otherFunds civil-servant subsidy
 * @param account personal account
 * @param cash all other means
 * @param balanceAfter what is left in the personal account
 */
public record Settlement(
        long total,
        long ownPay,
        long overLimit,
        long preSelfPay,
        long inScope,
        long deductible,
        long pooled,
        long otherFunds,
        long account,
        long cash,
        long balanceAfter) {

    public long fundTotal() {
        return pooled + otherFunds;
    }

    public long personal() {
        return account + cash;
    }

    /** 个人自付: the personal burden inside the catalogue. */
    public long selfPay() {
        return personal() - ownPay;
    }

    /** Paid in full by the patient: no insurance was asked. */
    static Settlement selfPaid(List<FeeLine> lines) {
        Settlement split = split(lines);
        return split.paid(0, 0, 0, 0, 0);
    }

    static Settlement split(List<FeeLine> lines) {
        long total = 0;
        long own = 0;
        long over = 0;
        long pre = 0;
        for (FeeLine line : lines) {
            total += line.amountFen();
            own += line.ownPayFen();
            over += line.overLimitFen();
            pre += line.preSelfPayFen();
        }
        return new Settlement(total, own, over, pre, total - own - over - pre, 0, 0, 0, 0, 0, 0);
    }

    /** This split once it was paid. */
    Settlement paid(
            long deductible, long pooled, long otherFunds, long account, long balanceAfter) {
        return new Settlement(
                total,
                ownPay,
                overLimit,
                preSelfPay,
                inScope,
                deductible,
                pooled,
                otherFunds,
                account,
                total - pooled - otherFunds - account,
                balanceAfter);
    }
}
