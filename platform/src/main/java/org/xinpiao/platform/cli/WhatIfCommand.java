package org.xinpiao.platform.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.springframework.context.ConfigurableApplicationContext;
import org.xinpiao.contracts.Money;
import org.xinpiao.contracts.policy.Fund;
import org.xinpiao.contracts.policy.PolicyPackage;
import org.xinpiao.platform.claim.WhatIf;
import org.xinpiao.platform.node.Parties;
import org.xinpiao.platform.node.Party;
import org.xinpiao.platform.policy.BenefitJson;
import org.xinpiao.platform.policy.Fault;
import org.xinpiao.platform.policy.PolicyCommands;
import org.xinpiao.platform.policy.PolicyDocument;
import org.xinpiao.platform.policy.PolicyPackageReader;
import org.xinpiao.platform.policy.Reading;
import org.xinpiao.platform.registry.Directory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Recomputes decided claims under a draft of a policy, with the agency's key. */
@Command(
        name = "whatif",
        description = "Recompute the last decided claims under a draft. 用草案重算最近的报销。",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the claims were recomputed",
            "1:the draft has faults",
            "2:the draft, the directory or the agency's key cannot be used"
        })
final class WhatIfCommand implements Callable<Integer> {

    private static final int LAST_MAX = 1_000_000;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "DRAFT", description = "The draft, YAML. 政策草案。")
    private Path draft = Path.of("");

    @Mixin private DataDirectory data = new DataDirectory();

    @Option(
            names = "--last",
            paramLabel = "N",
            defaultValue = "1000",
            description = "How many claims, 1 to 1000000 (${DEFAULT-VALUE}). 重算件数。")
    private int last;

    @Option(names = "--json", description = "Answer in JSON. 以JSON输出。")
    private boolean json;

    @Override
    public Integer call() {
        if (last < 1 || last > LAST_MAX) {
            throw new ParameterException(
                    spec.commandLine(), "--last: 1 to " + LAST_MAX + " / 应在1至" + LAST_MAX + "之间");
        }
        switch (new PolicyPackageReader().read(bytes())) {
            case Reading.Bad<PolicyDocument>(List<Fault> faults) -> {
                PrintWriter err = spec.commandLine().getErr();
                faults.forEach(fault -> err.println(draft + " " + fault));
                err.flush();
                return PolicyCommands.FAULTY;
            }
            case Reading.Good<PolicyDocument>(PolicyDocument document) -> {
                print(document.policy(), recompute(document.policy()));
                return PolicyCommands.OK;
            }
        }
    }

    private WhatIf.Answer recompute(PolicyPackage rules) {
        try (HeldDirectory directory = data.hold();
                ConfigurableApplicationContext node = OfflineClaims.open(directory.path())) {
            String agency =
                    node.getBean(Directory.class)
                            .agency(rules.region())
                            .orElseThrow(() ->
                                    new UnusableInputException(
                                            data.path(),
                                            "没有统筹区" + rules.region(),
                                            "knows no region " + rules.region()));
            Party party =
                    node.getBean(Parties.class)
                            .find(agency)
                            .orElseThrow(() ->
                                    new UnusableInputException(
                                            data.path(),
                                            "没有" + agency + "的密钥",
                                            "holds no key of " + agency));
            return node.getBean(WhatIf.class).under(rules, party, last);
        }
    }

    private byte[] bytes() {
        try {
            return Files.readAllBytes(draft);
        } catch (IOException e) {
            throw new UnusableInputException(draft, "无法读取", "cannot be read");
        }
    }

    private void print(PolicyPackage rules, WhatIf.Answer answer) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(json(rules, answer).toPrettyString());
        } else {
            text(out, rules, answer);
        }
        out.flush();
    }

    private static void text(PrintWriter out, PolicyPackage rules, WhatIf.Answer answer) {
        out.printf(
                "政策草案 draft %s v%d%n报销 claims %d · 有变化 changed %d · 无法打开 unreadable %d%n%n",
                rules.region(),
                rules.version(),
                answer.claims(),
                answer.changed(),
                answer.unreadable());
        row(out, "原 before", "草案 draft", "差 difference", "基金 fund");
        long before = 0;
        long after = 0;
        for (Fund fund : Fund.values()) {
            long was = answer.before().getOrDefault(fund, 0L);
            long is = answer.after().getOrDefault(fund, 0L);
            before += was;
            after += is;
            if (was != 0 || is != 0) {
                amounts(out, was, is, BenefitJson.name(fund) + " " + fund.field());
            }
        }
        amounts(out, before, after, "合计 fund_pay_sumamt");
        if (!answer.largest().isEmpty()) {
            out.printf("%n变化最大 largest changes%n");
            for (WhatIf.Change change : answer.largest()) {
                amounts(out, change.before(), change.after(), change.claimId());
            }
        }
    }

    private static void amounts(PrintWriter out, long before, long after, String name) {
        row(out, yuan(before), yuan(after), yuan(after - before), name);
    }

    private static void row(PrintWriter out, String a, String b, String c, String name) {
        out.printf("%16s %16s %16s  %s%n", a, b, c, name);
    }

    private static ObjectNode json(PolicyPackage rules, WhatIf.Answer answer) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("region", rules.region())
                .put("version", rules.version())
                .put("claims", answer.claims())
                .put("changed", answer.changed())
                .put("unreadable", answer.unreadable());
        ObjectNode funds = root.putObject("funds");
        for (Fund fund : Fund.values()) {
            funds.putObject(fund.field())
                    .put("before", yuan(answer.before().getOrDefault(fund, 0L)))
                    .put("after", yuan(answer.after().getOrDefault(fund, 0L)));
        }
        ArrayNode largest = root.putArray("largest");
        for (WhatIf.Change change : answer.largest()) {
            largest.addObject()
                    .put("claim", change.claimId())
                    .put("before", yuan(change.before()))
                    .put("after", yuan(change.after()));
        }
        return root;
    }

    private static String yuan(long fen) {
        return Money.ofFen(fen).toString();
    }
}
