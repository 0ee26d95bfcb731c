package org.xinpiao.platform.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * All faults, for many seeds: {@code ./xinpiao test --suite faults --seeds N}. A seed that found
 * something is run again by {@code -Dxinpiao.seed=N} with {@code --seeds 1}; single faults are
 * chosen by {@code -Dxinpiao.faults.only=PAUSE,CLOCK}.
 */
class FaultsSuite {

    private static final long FIRST = Long.getLong("xinpiao.seed", 1);
    private static final int SEEDS = Integer.getInteger("xinpiao.faults.seeds", 5);
    private static final String ONLY = System.getProperty("xinpiao.faults.only", "");

    /** Faults of one run. */
    private static final int FAULTS = 4;

    @TestFactory
    Stream<DynamicTest> allFaults() throws Exception {
        Path program = Machine.cometBft().orElseThrow();
        Machine.missing()
                .forEach((fault, why) ->
                        System.out.println("faults " + fault + " is left out: " + why));
        Set<Fault> able = Machine.able();
        List<Fault> chosen =
                able.stream()
                        .filter(f -> ONLY.isEmpty() || List.of(ONLY.split(",")).contains(f.name()))
                        .toList();
        return LongStream.range(FIRST, FIRST + SEEDS)
                .mapToObj(seed ->
                        DynamicTest.dynamicTest(
                                "seed " + seed,
                                () ->
                                        assertThat(FaultRun.run(seed, plan(chosen, seed), program))
                                                .as("seed " + seed)
                                                .isEmpty()));
    }

    /** Some of the faults, in an order of the seed's own. */
    private static List<Fault> plan(List<Fault> chosen, long seed) {
        List<Fault> plan = new ArrayList<>(chosen);
        Collections.shuffle(plan, FaultRun.random(seed));
        return plan.subList(0, Math.min(FAULTS, plan.size()));
    }
}
