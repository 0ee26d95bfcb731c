package org.xinpiao.platform.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class PolicyCommandsTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path dir;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private String policy = "";
    private String given = "";

    @BeforeEach
    void writeFiles() throws IOException {
        policy = write("hangzhou.yaml", ShippedPolicies.bytes("hangzhou"));
        given = write("case.json", Samples.caseBytes("lines"));
    }

    @Test
    void check_goodPackage_listsItsAssumptions() {
        assertThat(run("check", policy)).isZero();

        assertThat(out.toString())
                .contains("330100 杭州市区 Hangzhou main city v1", "assumption /levels/2")
                .contains("The package is good.");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void check_badPackage_namesPathAndReason() throws IOException {
        String bad =
                Samples.yaml("hangzhou").replaceFirst("from: \"40000.00\"", "from: \"39000.00\"");
        String file = write("bad.yaml", bad.getBytes(StandardCharsets.UTF_8));

        assertThat(run("check", file)).isEqualTo(1);
        assertThat(err.toString())
                .contains("/benefits/0/bands/1: 分段重叠。 The band overlaps another.");
    }

    @Test
    void check_missingFile_isUnusable() {
        assertThat(run("check", dir.resolve("none.yaml").toString())).isEqualTo(2);
        assertThat(err.toString()).contains("cannot be read").doesNotContain("Exception");
    }

    @Test
    void diff_namesEachChangedValueOnce() throws IOException {
        String changed =
                Samples.yaml("hangzhou")
                        .replaceFirst("version: 1", "version: 2")
                        .replaceFirst("ratio: \"82%\"", "ratio: \"83%\"");
        String newer = write("newer.yaml", changed.getBytes(StandardCharsets.UTF_8));

        assertThat(run("diff", policy, newer)).isEqualTo(1);
        assertThat(out.toString().lines())
                .containsExactly(
                        "version",
                        "  - 1",
                        "  + 2",
                        "benefits/employee-inpatient-active/bands/tertiary 0.00/ratio",
                        "  - 82%",
                        "  + 83%");
    }

    @Test
    void diff_ofAPackageWithABandPutInBetween_leavesTheOthersAlone() throws IOException {
        String changed =
                Samples.yaml("hangzhou")
                        .replaceFirst(
                                "- \\{level: tertiary, from: \"0.00\", to: \"40000.00\", ratio:"
                                        + " \"82%\", source: table}",
                                "- {level: tertiary, from: \"0.00\", to: \"20000.00\", ratio:"
                                        + " \"82%\", source: table}\n"
                                        + "      - {level: tertiary, from: \"20000.00\", to:"
                                        + " \"40000.00\", ratio: \"85%\", source: table}");
        String newer = write("newer.yaml", changed.getBytes(StandardCharsets.UTF_8));

        assertThat(run("diff", policy, newer)).isEqualTo(1);
        String bands = "benefits/employee-inpatient-active/bands/tertiary ";
        assertThat(out.toString().lines().filter(line -> !line.startsWith(" ")))
                .containsExactly(
                        bands + "0.00/to",
                        bands + "20000.00/level",
                        bands + "20000.00/from",
                        bands + "20000.00/to",
                        bands + "20000.00/ratio");
    }

    @Test
    void diff_namesDiseasesAndFamilyAccounts() throws IOException {
        String older = write("older.yaml", Samples.synthetic().getBytes(StandardCharsets.UTF_8));
        String changed =
                Samples.synthetic()
                        .replace("amount: \"200.00\", per: month", "amount: \"600.00\", per: year")
                        .replace("cap: \"300.00\"", "cap: \"400.00\"");
        String newer = write("newer.yaml", changed.getBytes(StandardCharsets.UTF_8));

        assertThat(run("diff", older, newer)).isEqualTo(1);
        assertThat(out.toString().lines())
                .containsExactly(
                        "benefits/resident-chronic/diseases/pressure-sugar/quota/amount",
                        "  - 200.00",
                        "  + 600.00",
                        "benefits/resident-chronic/diseases/pressure-sugar/quota/per",
                        "  - month",
                        "  + year",
                        "family_accounts/family/cap",
                        "  - 300.00",
                        "  + 400.00");
    }

    @Test
    void calc_explainsQuotaAndFamilyAccount() throws IOException {
        String rules = write("rules.yaml", Samples.synthetic().getBytes(StandardCharsets.UTF_8));
        String asked = write("chronic.json", Samples.caseBytes("chronic"));

        assertThat(run("calc", "--policy", rules, "--case", asked)).isZero();
        assertThat(out.toString())
                .contains("[resident-chronic/quota.fund]", "共济账户 acct_mulaid_pay", "360.00");
    }

    @Test
    void diff_withItself_isEmpty() {
        assertThat(run("diff", policy, policy)).isZero();
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void calc_printsLinesBandsAndSentences() {
        assertThat(run("calc", "--policy", policy, "--case", given)).isZero();

        assertThat(out.toString())
                .contains("政策 Policy 330100 v1 · employee-inpatient-active")
                .contains("费用 line", "分段 band", "82%", "6724.82")
                .contains("职工住院（在职）第1段：800.00元至9001.00元共8201.00元，按82%支付6724.82元。")
                .contains("band 1: 8201.00 yuan between 800.00 and 9001.00, paid at 82%: 6724.82");
    }

    @Test
    void calcJson_answersInTheInterfacesNames() {
        assertThat(run("calc", "--policy", policy, "--case", given, "--json")).isZero();

        JsonNode root = JsonMapper.shared().readTree(out.toString());
        JsonNode info = root.path("setlinfo");
        assertThat(info.path("medfee_sumamt").asString()).isEqualTo("12760.00");
        assertThat(info.path("hifp_pay").asString()).isEqualTo("6724.82");
        assertThat(info.path("pool_prop_selfpay").asString()).isEqualTo("0.8200");
        assertThat(info.path("acct_pay").asString()).isEqualTo("500.00");
        assertThat(root.at("/setldetail/0/fund_pay_type").asString()).isEqualTo("310100");
        assertThat(root.at("/setldetail/0/fund_payamt").asString()).isEqualTo("6724.82");
        assertThat(root.at("/detlcutinfo/2/overlmt_amt").asString()).isEqualTo("400.00");
        assertThat(root.at("/policy/version").asInt()).isEqualTo(1);
        assertThat(root.path("trace").size()).isGreaterThan(9);
        for (JsonNode step : root.path("trace")) {
            assertThat(step.path("zh").asString()).isNotBlank();
            assertThat(step.path("en").asString()).isNotBlank();
            assertThat(step.path("rule").asString()).isNotBlank();
        }
    }

    @Test
    void calc_badCase_namesTheField() throws IOException {
        String bad = write("bad.json", new byte[] {'{', '}'});

        assertThat(run("calc", "--policy", policy, "--case", bad)).isEqualTo(1);
        assertThat(err.toString()).contains("/insutype: 缺少该字段。 This field is missing.");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void calc_outsideTheEffectiveDates_warns() throws IOException {
        String later = write("later.yaml", ShippedPolicies.bytes("hangzhou-2025"));

        assertThat(run("calc", "--policy", later, "--case", given)).isZero();
        assertThat(err.toString()).contains("The package is not in force on 2024-06-15.");
    }

    @Test
    void examplesInTheDocs_work() {
        Path examples = Path.of("..", "docs", "examples");
        String lines = examples.resolve("policy-case-lines.json").toString();
        String totals = examples.resolve("policy-case-totals.json").toString();

        assertThat(run("calc", "--policy", policy, "--case", lines)).isZero();
        assertThat(run("calc", "--policy", policy, "--case", totals)).isZero();
    }

    private int run(String... arguments) {
        return new CommandLine(new PolicyCommands())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }

    private String write(String name, byte[] bytes) throws IOException {
        return Files.write(dir.resolve(name), bytes).toString();
    }
}
