package org.xinpiao.platform.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.springframework.context.ConfigurableApplicationContext;
import org.xinpiao.platform.proof.Trusts;
import org.xinpiao.platform.verify.Bundle;
import org.xinpiao.platform.verify.BundleFormat;
import org.xinpiao.platform.verify.BundleSource;
import org.xinpiao.platform.verify.TrustFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes what proves something to a file. */
@Command(
        name = "export",
        description = "write a proof bundle / 导出证明文件",
        subcommands = ExportCommand.Bill.class)
final class ExportCommand {

    @Command(name = "bill", description = "the proof bundle of a bill / 票据的证明文件")
    static final class Bill implements Callable<Integer> {

        @Parameters(index = "0", paramLabel = "CODE", description = "bill code / 票据代码")
        private String code = "";

        @Parameters(index = "1", paramLabel = "NUMBER", description = "bill number / 票据号码")
        private String number = "";

        @Mixin private DataDirectory data = new DataDirectory();

        @Option(
                names = "--out",
                required = true,
                paramLabel = "FILE",
                description = "file to write / 输出文件")
        private Path out = Path.of("");

        @Override
        public Integer call() {
            try (HeldDirectory directory = data.hold();
                    ConfigurableApplicationContext node = OfflineNode.open(directory.path())) {
                Optional<Bundle> bundle = node.getBean(BundleSource.class).export(code, number);
                if (bundle.isEmpty()) {
                    System.err.println("no bill " + code + " " + number + " / 没有该票据");
                    return Xinpiao.UNUSABLE;
                }
                Files.write(out, BundleFormat.write(bundle.get()));
                // Who checks the bundle elsewhere needs to know whom to trust.
                Path trust = out.toAbsolutePath().resolveSibling(TrustFile.NAME);
                if (!Files.exists(trust)) {
                    Files.write(trust, TrustFile.write(node.getBean(Trusts.class).trust()));
                }
                System.out.println(out + "\n" + trust);
                return 0;
            } catch (IOException e) {
                throw new UnusableInputException(out, "无法写入", "cannot be written");
            }
        }
    }
}
