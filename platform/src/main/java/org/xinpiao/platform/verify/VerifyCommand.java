package org.xinpiao.platform.verify;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.xinpiao.ledger.Trust;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ArrayNode;

/** {@code xinpiao verify}: checks proof bundles with no network and no server. */
@Command(
        name = "verify",
        header = "核验电子票据证明文件 · check proof bundles of bills, with no network",
        description = "Exit code: 0 all valid, 1 one is not valid, 2 one is unusable input.",
        mixinStandardHelpOptions = true)
public final class VerifyCommand implements Callable<Integer> {

    private static final int VALID = 0;
    private static final int NOT_VALID = 1;
    private static final int UNUSABLE = 2;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the call
    private CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "proof bundle (*.xpb.json)")
    private List<Path> files = new ArrayList<>();

    @Option(
            names = "--trust",
            paramLabel = "FILE",
            description =
                    "whom to believe; default: trust.json beside the bundle, else in ~/.xinpiao")
    private @Nullable Path trust;

    @Option(names = "--json", description = "print one JSON array with a report for each file")
    private boolean json;

    private final BundleVerifier verifier = new BundleVerifier();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        ArrayNode reports = Json.newObject().arrayNode();
        int worst = VALID;
        for (Path file : files) {
            try {
                Path source = trust(file);
                Report report = verifier.verify(BundleFormat.load(file), read(source));
                if (json) {
                    reports.add(ReportJson.of(report, file.toString(), source.toString()));
                } else {
                    ReportPrinter.print(out, file, source, report);
                }
                worst = Math.max(worst, report.valid() ? VALID : NOT_VALID);
            } catch (UnusableException e) {
                Text text = Text.of("verify.unusable", String.valueOf(e.getMessage()));
                if (json) {
                    reports.add(ReportJson.unusable(file.toString(), text));
                } else {
                    ReportPrinter.unusable(out, file, text);
                }
                worst = UNUSABLE;
            }
        }
        if (json) {
            out.print(new String(Json.bytes(reports), StandardCharsets.UTF_8));
        }
        out.flush();
        return worst;
    }

    private Path trust(Path file) throws UnusableException {
        if (trust != null) {
            return trust;
        }
        Path beside = file.resolveSibling(TrustFile.NAME);
        Path own = Path.of(System.getProperty("user.home"), ".xinpiao", TrustFile.NAME);
        if (Files.exists(beside)) {
            return beside;
        }
        if (Files.exists(own)) {
            return own;
        }
        throw new UnusableException(
                "no trust file: give --trust FILE, or put trust.json beside the bundle or in"
                        + " ~/.xinpiao");
    }

    private static Trust read(Path source) throws UnusableException {
        try {
            return TrustFile.read(BundleFormat.load(source));
        } catch (UnusableException e) {
            throw new UnusableException("trust file " + source + ": " + e.getMessage(), e);
        }
    }
}
