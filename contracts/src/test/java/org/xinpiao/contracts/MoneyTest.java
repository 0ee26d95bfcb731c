package org.xinpiao.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class MoneyTest {

    @Test
    void plus_overflow_throws() {
        assertThat(Money.ofFen(150).plus(Money.ofFen(-200))).isEqualTo(new Money(-50));
        assertThatThrownBy(() -> Money.ofFen(Long.MAX_VALUE).plus(Money.ofFen(1)))
                .isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> Money.ofFen(Long.MIN_VALUE).minus(Money.ofFen(1)))
                .isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> Money.ofFen(Long.MIN_VALUE).negate())
                .isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> Money.ofFen(Long.MAX_VALUE).timesBp(2))
                .isInstanceOf(ArithmeticException.class);
    }

    @Test
    void timesBp_roundsHalfAwayFromZero() {
        assertThat(Money.ofFen(1).timesBp(5_000)).isEqualTo(new Money(1));
        assertThat(Money.ofFen(1).timesBp(4_999)).isEqualTo(Money.ZERO);
        assertThat(Money.ofFen(-1).timesBp(5_000)).isEqualTo(new Money(-1));
        assertThat(Money.ofFen(-1).timesBp(4_999)).isEqualTo(Money.ZERO);
        assertThat(Money.ofFen(12_345).timesBp(8_500)).isEqualTo(new Money(10_493));
        assertThat(Money.ofFen(12_345).timesBp(Money.ONE_BP)).isEqualTo(new Money(12_345));
    }

    @Test
    void timesBp_aPartAndItsRest_areTheWholeOrOneFenMore() {
        for (long fen = -300; fen <= 300; fen++) {
            for (int bp = 0; bp <= Money.ONE_BP; bp += 125) {
                Money whole = Money.ofFen(fen);
                long sum = whole.timesBp(bp).plus(whole.timesBp(Money.ONE_BP - bp)).fen();
                assertThat(Math.abs(sum) - Math.abs(fen)).isBetween(0L, 1L);
            }
        }
    }

    @Test
    void order_andBounds() {
        Money small = Money.ofFen(-1);
        Money large = Money.ofFen(2);
        assertThat(small.min(large)).isEqualTo(small);
        assertThat(small.max(large)).isEqualTo(large);
        assertThat(small).isLessThan(large);
        assertThat(small.isNegative()).isTrue();
        assertThat(small.isPositive()).isFalse();
        assertThat(large.isPositive()).isTrue();
        assertThat(Money.ofFen(0)).isSameAs(Money.ZERO);
    }

    @Test
    void toString_yuan() {
        assertThat(Money.ofFen(0)).hasToString("0.00");
        assertThat(Money.ofFen(5)).hasToString("0.05");
        assertThat(Money.ofFen(-5)).hasToString("-0.05");
        assertThat(Money.ofFen(-1_205)).hasToString("-12.05");
        assertThat(Money.ofFen(123_450)).hasToString("1234.50");
        assertThat(Money.ofFen(Long.MIN_VALUE)).hasToString("-92233720368547758.08");
    }
}
