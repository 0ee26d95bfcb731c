package org.xinpiao.platform.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class PolicyBatchTest {

    @TempDir Path dir;

    /** An employee's visit to a tertiary outpatient clinic in Hangzhou, all in scope. */
    private static String visit(String person, String day, String yuan) {
        String number = person.isEmpty() ? "" : "\"psn_no\": \"" + person + "\", ";
        return """
        {%s"insutype": "310", "psn_type": "1101", "med_type": "11", "hosp_lv": "02",\
         "setl_time": "%s", "medfee_sumamt": "%s", "inscp_scp_amt": "%s"}\
        """
                .formatted(number, day, yuan, yuan);
    }

    private List<JsonNode> run(List<String> lines, PolicyBatch.Sum expected) throws IOException {
        Path cases = Files.write(dir.resolve("cases"), lines);
        Path results = dir.resolve("results");
        PolicyBatch batch = new PolicyBatch(Samples.shipped("hangzhou"));
        assertThat(batch.run(cases, results)).isEqualTo(expected);
        return Files.readAllLines(results).stream().map(JsonMapper.shared()::readTree).toList();
    }

    private static String fund(JsonNode result) {
        return result.path("setlinfo").path("fund_pay_sumamt").asString();
    }

    /** The year's deductible is 1000 yuan, then 76 % are paid. */
    @Test
    void aPersonsYearCounts() throws IOException {
        List<JsonNode> results =
                run(
                        List.of(
                                visit("a", "2024-02-01", "900.00"),
                                visit("b", "2024-02-01", "900.00"),
                                visit("a", "2024-02-02", "300.00"),
                                visit("", "2024-02-02", "300.00"),
                                visit("a", "2025-01-02", "300.00"),
                                visit("b", "2024-03-01", "100.00")),
                        new PolicyBatch.Sum(6, 0, 15_200));

        assertThat(results)
                .extracting(PolicyBatchTest::fund)
                .containsExactly("0.00", "0.00", "152.00", "0.00", "0.00", "0.00");
        assertThat(results)
                .extracting(result -> result.path("line").asLong())
                .containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
    }

    @Test
    void aFaultyLineSaysWhyAndStopsNothing() throws IOException {
        List<JsonNode> results =
                run(
                        List.of(
                                "not json",
                                "",
                                "[]",
                                "{\"insutype\": \"310\"}",
                                visit("a", "2024-02-01", "1100.00")),
                        new PolicyBatch.Sum(4, 3, 7_600));

        assertThat(results).hasSize(4);
        assertThat(results.subList(0, 3)).allMatch(result -> !result.path("faults").isEmpty());
        assertThat(results.getLast().path("line").asLong()).isEqualTo(5);
        assertThat(fund(results.getLast())).isEqualTo("76.00");
    }

    /** More lines than are held at once, of people who come again and again. */
    @Test
    void orderAndSumsDoNotDependOnWhoDecides() throws IOException {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            lines.add(visit("p" + i % 100, "2024-02-01", "100.00"));
        }
        // A hundred visits each: ten go into the deductible.
        List<JsonNode> results = run(lines, new PolicyBatch.Sum(10_000, 0, 100L * 90 * 7_600));

        for (int i = 0; i < results.size(); i++) {
            assertThat(results.get(i).path("line").asLong()).isEqualTo(i + 1);
            assertThat(fund(results.get(i))).isEqualTo(i < 1_000 ? "0.00" : "76.00");
        }
    }
}
