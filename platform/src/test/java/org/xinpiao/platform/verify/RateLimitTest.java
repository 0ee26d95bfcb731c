package org.xinpiao.platform.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateLimitTest {

    private static final long SECOND = 1_000_000_000;

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - SECOND);

    @Test
    void steadyRateAlwaysPasses() {
        RateLimit limit = new RateLimit(10, now::get);
        for (int i = 0; i < 100; i++) {
            assertThat(limit.admit("a")).isZero();
            now.addAndGet(SECOND / 10);
        }
    }

    @Test
    void burstPassesOnceAndWaitingHelps() {
        RateLimit limit = new RateLimit(10, now::get);
        int passed = 0;
        while (limit.admit("a") == 0) {
            passed++;
        }
        assertThat(passed).isEqualTo(21);
        assertThat(limit.admit("a")).isOne();
        assertThat(limit.admit("b")).isZero();

        now.addAndGet(SECOND);
        assertThat(limit.admit("a")).isZero();
    }

    @Test
    void chargeMakesTheClientWaitItsWholeTime() {
        RateLimit limit = new RateLimit(10, now::get);
        limit.charge("a", 100);
        assertThat(limit.admit("a")).isEqualTo(8);

        now.addAndGet(8 * SECOND);
        assertThat(limit.admit("a")).isZero();
    }

    @Test
    void zeroIsNoLimit() {
        RateLimit limit = new RateLimit(0, now::get);
        limit.charge("a", 1_000_000);
        assertThat(limit.admit("a")).isZero();
    }

    @Test
    void remembersOnlySoManyClients() {
        RateLimit limit = new RateLimit(1, now::get);
        limit.charge("busy", 1_000);
        for (int i = 0; i < 100_000; i++) {
            limit.admit("client-" + i);
            assertThat(limit.admit("busy")).isPositive();
        }
        assertThat(limit.clients()).isEqualTo(10_000);
    }
}
