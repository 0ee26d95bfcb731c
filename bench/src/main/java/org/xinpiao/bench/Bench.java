package org.xinpiao.bench;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code xinpiao bench}: measures the program, each figure beside a peer in the same run. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = "measure, each figure beside a peer in the same run / 性能测试，同场对照")
public final class Bench implements Callable<Integer> {

    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(
            paramLabel = "NAME",
            description =
                    "kernels, issue, verify, claim, policy, audit, cluster; all when none is named"
                            + " / 项目")
    private List<String> names = new ArrayList<>();

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "write the figures there as a JSON array / 以 JSON 写入文件")
    private @Nullable Path json;

    @Option(
            names = "--short",
            description = "just enough to see that it works; the figures mean nothing / 仅作试运行")
    private boolean brief;

    @Option(
            names = "--bills",
            paramLabel = "N",
            defaultValue = "60000",
            description = "bills to issue and to audit, ${DEFAULT-VALUE} / 票据数量")
    private int bills = 60_000;

    @Option(
            names = "--claims",
            paramLabel = "N",
            defaultValue = "300000",
            description = "claims in a file, ${DEFAULT-VALUE} / 报销数量")
    private int claims = 300_000;

    /** Runs the benchmarks and exits. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new Bench()).execute(args));
    }

    @Override
    public Integer call() throws Exception {
        Map<String, Benchmark> all = new LinkedHashMap<>();
        all.put("kernels", new KernelBenchmark());
        all.put("issue", new IssueBenchmark(bills));
        all.put("verify", new VerifyBenchmark());
        all.put("claim", new ClaimBenchmark());
        all.put("policy", new PolicyFileBenchmark(claims));
        all.put("audit", new AuditBenchmark(bills));
        all.put("cluster", new ClusterBenchmark(bills));
        List<Benchmark> chosen = new ArrayList<>();
        for (String name : names.isEmpty() ? all.keySet() : names) {
            Benchmark benchmark = all.get(name);
            if (benchmark == null) {
                throw new ParameterException(
                        spec.commandLine(), "no benchmark " + name + "; there are " + all.keySet());
            }
            chosen.add(benchmark);
        }
        PrintWriter out = spec.commandLine().getOut();
        Report report = new Report(out);
        for (Benchmark benchmark : chosen) {
            benchmark.run(brief, report);
        }
        if (json != null) {
            report.write(json);
        }
        return 0;
    }
}
