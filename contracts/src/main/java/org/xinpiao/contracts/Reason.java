package org.xinpiao.contracts;

/** Why a command was rejected. Each capability has an enum of its reasons; codes are permanent. */
public interface Reason {

    /** {@code <capability>.<reason>}, such as {@code bill.number-used}. */
    String code();

    /** One sentence for a person. */
    String zh();

    /** One sentence for a person. */
    String en();

    /** Whether the same content may be accepted later. */
    boolean retry();
}
