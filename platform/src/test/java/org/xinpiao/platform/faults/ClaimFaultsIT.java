package org.xinpiao.platform.faults;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * Claims under faults of all parties end with the three-way match at zero. A short form for every
 * build; {@code ./xinpiao test --suite claims --claims 10000 --seed 7} for the long one.
 */
class ClaimFaultsIT {

    private static final int CLAIMS = Integer.getInteger("xinpiao.claims", 100);
    private static final long SEED = Long.getLong("xinpiao.seed", System.nanoTime());

    @Test
    void everyClaimIsPaidOnceWhateverFails() throws Exception {
        try (ClaimRun run = new ClaimRun(SEED, CLAIMS, Machine.cometBft())) {
            assertThat(run.run().stream().limit(20)).as("seed " + SEED).isEmpty();
        }
    }
}
