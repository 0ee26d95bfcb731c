package org.xinpiao.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Long random histories. A failure prints its seed; {@code -Dxinpiao.seed=N} runs it again and
 * {@code -Dxinpiao.commands=N} makes it longer.
 */
final class RulesPropertyTest {

    private static final int CHECK_EVERY = 500;

    private final long seed = Long.getLong("xinpiao.seed", System.nanoTime());
    private final int commands = Integer.getInteger("xinpiao.commands", 20_000);

    @Test
    void anyHistory_keepsEveryPromise() {
        RandomHistory history = new RandomHistory(seed);
        try {
            int checked = 0;
            while (checked < commands) {
                history.step();
                if (history.province.count() >= checked + CHECK_EVERY) {
                    checked = history.province.count();
                    history.province.sound();
                    history.tally.check(history.province);
                }
            }
            assertThat(history.accepted).containsAll(RandomHistory.KINDS);
            assertThat(history.rejected).containsAll(RandomHistory.KINDS);
            assertThat(history.reasons.size()).isGreaterThan(40);
            replayIsEqual(history.province);
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("-Dxinpiao.seed=" + seed + " " + history.summary(), e);
        }
    }

    @Test
    void sameSeed_sameHistory() {
        assertThat(new TreeSet<>(run(seed).reasons)).isEqualTo(new TreeSet<>(run(seed).reasons));
        assertThat(run(seed).summary()).isEqualTo(run(seed).summary());
    }

    private static RandomHistory run(long seed) {
        RandomHistory history = new RandomHistory(seed);
        for (int i = 0; i < 200; i++) {
            history.step();
        }
        return history;
    }

    /** The same commands give the same state on another machine. */
    private static void replayIsEqual(Province province) {
        MemoryState state = new MemoryState();
        Province.start(state, province.genesis);
        state.put(RandomHistory.POLICY, RandomHistory.POLICY_VALUE);
        state.commit();
        for (Province.Ran ran : province.ran()) {
            Province.run(province.rules, province.primitives, state, ran);
        }
        assertThat(state.hash(province.primitives))
                .isEqualTo(province.state.hash(province.primitives));
    }
}
