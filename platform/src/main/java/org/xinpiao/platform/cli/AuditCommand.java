package org.xinpiao.platform.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.springframework.context.ConfigurableApplicationContext;
import org.xinpiao.contracts.XinpiaoRules;
import org.xinpiao.ledger.Audit;
import org.xinpiao.ledger.AuditReport;
import org.xinpiao.ledger.OpenException;
import org.xinpiao.ledger.Trust;
import org.xinpiao.platform.claim.DecisionAudit;
import org.xinpiao.platform.claim.Deviation;
import org.xinpiao.platform.verify.TrustFile;
import org.xinpiao.platform.verify.UnusableException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Re-checks everything a ledger holds; needs no key and no database, but for the decisions of
 * claims, which rest sealed.
 */
@Command(
        name = "audit",
        description = "re-verify signatures, re-execute every block, re-hash every value / 全量审计",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:everything is right",
            "1:the first bad item is named, or each decision that differs",
            "2:the directory cannot be used, or holds no key of any decision's agency"
        })
final class AuditCommand implements Callable<Integer> {

    @Mixin private DataDirectory data = new DataDirectory();

    @Option(
            names = "--decisions",
            description = {
                "also compute every decision again, with the agencies' keys in this directory",
                "并用本目录中的经办机构密钥重算每一份核定"
            })
    private boolean decisions;

    @Override
    public Integer call() throws IOException {
        int ledger = ledger();
        return ledger == 0 && decisions ? decisions() : ledger;
    }

    private int ledger() throws IOException {
        long begin = System.nanoTime();
        Optional<String> bad;
        AuditReport report = null;
        try (HeldDirectory directory = data.read()) {
            Path path = directory.path();
            Trust trust = TrustFile.read(Files.readAllBytes(path.resolve(TrustFile.NAME)));
            report =
                    Audit.run(
                            path.resolve("ledger"),
                            XinpiaoRules.standard(),
                            trust,
                            (height, of) -> {});
            bad = report.bad();
        } catch (NoSuchFileException e) {
            bad = Optional.of(e.getFile() + " is missing");
        } catch (UnusableException | OpenException e) {
            bad = Optional.of(String.valueOf(e.getMessage()));
        }
        if (bad.isPresent() || report == null) {
            System.out.println("bad / 有误: " + bad.orElse("no report"));
            return 1;
        }
        System.out.printf(
                "sound / 无误: %,d blocks, %,d transactions, %,d state entries, %.1f s%n",
                report.height(),
                report.transactions(),
                report.stateEntries(),
                (System.nanoTime() - begin) / 1e9);
        return 0;
    }

    private int decisions() {
        long begin = System.nanoTime();
        SortedMap<String, Long> unchecked = new TreeMap<>();
        DecisionAudit.Totals totals;
        try (HeldDirectory directory = data.hold();
                ConfigurableApplicationContext node = OfflineClaims.open(directory.path())) {
            totals = node.getBean(DecisionAudit.class).run(finding -> tell(finding, unchecked));
        }
        unchecked.forEach(
                (what, times) -> System.out.printf("not checked / 未核对: %,d × %s%n", times, what));
        System.out.printf(
                "decisions / 核定: %,d, recomputed / 已重算 %,d, differ / 有差异 %,d, %.1f s%n",
                totals.decisions(),
                totals.recomputed(),
                totals.differing(),
                (System.nanoTime() - begin) / 1e9);
        if (totals.differing() > 0) {
            return 1;
        }
        return totals.recomputed() == 0 && totals.decisions() > 0 ? Xinpiao.UNUSABLE : 0;
    }

    private static void tell(DecisionAudit.Finding finding, SortedMap<String, Long> unchecked) {
        switch (finding) {
            case DecisionAudit.Finding.Differs(String claim, Deviation it) ->
                    System.out.printf(
                            "differs / 有差异: %s %s: expected / 应为 %s, found / 实为 %s%n",
                            claim, it.field(), it.expected(), it.found());
            case DecisionAudit.Finding.Unchecked(_, DecisionAudit.What what, String agency) ->
                    unchecked.merge(words(what, agency), 1L, Long::sum);
        }
    }

    private static String words(DecisionAudit.What what, String agency) {
        return switch (what) {
            case NO_KEY -> "decision, no key of %s / 核定，没有%s的密钥".formatted(agency, agency);
            case OTHER_KEY ->
                    "decision, not sealed for the present key of %s / 核定，不是为%s现有密钥加密"
                            .formatted(agency, agency);
            case COMMERCIAL ->
                    "decision of commercial cover, which follows no published package /"
                            + " 商业保险核定，无公开政策包";
            case BILL ->
                    "inputs, %s holds no key of the bill / 输入，%s没有该票据的密钥".formatted(agency, agency);
            case PERSON ->
                    "person, not sealed for the present key of %s / 人员信息，不是为%s现有密钥加密"
                            .formatted(agency, agency);
        };
    }
}
