package org.xinpiao.platform.policy;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.xinpiao.contracts.Money;
import org.xinpiao.contracts.policy.Benefit;
import org.xinpiao.contracts.policy.Case;
import org.xinpiao.contracts.policy.Evaluator;
import org.xinpiao.contracts.policy.PolicyPackage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The {@code policy} command: try a package before it is published. */
@Command(
        name = "policy",
        description = "Check, compare or try policy packages. 校验、比较、试算政策包。",
        mixinStandardHelpOptions = true,
        subcommands = {
            PolicyCommands.Check.class,
            PolicyCommands.Calc.class,
            PolicyCommands.Batch.class,
            PolicyCommands.Diff.class
        })
public final class PolicyCommands implements Runnable {

    /** Done. */
    public static final int OK = 0;

    /** The document has faults; each is printed with its path. */
    public static final int FAULTY = 1;

    /** A file cannot be read. */
    public static final int UNUSABLE = 2;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    @Command(
            name = "check",
            description = "Check a package: exit 0 when good, 1 with faults. 校验政策包。",
            mixinStandardHelpOptions = true)
    static final class Check implements Callable<Integer> {

        @Spec
        @SuppressWarnings("NullAway.Init") // picocli sets it
        private CommandSpec spec;

        @Parameters(paramLabel = "FILE", description = "The package, YAML. 政策包文件。")
        @SuppressWarnings("NullAway.Init") // picocli sets it
        private Path file;

        @Override
        public Integer call() {
            byte[] bytes = bytes(spec, file);
            if (bytes == null) {
                return UNUSABLE;
            }
            return switch (new PolicyPackageReader().read(bytes)) {
                case Reading.Bad<PolicyDocument>(List<Fault> faults) -> faulty(spec, file, faults);
                case Reading.Good<PolicyDocument>(PolicyDocument document) -> {
                    BenefitText.summary(spec.commandLine().getOut(), document);
                    yield OK;
                }
            };
        }
    }

    @Command(
            name = "calc",
            description = "Evaluate a case under a package. 按政策包试算。",
            mixinStandardHelpOptions = true)
    static final class Calc implements Callable<Integer> {

        @Spec
        @SuppressWarnings("NullAway.Init") // picocli sets it
        private CommandSpec spec;

        @Option(names = "--policy", required = true, description = "The package, YAML. 政策包。")
        @SuppressWarnings("NullAway.Init") // picocli sets it
        private Path policy;

        @Option(names = "--case", required = true, description = "The case, JSON. 案例。")
        @SuppressWarnings("NullAway.Init") // picocli sets it
        private Path given;

        @Option(names = "--json", description = "Answer in JSON. 以JSON输出。")
        private boolean json;

        @Override
        public Integer call() {
            byte[] packageBytes = bytes(spec, policy);
            byte[] caseBytes = bytes(spec, given);
            if (packageBytes == null || caseBytes == null) {
                return UNUSABLE;
            }
            Reading<PolicyDocument> document = new PolicyPackageReader().read(packageBytes);
            Reading<Case> read = CaseReader.read(caseBytes);
            if (document instanceof Reading.Bad<PolicyDocument>(List<Fault> faults)) {
                return faulty(spec, policy, faults);
            }
            if (read instanceof Reading.Bad<Case>(List<Fault> faults)) {
                return faulty(spec, given, faults);
            }
            return answer(document.orThrow().policy(), read.orThrow());
        }

        private int answer(PolicyPackage rules, Case asked) {
            int day = asked.visit().dischargeDay();
            if (!rules.covers(day)) {
                err(spec)
                        .printf(
                                "该政策包不适用于%1$s。 The package is not in force on %1$s.%n",
                                LocalDate.ofEpochDay(day));
                err(spec).flush();
            }
            Benefit benefit = Evaluator.evaluate(rules, asked);
            PrintWriter out = spec.commandLine().getOut();
            if (json) {
                out.println(BenefitJson.of(benefit, asked).toPrettyString());
            } else {
                BenefitText.print(out, benefit);
            }
            out.flush();
            return OK;
        }
    }

    @Command(
            name = "batch",
            description = "Decide the cases of a file, one JSON a line. 批量试算。",
            mixinStandardHelpOptions = true)
    static final class Batch implements Callable<Integer> {

        @Spec
        @SuppressWarnings("NullAway.Init") // picocli sets it
        private CommandSpec spec;

        @Parameters(index = "0", paramLabel = "PACKAGE", description = "The package, YAML. 政策包。")
        @SuppressWarnings("NullAway.Init") // picocli sets it
        private Path file;

        @Parameters(index = "1", paramLabel = "CASES", description = "One JSON a line. 每行一例。")
        @SuppressWarnings("NullAway.Init") // picocli sets it
        private Path cases;

        @Option(names = "--out", required = true, paramLabel = "FILE", description = "结果文件。")
        @SuppressWarnings("NullAway.Init") // picocli sets it
        private Path out;

        @Override
        public Integer call() {
            byte[] bytes = bytes(spec, file);
            if (bytes == null) {
                return UNUSABLE;
            }
            return switch (new PolicyPackageReader().read(bytes)) {
                case Reading.Bad<PolicyDocument>(List<Fault> faults) -> faulty(spec, file, faults);
                case Reading.Good<PolicyDocument>(PolicyDocument document) ->
                        decide(new PolicyBatch(document.policy()));
            };
        }

        private int decide(PolicyBatch batch) {
            long begin = System.nanoTime();
            try {
                PolicyBatch.Sum sum = batch.run(cases, out);
                spec.commandLine()
                        .getOut()
                        .printf(
                                "%,d cases, %,d faulty, funds pay %s, %.1f s%n",
                                sum.cases(),
                                sum.faulty(),
                                Money.ofFen(sum.fundFen()),
                                (System.nanoTime() - begin) / 1e9);
                return sum.faulty() == 0 ? OK : FAULTY;
            } catch (IOException e) {
                spec.commandLine().getErr().println(e);
                return UNUSABLE;
            }
        }
    }

    @Command(
            name = "diff",
            description =
                    "What one package changes in another: exit 0 when nothing, 1 when something."
                            + " 比较两个政策包。",
            mixinStandardHelpOptions = true)
    static final class Diff implements Callable<Integer> {

        @Spec
        @SuppressWarnings("NullAway.Init") // picocli sets it
        private CommandSpec spec;

        @Parameters(index = "0", paramLabel = "OLD", description = "The older package. 原政策包。")
        @SuppressWarnings("NullAway.Init") // picocli sets it
        private Path before;

        @Parameters(index = "1", paramLabel = "NEW", description = "The newer package. 新政策包。")
        @SuppressWarnings("NullAway.Init") // picocli sets it
        private Path after;

        @Override
        public Integer call() {
            byte[] old = readable(before);
            byte[] young = readable(after);
            if (old == null || young == null) {
                return UNUSABLE;
            }
            List<PolicyDiff.Change> changes = PolicyDiff.between(old, young);
            PrintWriter out = spec.commandLine().getOut();
            for (PolicyDiff.Change change : changes) {
                out.println(change.path());
                if (change.before() != null) {
                    out.println("  - " + change.before());
                }
                if (change.after() != null) {
                    out.println("  + " + change.after());
                }
            }
            out.flush();
            return changes.isEmpty() ? OK : FAULTY;
        }

        /** The bytes of a good package; null when there is none, which has been said. */
        private byte @Nullable [] readable(Path file) {
            byte[] bytes = bytes(spec, file);
            if (bytes != null
                    && new PolicyPackageReader().read(bytes)
                            instanceof Reading.Bad<PolicyDocument>(List<Fault> faults)) {
                faulty(spec, file, faults);
                return null;
            }
            return bytes;
        }
    }

    private static PrintWriter err(CommandSpec spec) {
        return spec.commandLine().getErr();
    }

    private static byte @Nullable [] bytes(CommandSpec spec, Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            err(spec).println(file + ": 无法读取。 The file cannot be read.");
            err(spec).flush();
            return null;
        }
    }

    private static int faulty(CommandSpec spec, Path file, List<Fault> faults) {
        for (Fault fault : faults) {
            err(spec).println(file + " " + fault);
        }
        err(spec).flush();
        return FAULTY;
    }
}
