package org.xinpiao.platform.demo;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.stereotype.Component;
import org.xinpiao.contracts.Money;
import org.xinpiao.platform.identity.Role;
import org.xinpiao.simulator.Province;
import tools.jackson.databind.json.JsonMapper;

/** The demo as a person sees it in a terminal. */
@Component
public class Demo {

    /**
     * What differs in a demonstration: messages to phones go to a gateway of this process's own.
     */
    public static final Map<String, Object> SETTINGS = Map.of("xinpiao.sms.gateway", "simulator");

    private final DemoRun run;
    private final WebServerApplicationContext context;
    private final JsonMapper json;

    Demo(DemoRun run, WebServerApplicationContext context, JsonMapper json) {
        this.run = run;
        this.context = context;
        this.json = json;
    }

    /**
     * Settles and replays the sample province, unless this ledger has it, and prints what happened.
     *
     * @param asJson print the summary as one JSON object, and nothing else on {@code out}
     */
    public void run(boolean asJson, PrintStream out, PrintStream progress)
            throws InterruptedException {
        Province province = Province.sample();
        Summary summary;
        if (run.done()) {
            summary = run.summary(0);
        } else {
            run.settle(province);
            try (ProgressBar bar = bar(DemoRun.steps(province), progress)) {
                summary = run.run(province, base(), bar::stepTo);
            }
        }
        out.println(asJson ? json.writeValueAsString(summary) : text(summary));
    }

    /** The address of each page. */
    public void printPages(PrintStream out) {
        out.println();
        out.printf("  %-28s %s/%n", "起始页 start", base());
        out.printf("  %-28s %s/verify%n", "查验 verify", base());
        out.printf("  %-28s %s%s%n", "患者 patient", base(), Role.PATIENT.home());
        out.printf("  %-28s %s%s%n", "收费 cashier", base(), Role.CASHIER.home());
        out.printf("  %-28s %s%s%n", "经办 agency", base(), Role.AGENCY_CLERK.home());
        out.printf("  %-28s %s%s%n", "保险公司 insurer", base(), Role.INSURER_CLERK.home());
        out.printf("  %-28s %s%s%n", "财政 finance", base(), Role.FINANCE.home());
        out.printf("  %-28s %s/log/checkpoint%n", "日志 log", base());
        out.printf("  %-28s %s/openapi%n", "接口 OpenAPI", base());
        out.printf("%n  结束按 Ctrl-C (%d) / to stop%n", ProcessHandle.current().pid());
    }

    private String base() {
        return "http://127.0.0.1:" + Objects.requireNonNull(context.getWebServer()).getPort();
    }

    private static ProgressBar bar(int steps, PrintStream out) {
        return new ProgressBarBuilder()
                .setTaskName("信票 demo")
                .setInitialMax(steps)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis((int) Duration.ofMillis(250).toMillis())
                .setConsumer(new me.tongfei.progressbar.ConsoleProgressBarConsumer(out))
                .build();
    }

    private static String text(Summary summary) {
        return """

        票据 bills                    %,d（冲红 reversed %,d）
        金额 amount                   ¥%s
        报销申请 claims               %,d，已支付 paid %,d，共 ¥%s
        申请到支付 submit to paid     中位 median %.1f ms，p99 %.1f ms
        拦下的重复报销 double claims  %,d
        日志 log                      %,d  %s
        用时 took                     %.1f s
        示例票据 sample bill          %s %s\
        """
                .formatted(
                        summary.bills(),
                        summary.reversed(),
                        Money.ofFen(summary.amountFen()),
                        summary.claims(),
                        summary.claimsPaid(),
                        Money.ofFen(summary.paidFen()),
                        summary.submitToPaidMs().p50(),
                        summary.submitToPaidMs().p99(),
                        summary.doubleClaimsStopped(),
                        summary.logSize(),
                        summary.logRoot(),
                        summary.seconds(),
                        summary.sampleBill().code(),
                        summary.sampleBill().number());
    }
}
