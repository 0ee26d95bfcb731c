package org.xinpiao.platform.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A directory that cannot be used: one sentence, exit code 2, nothing started. */
class DataDirectoryTest {

    private static final String DEMO = "demo --once";
    private static final String EXPORT = "export bill 33060126 0000000001 --out bill.json";

    @TempDir private Path folder = Path.of("");

    @ParameterizedTest
    @ValueSource(strings = {DEMO, "audit", "replay", EXPORT})
    void fileInPlaceOfADirectory(String command) throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "no directory");

        assertThat(refusal(command, file)).startsWith(file.toString());
        assertThat(refusal(command, file.resolve("below"))).contains("below");
        assertThat(Files.readString(file)).isEqualTo("no directory");
    }

    @ParameterizedTest
    @ValueSource(strings = {"audit", "replay", EXPORT})
    void directoryThatIsMissingOrNoNodes(String command) {
        assertThat(refusal(command, folder)).contains("holds no node's data");
        assertThat(refusal(command, folder.resolve("missing"))).contains("holds no node's data");
        assertThat(folder).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(strings = {DEMO, "audit", "replay", EXPORT})
    void directoryThatAnotherProcessUses(String command) throws IOException {
        Files.createFile(folder.resolve("genesis.pb"));
        try (HeldDirectory held = HeldDirectory.make(folder)) {
            assertThat(refusal(command, held.path())).contains("in use");
        }
    }

    @Test
    void directoryThatCannotBeWritten() throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("r-x------"));
        assumeThat(Files.isWritable(folder)).as("root writes everywhere").isFalse();

        assertThat(refusal(DEMO, folder)).contains("cannot be written");
        assertThat(refusal(DEMO, folder.resolve("new"))).contains("cannot be created");
    }

    @Test
    void directoryIsFreeAgainOnceClosed() {
        HeldDirectory.make(folder).close();
        HeldDirectory.make(folder).close();
        assertThat(folder).isDirectoryContaining("glob:**lock");
    }

    @Test
    void auditNamesAMissingFileOfANode() throws IOException {
        Files.createFile(folder.resolve("genesis.pb"));
        assertThat(Xinpiao.commandLine().execute("audit", "--data", folder.toString())).isOne();
    }

    /** The one line on standard error. */
    private static String refusal(String command, Path data) {
        StringWriter err = new StringWriter();
        List<String> args = new ArrayList<>(List.of(command.split(" ")));
        args.addAll(List.of("--data", data.toString()));
        int code =
                Xinpiao.commandLine()
                        .setErr(new PrintWriter(err))
                        .execute(args.toArray(String[]::new));
        assertThat(code).isEqualTo(Xinpiao.UNUSABLE);
        assertThat(err.toString().lines()).hasSize(1);
        return err.toString();
    }
}
