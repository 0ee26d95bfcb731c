package org.xinpiao.platform.bank;

/** Where anybody can pay into an account; only a sandbox has one inside the program. */
public interface Counter {

    /**
     * Pays in.
     *
     * @param account whose
     * @param reference what the payer writes on it, at most 35 characters
     * @param amountFen 1 or more
     */
    void payIn(String account, String reference, long amountFen);
}
