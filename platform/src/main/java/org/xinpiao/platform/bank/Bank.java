package org.xinpiao.platform.bank;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * What a bank does for the owner of an account. Any answer may be lost, late or come twice; asking
 * again never moves money.
 */
public interface Bank {

    /** Member that reports to the ledger. */
    String MEMBER = "bank-sandbox";

    /** A message that waits at the bank to be fetched. */
    record Mail(long number, Kind kind, byte[] message) {}

    /** What a mail is. */
    enum Kind {
        /** pain.002. */
        STATUS,
        /** camt.054. */
        NOTIFICATION
    }

    /** The account of a member. */
    static String account(String member) {
        return "FUND-" + member;
    }

    /** The member whose account it is. */
    static String owner(String account) {
        return account.substring("FUND-".length());
    }

    /**
     * Takes an order, once for each message id.
     *
     * @param order pain.001
     * @param signatures detached, over its exact bytes
     * @return pain.002; empty when the bank answers later or not at all
     * @throws BankAwayException when nobody knows whether it arrived
     */
    Optional<byte[]> order(String account, byte[] order, List<OrderSignature> signatures);

    /** A fresh pain.002 on an order; empty when the bank never took it. */
    Optional<byte[]> status(String account, String orderId);

    /**
     * The oldest mail that was not {@link #taken} yet.
     *
     * @param after with a greater number than this
     */
    Optional<Mail> mail(String account, long after);

    /** The owner has a mail and all that follows from it. */
    void taken(String account, long number);

    /**
     * Takes a transfer back: when it was not executed, it never will be.
     *
     * @param request camt.055
     * @return camt.029; empty when the bank does not answer
     * @throws BankAwayException when nobody knows whether it arrived
     */
    Optional<byte[]> cancel(String account, byte[] request);

    /** The statement of a day in China, camt.053. */
    byte[] statement(String account, LocalDate day);
}
