package org.xinpiao.platform.cli;

import java.nio.file.Path;
import org.xinpiao.ledger.comet.CometProcess;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** The CometBFT program, or word of how to get it. */
final class CometBft {

    private CometBft() {}

    static Path require(CommandSpec spec) {
        return CometProcess.find(System.getenv(), null)
                .orElseThrow(() ->
                        new ParameterException(
                                spec.commandLine(),
                                """
                                没有找到 CometBFT：安装 Go 1.25 以上，./xinpiao 会自动装好；或以 XINPIAO_COMETBFT 指明程序。
                                CometBFT is missing: install Go 1.25 or newer and ./xinpiao brings it, \
                                or name the program (0.40) by XINPIAO_COMETBFT.\
                                """,
                                null,
                                null,
                                null));
    }
}
