package org.xinpiao.platform.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * The short form of {@link FaultsSuite}, for every build. {@code -Dxinpiao.seed=N} for a known run.
 */
class FaultsIT {

    private static final long SEED = Long.getLong("xinpiao.seed", System.nanoTime());

    @Test
    void fourValidatorsSurviveAKillAndAPartition() throws Exception {
        Optional<Path> program = Machine.cometBft();
        Assumptions.assumeTrue(
                program.isPresent(),
                "no CometBFT: set XINPIAO_COMETBFT, or let ./xinpiao install it (needs Go)");

        assertThat(
                        FaultRun.run(
                                SEED,
                                List.of(Fault.KILL_NODE, Fault.PARTITION_3_1),
                                program.orElseThrow()))
                .as("seed " + SEED)
                .isEmpty();
    }
}
