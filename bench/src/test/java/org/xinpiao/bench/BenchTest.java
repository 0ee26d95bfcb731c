package org.xinpiao.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** That figures come whole; what they are is no matter of a test. */
class BenchTest {

    @TempDir private Path folder;

    @Test
    void kernelsAndIssueGiveWholeFigures() {
        Path file = folder.resolve("figures.json");
        StringWriter table = new StringWriter();
        int exit =
                new CommandLine(new Bench())
                        .setOut(new PrintWriter(table))
                        .execute("kernels", "issue", "--short", "--json", file.toString());
        assertThat(exit).isZero();
        List<JsonNode> figures =
                JsonMapper.builder().build().readTree(file.toFile()).valueStream().toList();
        assertThat(figures)
                .extracting(figure -> figure.path("name").asString())
                .contains("kernel.sm2Verify", "kernel.evaluate", "issue", "issue.visible");
        assertThat(figures).allSatisfy(BenchTest::whole);
        JsonNode issue =
                figures.stream()
                        .filter(figure -> figure.path("name").asString().equals("issue"))
                        .findFirst()
                        .orElseThrow();
        assertThat(issue.path("p50").asDouble()).isPositive();
        assertThat(issue.path("p99").asDouble())
                .isGreaterThanOrEqualTo(issue.path("p50").asDouble());
        assertThat(issue.path("bytes_per_bill").asDouble()).isPositive();
        assertThat(issue.path("peer").path("value").asDouble()).isPositive();
        assertThat(table.toString()).contains("kernel.sm2Verify", "issue.visible");
    }

    @Test
    void unknownNameIsUsageError() {
        StringWriter errors = new StringWriter();
        int exit =
                new CommandLine(new Bench())
                        .setOut(new PrintWriter(new StringWriter()))
                        .setErr(new PrintWriter(errors))
                        .execute("nothing");
        assertThat(exit).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(errors.toString()).contains("no benchmark nothing");
    }

    private static void whole(JsonNode figure) {
        assertThat(figure.path("value").asDouble()).isPositive();
        assertThat(figure.path("unit").asString()).isNotEmpty();
        assertThat(figure.path("commit").asString()).isNotEmpty();
        assertThat(figure.path("time").asString()).endsWith("Z");
        assertThat(figure.path("machine").path("cores").asInt()).isPositive();
        assertThat(figure.path("machine").path("cpu").asString()).isNotEmpty();
        assertThat(figure.path("versions").path("rocksdb").asString()).isNotEmpty();
    }
}
