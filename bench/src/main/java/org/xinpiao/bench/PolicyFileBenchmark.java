package org.xinpiao.bench;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.xinpiao.contracts.policy.Case;
import org.xinpiao.contracts.policy.FeeLine;
import org.xinpiao.contracts.policy.FeeLine.ItemClass;
import org.xinpiao.platform.policy.CaseJson;
import org.xinpiao.platform.policy.PolicyBatch;
import org.xinpiao.platform.policy.PolicyPackageReader;
import org.xinpiao.platform.policy.ShippedPolicies;
import tools.jackson.databind.json.JsonMapper;

/** A year of counter claims from a file: read, decided person by person, written. */
final class PolicyFileBenchmark implements Benchmark {

    private static final int BRIEF = 2_000;
    private static final int LINES_MAX = 12;
    private static final long MEBIBYTE = 1 << 20;

    private final int claims;

    PolicyFileBenchmark(int claims) {
        this.claims = claims;
    }

    @Override
    public void run(boolean brief, Report report) throws Exception {
        int count = brief ? BRIEF : claims;
        Path dir = Files.createTempDirectory("xinpiao-policy");
        Path cases = dir.resolve("cases.ndjson");
        Path results = dir.resolve("results.ndjson");
        try {
            write(cases, count);
            var rules =
                    new PolicyPackageReader()
                            .read(ShippedPolicies.bytes("hangzhou"))
                            .orThrow()
                            .policy();
            double peer = count / parseSeconds(cases);
            long begin = System.nanoTime();
            PolicyBatch.Sum sum = new PolicyBatch(rules).run(cases, results);
            double seconds = (System.nanoTime() - begin) / 1e9;
            if (sum.cases() != count || sum.faulty() != 0) {
                throw new IllegalStateException(sum.toString());
            }
            Runtime vm = Runtime.getRuntime();
            report.add(
                    Result.of("policy.file", count / seconds, "claims/s")
                            .peer("Jackson alone reads the same lines, one thread", peer)
                            .note(
                                    "%,d claims of %,d people, %,d MiB in, %,d MiB out, heap at most %,d MiB, %.0f s"
                                            .formatted(
                                                    count,
                                                    people(count),
                                                    Files.size(cases) / MEBIBYTE,
                                                    Files.size(results) / MEBIBYTE,
                                                    vm.totalMemory() / MEBIBYTE,
                                                    seconds)));
        } finally {
            Files.deleteIfExists(cases);
            Files.deleteIfExists(results);
            Files.deleteIfExists(dir);
        }
    }

    /** Ten claims a year each. */
    private static int people(int claims) {
        return Math.max(1, claims / 10);
    }

    private static double parseSeconds(Path cases) throws IOException {
        JsonMapper json = JsonMapper.shared();
        long begin = System.nanoTime();
        try (var lines = Files.lines(cases)) {
            if (lines.map(json::readTree).anyMatch(node -> !node.isObject())) {
                throw new IllegalStateException("not an object");
            }
        }
        return (System.nanoTime() - begin) / 1e9;
    }

    private static void write(Path file, int count) throws IOException {
        Random random = new Random(1);
        int people = people(count);
        int first = Math.toIntExact(LocalDate.of(2024, 1, 1).toEpochDay());
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (int i = 0; i < count; i++) {
                int day = first + (int) (365L * i / count);
                var json = CaseJson.of(visit(random, day));
                json.remove("used");
                json.put("psn_no", "P" + random.nextInt(people));
                out.write(json.toString());
                out.newLine();
            }
        }
    }

    private static Case visit(Random random, int day) {
        boolean stay = random.nextInt(12) == 0;
        List<FeeLine> lines = new ArrayList<>();
        for (int i = 1 + random.nextInt(stay ? 4 * LINES_MAX : LINES_MAX); i > 0; i--) {
            ItemClass itemClass = ItemClass.values()[random.nextInt(ItemClass.values().length)];
            lines.add(
                    FeeLine.of(
                            Integer.toString(i),
                            100 + random.nextInt(stay ? 300_000 : 20_000),
                            itemClass,
                            itemClass == ItemClass.B
                                    ? 1_000
                                    : itemClass == ItemClass.C ? 10_000 : 0));
        }
        boolean employee = random.nextBoolean();
        String type = employee ? random.nextBoolean() ? "1101" : "1201" : "1501";
        return Case.of(
                Case.Person.of(employee ? "310" : "390", type, random.nextInt(10_000)),
                Case.Visit.local(stay ? "21" : "11", "0" + (1 + random.nextInt(9)), day),
                new Case.Fees.Lines(lines));
    }
}
