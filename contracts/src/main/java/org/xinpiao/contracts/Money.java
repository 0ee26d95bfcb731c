package org.xinpiao.contracts;

/**
 * An amount of money. Exact; every operation throws {@link ArithmeticException} on overflow.
 *
 * @param fen hundredths of a yuan; may be negative
 */
public record Money(long fen) implements Comparable<Money> {

    public static final Money ZERO = new Money(0);

    /** One whole, in basis points. */
    public static final int ONE_BP = 10_000;

    public static Money ofFen(long fen) {
        return fen == 0 ? ZERO : new Money(fen);
    }

    public Money plus(Money other) {
        return ofFen(Math.addExact(fen, other.fen));
    }

    public Money minus(Money other) {
        return ofFen(Math.subtractExact(fen, other.fen));
    }

    public Money negate() {
        return ofFen(Math.negateExact(fen));
    }

    /** This amount times a rate, rounded half up (away from zero) to a whole fen. */
    public Money timesBp(int basisPoints) {
        long product = Math.multiplyExact(fen, (long) basisPoints);
        long half = product < 0 ? -ONE_BP / 2 : ONE_BP / 2;
        return ofFen(Math.addExact(product, half) / ONE_BP);
    }

    public Money min(Money other) {
        return fen <= other.fen ? this : other;
    }

    public Money max(Money other) {
        return fen >= other.fen ? this : other;
    }

    public boolean isNegative() {
        return fen < 0;
    }

    public boolean isPositive() {
        return fen > 0;
    }

    @Override
    public int compareTo(Money other) {
        return Long.compare(fen, other.fen);
    }

    /** Yuan with two decimals, such as {@code -12.05}. */
    @Override
    public String toString() {
        long whole = fen / 100;
        long cents = Math.abs(fen % 100);
        return (fen < 0 && whole == 0 ? "-0" : Long.toString(whole))
                + (cents < 10 ? ".0" : ".")
                + cents;
    }
}
