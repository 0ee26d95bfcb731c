package org.xinpiao.ledger;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Executes blocks from a file and prints the root after each, in hexadecimal. */
final class DeterminismWorker {

    private DeterminismWorker() {}

    /** Takes the file of blocks and a directory to work in. */
    public static void main(String[] args) throws IOException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        Testbed bed = Testbed.repeatable();
        int processors = Runtime.getRuntime().availableProcessors();
        try (Store store = store(Path.of(args[1]), bed);
                ExecutorService pool = Executors.newFixedThreadPool(processors);
                InputStream in = Files.newInputStream(Path.of(args[0]))) {
            StateMachine machine = machine(store, bed);
            Candidates candidates = new Candidates(machine, pool, 1 << 20);
            Block block = Block.parseDelimitedFrom(in);
            while (block != null) {
                List<Candidate> ready =
                        candidates.prepare(block.getTransactionsList(), block.getTimeMs());
                machine.commit(machine.execute(block.getTimeMs(), ready));
                out.println(HexFormat.of().formatHex(machine.head().root()));
                block = Block.parseDelimitedFrom(in);
            }
        }
    }

    static Store store(Path dir, Testbed bed) {
        return new Store(dir, new Hashes(bed.suite), Rocks.Mode.REPLAY);
    }

    static StateMachine machine(Store store, Testbed bed) {
        return StateMachine.open(
                store,
                new Hashes(bed.suite),
                bed.rules,
                new SuitePrimitives(bed.suite),
                Testbed.CHAIN,
                Testbed.GENESIS);
    }
}
