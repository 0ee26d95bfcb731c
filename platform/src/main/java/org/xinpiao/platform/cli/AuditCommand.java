package org.xinpiao.platform.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.xinpiao.contracts.XinpiaoRules;
import org.xinpiao.ledger.Audit;
import org.xinpiao.ledger.AuditReport;
import org.xinpiao.ledger.OpenException;
import org.xinpiao.ledger.Trust;
import org.xinpiao.platform.verify.TrustFile;
import org.xinpiao.platform.verify.UnusableException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Re-checks everything a ledger holds; needs no key and no database. */
@Command(
        name = "audit",
        description = "re-verify signatures, re-execute every block, re-hash every value / 全量审计",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:everything is right",
            "1:the first bad item is named",
            "2:the directory cannot be used"
        })
final class AuditCommand implements Callable<Integer> {

    @Mixin private DataDirectory data = new DataDirectory();

    @Override
    public Integer call() throws IOException {
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
}
