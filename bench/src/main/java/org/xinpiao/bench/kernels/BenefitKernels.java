package org.xinpiao.bench.kernels;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.xinpiao.contracts.policy.Benefit;
import org.xinpiao.contracts.policy.Case;
import org.xinpiao.contracts.policy.Evaluator;
import org.xinpiao.contracts.policy.FeeLine;
import org.xinpiao.contracts.policy.FeeLine.ItemClass;
import org.xinpiao.contracts.policy.PolicyPackage;
import org.xinpiao.platform.policy.PolicyPackageReader;
import org.xinpiao.platform.policy.ShippedPolicies;

/** A stay with thirty fee lines under a shipped package. */
@State(Scope.Benchmark)
public class BenefitKernels {

    private static final int LINES = 30;
    private static final int DISCHARGE = (int) LocalDate.of(2024, 6, 15).toEpochDay();
    private static final int BIRTHDAY = (int) LocalDate.of(1980, 5, 20).toEpochDay();

    private final PolicyPackage policy =
            new PolicyPackageReader().read(ShippedPolicies.bytes("hangzhou")).orThrow().policy();
    private final List<FeeLine> lines = lines();
    private final Case given =
            Case.of(
                    Case.Person.of("310", "1101", BIRTHDAY),
                    Case.Visit.local("21", "02", DISCHARGE),
                    new Case.Fees.Lines(lines));
    private final List<BigDecimal[]> decimals = decimals(lines);

    /** Splits the lines, applies the policy and writes the trace. */
    @Benchmark
    public Benefit evaluate() {
        return Evaluator.evaluate(policy, given);
    }

    /** What every calculation with decimals does at least: each line times its ratio, and sums. */
    @Benchmark
    public BigDecimal evaluatePeer() {
        BigDecimal sum = BigDecimal.ZERO;
        for (BigDecimal[] line : decimals) {
            BigDecimal own = line[0].multiply(line[1]).setScale(2, RoundingMode.HALF_UP);
            sum = sum.add(line[0].subtract(own));
        }
        return sum.multiply(new BigDecimal("0.82")).setScale(2, RoundingMode.HALF_UP);
    }

    private static List<FeeLine> lines() {
        List<FeeLine> lines = new ArrayList<>();
        for (int i = 0; i < LINES; i++) {
            ItemClass itemClass = ItemClass.values()[i % 5 == 4 ? 2 : i % 2];
            int ratio = itemClass == ItemClass.B ? 1_000 : itemClass == ItemClass.C ? 10_000 : 0;
            lines.add(FeeLine.of(Integer.toString(i + 1), 12_345L + 678L * i, itemClass, ratio));
        }
        return lines;
    }

    private static List<BigDecimal[]> decimals(List<FeeLine> lines) {
        return lines.stream()
                .map(line ->
                        new BigDecimal[] {
                            BigDecimal.valueOf(line.totalFen(), 2),
                            BigDecimal.valueOf(line.selfpayBp(), 4)
                        })
                .toList();
    }
}
