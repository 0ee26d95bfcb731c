package org.xinpiao.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.xinpiao.bench.Messages.Message;
import org.xinpiao.ledger.Ledger;
import org.xinpiao.ledger.comet.CometProcess;
import org.xinpiao.platform.cluster.Cluster;
import org.xinpiao.simulator.LoadGenerator;

/**
 * Bills through four validators and a gateway, all on this machine; with batches of several sizes,
 * and with one validator killed on the way. The peer is one process alone, in the same run.
 */
final class ClusterBenchmark implements Benchmark {

    private static final List<Integer> BATCHES = List.of(10, IssueLoad.BATCH, 400);
    private static final String VICTIM = "data";
    private static final String PEER = "solo, the same messages, one process";

    private final int bills;

    ClusterBenchmark(int bills) {
        this.bills = bills;
    }

    @Override
    public void run(boolean brief, Report report) throws Exception {
        Path program =
                CometProcess.find(System.getenv(), null)
                        .orElseThrow(() -> new IllegalStateException("there is no CometBFT"));
        int warm = brief ? 1 : 1_000;
        int each = brief ? 20 : bills / 48;
        LoadGenerator generator = IssueBenchmark.generator();
        Map<String, List<Message>> warmUp = Messages.make(generator, warm, _ -> true);
        Map<String, List<Message>> soloMessages = Messages.make(generator, each, _ -> true);
        double solo;
        try (Node node = Node.start()) {
            new IssueLoad(node).run(warmUp);
            solo = new IssueLoad(node).run(soloMessages).perSecond();
        }
        Path data = Files.createTempDirectory("xinpiao-bench-");
        try (Cluster cluster = Cluster.start(data, program, false);
                Node node = Node.start(cluster.gateway(), Node.NATIONAL)) {
            new IssueLoad(node).run(warmUp);
            for (int batch : BATCHES) {
                rest(node, batch, Messages.make(generator, each, _ -> true), solo, report);
            }
            killed(cluster, node, Messages.make(generator, 2 * each, _ -> true), report);
            cluster.letGo();
        } finally {
            Node.delete(data);
        }
    }

    /** Four validators that all work. */
    private static void rest(
            Node node, int batch, Map<String, List<Message>> messages, double solo, Report report) {
        Ledger ledger = node.engine().ledger();
        long height = ledger.height();
        double cpu = Machine.allCpuSeconds();
        IssueLoad.Outcome outcome = new IssueLoad(node, batch).run(messages);
        double all = (Machine.allCpuSeconds() - cpu) / outcome.bills() * 1e6;
        report.add(
                Result.of("cluster.issue." + batch, outcome.perSecond(), "bills/s")
                        .peer(PEER, solo)
                        .percentiles(outcome.batches())
                        .note(
                                "%,d bills, %d blocks, %.0f µs of processor time a bill over all processes, %.0f of it the gateway's; percentiles are of a batch of %d"
                                        .formatted(
                                                outcome.bills(),
                                                ledger.height() - height,
                                                all,
                                                outcome.cpuMicros(),
                                                batch)));
    }

    /** One validator is killed when a third of the bills is answered. */
    private static void killed(
            Cluster cluster, Node node, Map<String, List<Message>> messages, Report report)
            throws Exception {
        int total = messages.values().stream().mapToInt(List::size).sum();
        IssueLoad load = new IssueLoad(node);
        long begin = System.nanoTime();
        CompletableFuture<IssueLoad.Outcome> running =
                CompletableFuture.supplyAsync(() -> load.run(messages));
        load.answers().await(total / 3);
        Process victim = cluster.validator(VICTIM);
        List<ProcessHandle> children = victim.descendants().toList();
        long killed = System.nanoTime();
        victim.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
        victim.waitFor(1, TimeUnit.MINUTES);
        IssueLoad.Outcome outcome = running.join();
        report.add(
                Result.of(
                                "cluster.killed",
                                load.answers().perSecond(killed, System.nanoTime()),
                                "bills/s")
                        .peer(
                                "the same run before one of four validators was killed",
                                load.answers().perSecond(begin, killed))
                        .percentiles(outcome.batches())
                        .note(
                                "%,d bills; longest time without an answer after the kill %.0f ms"
                                        .formatted(
                                                outcome.bills(),
                                                load.answers().longestGap(killed))));
    }
}
