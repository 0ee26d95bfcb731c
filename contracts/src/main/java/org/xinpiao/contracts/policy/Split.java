package org.xinpiao.contracts.policy;

/**
 * A line or a bill in four parts, in fen.
 *
 * @param ownpay fulamt_ownpay_amt: outside the catalogue
 * @param overLimit overlmt_amt: above the price ceiling
 * @param preSelfpay preselfpay_amt
 * @param inScope inscp_scp_amt
 */
public record Split(long ownpay, long overLimit, long preSelfpay, long inScope) {

    /** The whole. */
    public long total() {
        return Math.addExact(Math.addExact(ownpay, overLimit), Math.addExact(preSelfpay, inScope));
    }

    Split plus(Split other) {
        return new Split(
                Math.addExact(ownpay, other.ownpay),
                Math.addExact(overLimit, other.overLimit),
                Math.addExact(preSelfpay, other.preSelfpay),
                Math.addExact(inScope, other.inScope));
    }
}
