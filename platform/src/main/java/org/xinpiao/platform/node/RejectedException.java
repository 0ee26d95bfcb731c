package org.xinpiao.platform.node;

import org.xinpiao.ledger.Rejected;

/** The ledger recorded a rejection. */
public final class RejectedException extends RuntimeException {

    private final transient Rejected rejected;

    public RejectedException(Rejected rejected) {
        super(rejected.getCode() + ": " + rejected.getEn());
        this.rejected = rejected;
    }

    public Rejected rejected() {
        return rejected;
    }

    public String code() {
        return rejected.getCode();
    }
}
