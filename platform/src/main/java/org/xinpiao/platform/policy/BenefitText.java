package org.xinpiao.platform.policy;

import java.io.PrintWriter;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.xinpiao.contracts.Money;
import org.xinpiao.contracts.policy.Amounts;
import org.xinpiao.contracts.policy.Benefit;
import org.xinpiao.contracts.policy.Fund;
import org.xinpiao.contracts.policy.PolicyPackage;
import org.xinpiao.contracts.policy.Split;
import org.xinpiao.contracts.policy.Step;
import org.xinpiao.contracts.policy.Template;

/** A benefit for people at a terminal, in both languages. */
final class BenefitText {

    private static final int FIRST_WIDE = 0x2E80;

    private BenefitText() {}

    static void print(PrintWriter out, Benefit benefit) {
        out.printf(
                "政策 Policy %s v%d · %s%n%n",
                benefit.region(),
                benefit.version(),
                benefit.covered() ? benefit.plan() : "没有待遇 no benefit");
        if (!benefit.lines().isEmpty()) {
            table(out, lines(benefit));
        }
        List<List<String>> bands = bands(benefit);
        if (bands.size() > 1) {
            table(out, bands);
        }
        table(out, amounts(benefit.amounts()));
        int nth = 0;
        for (Step step : benefit.trace()) {
            nth++;
            out.printf("%3d  %s%n     %s%n     [%s]%n", nth, step.zh(), step.en(), step.ruleId());
        }
        out.flush();
    }

    private static List<List<String>> lines(Benefit benefit) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("费用 line", "金额 total", "自费 own", "超限 over", "先付 pre", "范围内 in scope"));
        for (Benefit.LineSplit line : benefit.lines()) {
            Split split = line.split();
            rows.add(
                    List.of(
                            line.line().serial(),
                            yuan(line.line().totalFen()),
                            yuan(split.ownpay()),
                            yuan(split.overLimit()),
                            yuan(split.preSelfpay()),
                            yuan(split.inScope())));
        }
        return rows;
    }

    private static List<List<String>> bands(Benefit benefit) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("分段 band", "起 from", "止 to", "金额 amount", "比例 ratio", "支付 paid"));
        for (Step step : benefit.trace()) {
            switch (step.template()) {
                case BAND, BAND_FACTOR, SUPPLEMENT_TIER ->
                        rows.add(
                                List.of(
                                        step.label().zh() + " " + step.argument(0),
                                        yuan(step.argument(1)),
                                        yuan(step.argument(2)),
                                        yuan(step.argument(3)),
                                        ratio(step),
                                        yuan(step.amount())));
                default -> {
                    // Only bands have a row of their own.
                }
            }
        }
        return rows;
    }

    private static String ratio(Step step) {
        String ratio = Template.percent(step.argument(4));
        return step.template() == Template.BAND_FACTOR
                ? ratio + "×" + Template.percent(step.argument(5))
                : ratio;
    }

    private static List<List<String>> amounts(Amounts a) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("结算 settlement", "元 yuan"));
        row(rows, "医疗费总额 medfee_sumamt", a.medfeeSumamt());
        row(rows, "符合政策范围 inscp_scp_amt", a.inscpScpAmt());
        row(rows, "起付线 act_pay_dedc", a.actPayDedc());
        for (Fund fund : Fund.values()) {
            if (fund == Fund.HIFP || a.paid(fund) != 0) {
                row(rows, BenefitJson.name(fund) + " " + fund.field(), a.paid(fund));
            }
        }
        row(rows, "基金合计 fund_pay_sumamt", a.fundPaySumamt());
        row(rows, "个人负担 psn_part_amt", a.psnPartAmt());
        row(rows, "个人账户 acct_pay", a.acctPay());
        row(rows, "共济账户 acct_mulaid_pay", a.acctMulaidPay());
        row(rows, "现金 psn_cash_pay", a.psnCashPay());
        return rows;
    }

    private static void row(List<List<String>> rows, String name, long fen) {
        rows.add(List.of(name, yuan(fen)));
    }

    /** What a good package says of itself, and what in it is only assumed. */
    static void summary(PrintWriter out, PolicyDocument document) {
        PolicyPackage policy = document.policy();
        out.printf(
                "%s %s %s v%d%n",
                policy.region(), policy.name().zh(), policy.name().en(), policy.version());
        out.printf(
                "生效 in force: %s – %s%n",
                LocalDate.ofEpochDay(policy.fromDay()),
                policy.toDay() == PolicyPackage.NO_END
                        ? "…"
                        : LocalDate.ofEpochDay(policy.toDay()).toString());
        out.printf(
                "待遇 benefits: %d, 有来源的值 sourced values: %d, 假设 assumptions: %d%n",
                policy.plans().size(), document.origins().size(), document.assumptions().size());
        for (PolicyDocument.Origin each : document.assumptions()) {
            out.printf("  assumption %s%n", each.path());
        }
        out.println("校验通过。 The package is good.");
        out.flush();
    }

    /** The first column to the left, the others to the right, as wide as their widest cell. */
    private static void table(PrintWriter out, List<List<String>> rows) {
        int[] widths = new int[rows.getFirst().size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], width(row.get(i)));
            }
        }
        for (List<String> row : rows) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                String pad = " ".repeat(widths[i] - width(row.get(i)));
                text.append(i == 0 ? row.get(i) + pad : "  " + pad + row.get(i));
            }
            out.println(text.toString().stripTrailing());
        }
        out.println();
    }

    /** Columns a text takes: Chinese characters take two. */
    private static int width(String text) {
        return text.codePoints().map(c -> c >= FIRST_WIDE ? 2 : 1).sum();
    }

    private static String yuan(long fen) {
        return Money.ofFen(fen).toString();
    }
}
