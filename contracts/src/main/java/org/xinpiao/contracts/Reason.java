package org.xinpiao.contracts;

/** Why a command was rejected. Each capability has an enum of its reasons; codes are permanent. */
public interface Reason {

    /**
     * What a reason says.
     *
     * @param code {@code <capability>.<reason>}, such as {@code bill.number-used}
     * @param zh one sentence for a person
     * @param en one sentence for a person
     * @param retry whether the same content may be accepted later
     */
    record Text(String code, String zh, String en, boolean retry) {}

    /** What the reason says. */
    Text text();

    /** {@link Text#code}. */
    default String code() {
        return text().code();
    }

    /** {@link Text#zh}. */
    default String zh() {
        return text().zh();
    }

    /** {@link Text#en}. */
    default String en() {
        return text().en();
    }

    /** {@link Text#retry}. */
    default boolean retry() {
        return text().retry();
    }
}
