package org.xinpiao.platform.bank;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * What a bank does for the owner of an account. Any answer may be lost, late or come twice; asking
 * again never moves money.
 */
public interface Bank {

    /** A message that waits at the bank to be fetched. */
    record Mail(long number, Kind kind, byte[] message) {}

    /** What a mail is. */
    enum Kind {
        /** pain.002. */
        STATUS,
        /** camt.054. */
        NOTIFICATION
    }

    /**
     * Takes an order, once for each message id.
     *
     * @param order pain.001
     * @param signatures detached, over its exact bytes
     * @return answers, pain.002; none when the bank answers later or not at all
     */
    List<byte[]> order(byte[] order, List<OrderSignature> signatures);

    /** A fresh pain.002 on an order; empty when the bank never took it. */
    Optional<byte[]> status(String account, String orderId);

    /** Mail that was not {@link #taken} yet, oldest first. */
    List<Mail> mail(String account);

    /** The owner has a mail and all that follows from it. */
    void taken(String account, long number);

    /**
     * Takes a transfer back.
     *
     * @return whether no transfer of this id was executed, and none ever will be
     */
    boolean cancel(String account, String endToEndId);

    /** The statement of a day in China, camt.053. */
    byte[] statement(String account, LocalDate day);
}
