package org.xinpiao.bench;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.xinpiao.bench.kernels.BenefitKernels;

/** The kernels, by JMH, on one thread; {@code xPeer} is the peer of {@code x}. */
final class KernelBenchmark implements Benchmark {

    private static final String PEER = "Peer";

    private static final Map<String, String> PEERS =
            Map.of(
                    "sm2Sign", "Bouncy Castle through JCA",
                    "sm2Verify", "Bouncy Castle through JCA",
                    "ed25519Sign", "the JDK",
                    "ed25519Verify", "the JDK",
                    "sealSm4", "Bouncy Castle through JCA, the same four plaintexts, keys given",
                    "sealAes", "the JDK, the same four plaintexts, keys given",
                    "fingerprint", "Bouncy Castle's SM3 over the same bytes at once, no tree",
                    "wrapBatch", "Bouncy Castle, one SM2 encryption and 100 times SM4-GCM",
                    "evaluate", "BigDecimal, 30 products and sums, no policy and no trace");

    @Override
    public void run(boolean brief, Report report) throws RunnerException {
        // Another user's run must not stop this one.
        System.setProperty("jmh.ignoreLock", "true");
        ChainedOptionsBuilder options =
                new OptionsBuilder()
                        .include(BenefitKernels.class.getPackageName() + "\\..*")
                        .mode(Mode.Throughput)
                        .verbosity(VerboseMode.SILENT)
                        .shouldFailOnError(true)
                        .forks(brief ? 0 : 1)
                        .warmupIterations(brief ? 0 : 2)
                        .warmupTime(TimeValue.seconds(1))
                        .measurementIterations(brief ? 1 : 4)
                        .measurementTime(brief ? TimeValue.milliseconds(50) : TimeValue.seconds(1));
        report(new Runner(options.build()).run(), report);
    }

    private static void report(Collection<RunResult> results, Report report) {
        Map<String, RunResult> byName = new TreeMap<>();
        for (RunResult result : results) {
            String name = result.getParams().getBenchmark();
            byName.put(name.substring(name.lastIndexOf('.') + 1), result);
        }
        byName.forEach((name, result) -> {
            RunResult peer = byName.get(name + PEER);
            String peerName = PEERS.get(name);
            if (peer != null && peerName != null) {
                double error = result.getPrimaryResult().getScoreError();
                report.add(
                        Result.of("kernel." + name, result.getPrimaryResult().getScore(), "ops/s")
                                .peer(peerName, peer.getPrimaryResult().getScore())
                                .note(Double.isNaN(error) ? "" : "± " + Report.number(error)));
            }
        });
    }
}
