package org.xinpiao.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.xinpiao.bench.Messages.Message;
import org.xinpiao.platform.bill.Issued;

/** Institutions that each send a batch, and the next as soon as all of it is answered. */
final class IssueLoad {

    static final int BATCH = 100;

    private final Node node;
    private final int batch;
    private final Timeline answers = new Timeline();

    IssueLoad(Node node) {
        this(node, BATCH);
    }

    /** With batches of another size. */
    IssueLoad(Node node, int batch) {
        this.node = node;
        this.batch = batch;
    }

    /** When bills were answered. */
    Timeline answers() {
        return answers;
    }

    /**
     * What came of it.
     *
     * @param cpuSeconds of this process, all threads
     * @param batches from the first message of a batch to the answer to its last
     */
    record Outcome(
            int bills, double seconds, double cpuSeconds, Latencies batches, List<Issued> issued) {
        double perSecond() {
            return bills / seconds;
        }

        /** Processor time for each bill in microseconds: what a busy machine changes least. */
        double cpuMicros() {
            return cpuSeconds / bills * 1e6;
        }
    }

    Outcome run(Map<String, List<Message>> messages) {
        Latencies batches = new Latencies();
        List<Issued> issued = new ArrayList<>();
        double cpu = Machine.cpuSeconds();
        long begin = System.nanoTime();
        try (ExecutorService lanes = Executors.newVirtualThreadPerTaskExecutor()) {
            List<? extends Future<List<Issued>>> each =
                    messages.values().stream()
                            .map(own -> lanes.submit(() -> institution(own, batches)))
                            .toList();
            for (Future<List<Issued>> lane : each) {
                issued.addAll(lane.get());
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("a bill was not issued", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        double cpuSeconds = Machine.cpuSeconds() - cpu;
        return new Outcome(issued.size(), seconds, cpuSeconds, batches, issued);
    }

    private List<Issued> institution(List<Message> messages, Latencies batches) {
        List<Issued> issued = new ArrayList<>(messages.size());
        for (int from = 0; from < messages.size(); from += batch) {
            long begin = System.nanoTime();
            List<CompletableFuture<Issued>> sent = new ArrayList<>(batch);
            for (Message message :
                    messages.subList(from, Math.min(messages.size(), from + batch))) {
                sent.add(node.issue(message).whenComplete((_, _) -> answers.mark()));
            }
            sent.forEach(each -> issued.add(each.join()));
            batches.add(System.nanoTime() - begin);
        }
        return issued;
    }
}
