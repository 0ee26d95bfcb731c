package org.xinpiao.platform.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** One seed: a cluster from its founding, faults under load one after the other, all checks. */
final class FaultRun {

    private static final long REST_MILLIS = 90_000;

    private FaultRun() {}

    /**
     * Runs; what it leaves is removed when nothing was found.
     *
     * @return what was found
     */
    static List<String> run(long seed, List<Fault> faults, Path program)
            throws IOException, InterruptedException, ExecutionException {
        long begin = System.nanoTime();
        say("seed %d: %s".formatted(seed, faults));
        Random random = random(seed);
        List<String> findings = new ArrayList<>();
        Path data = Files.createTempDirectory("faults");
        Books.Checked books;
        List<Attempt> history;
        try (Machine machine = new Machine(data, EnumSet.copyOf(faults), random)) {
            try (FaultyCluster cluster = new FaultyCluster(data, program)) {
                history = strike(cluster, machine, faults, random, findings);
                for (Validator validator : cluster.validators) {
                    if (!validator.isAlive()) {
                        findings.add(validator.site.name() + " has ended");
                    }
                    if (!validator.stop()) {
                        findings.add(validator.site.name() + " does not stop");
                    }
                }
                cluster.gateways.forEach(Gateway::close);
                books = Books.check(cluster.sites(), history, random);
            }
            findings.addAll(books.findings());
        }
        say(
                "seed %d: %d attempts, %d leaves, %.0f s, %s"
                        .formatted(
                                seed,
                                history.size(),
                                books.leaves(),
                                (System.nanoTime() - begin) / 1e9,
                                findings.isEmpty() ? "sound" : findings + " in " + data));
        if (findings.isEmpty()) {
            Site.remove(data);
        }
        return findings;
    }

    private static List<Attempt> strike(
            FaultyCluster cluster,
            Machine machine,
            List<Fault> faults,
            Random random,
            List<String> findings)
            throws IOException, InterruptedException, ExecutionException {
        World world = new World(cluster.gateways.getFirst().site.dir());
        try (Load load = new Load(cluster, world)) {
            long begin = System.nanoTime();
            load.found(random);
            long founded = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
            say("  founded %d ms".formatted(founded));
            if (!cluster.awaitAll(cluster.height(), Nemesis.CATCH_UP_MILLIS)) {
                throw new AssertionError("a node does not start; see " + data(cluster));
            }
            load.start(random);
            Nemesis nemesis = new Nemesis(cluster, load, machine, random, founded);
            for (Fault fault : faults) {
                say("  " + nemesis.strike(fault));
            }
            load.stop();
            findings.addAll(nemesis.findings());
            findings.addAll(load.findings());
            if (!cluster.awaitRest(REST_MILLIS)) {
                findings.add("the nodes do not come to one height");
            }
            return load.history();
        }
    }

    private static Path data(FaultyCluster cluster) {
        return cluster.sites().getFirst().dir().resolveSibling("");
    }

    /** Of neighbouring seeds a plain Random's first numbers are much alike. */
    static Random random(long seed) {
        return new Random(new SplittableRandom(seed).nextLong());
    }

    private static void say(String what) {
        System.out.println("faults " + what);
    }
}
