package org.xinpiao.platform.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xinpiao.platform.demo.RunningDemo;
import org.xinpiao.platform.policy.ShippedPolicies;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Decided claims of the sample province, recomputed after the program has stopped. */
class WhatIfCommandIT {

    private static final Path DATA = RunningDemo.directory();
    private static final String QINGDAO =
            new String(ShippedPolicies.bytes("qingdao"), StandardCharsets.UTF_8);

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path dir;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void decide() throws InterruptedException {
        RunningDemo.start(DATA).close();
    }

    @Test
    void policyInForce_givesWhatWasDecided() throws IOException {
        assertThat(whatIf(QINGDAO, "--last", "500", "--json")).isZero();

        JsonNode answer = JsonMapper.shared().readTree(out.toString());
        assertThat(answer.path("claims").asInt()).isPositive();
        assertThat(answer.path("changed").asInt()).isZero();
        assertThat(answer.path("unreadable").asInt()).isZero();
        assertThat(answer.path("largest").isEmpty()).isTrue();
        assertThat(answer.at("/funds/hifp_pay/after").asString())
                .isEqualTo(answer.at("/funds/hifp_pay/before").asString())
                .isNotEqualTo("0.00");
    }

    @Test
    void draftThatPaysNothing_takesBackAllOfIt() throws IOException {
        String nothing = QINGDAO.replaceAll("ratio: \"[0-9.]+%\"", "ratio: \"0%\"");
        assertThat(whatIf(nothing, "--last", "500", "--json")).isZero();
        JsonNode answer = JsonMapper.shared().readTree(out.toString());

        assertThat(answer.path("changed").asInt())
                .isPositive()
                .isLessThanOrEqualTo(answer.path("claims").asInt());
        assertThat(answer.at("/funds/hifp_pay/after").asString()).isEqualTo("0.00");
        JsonNode first = answer.at("/largest/0");
        assertThat(first.path("claim").asString()).startsWith("demo-");
        assertThat(first.path("after").asString()).isEqualTo("0.00");
        assertThat(answer.path("largest").size()).isLessThanOrEqualTo(10);

        assertThat(whatIf(nothing, "--last", "1")).isZero();
        assertThat(out.toString())
                .contains("政策草案 draft 370200 v1", "报销 claims 1 ", "合计 fund_pay_sumamt");
    }

    @Test
    void faults_areNamed() throws IOException {
        assertThat(whatIf(QINGDAO.replaceFirst("ratio: \"90%\"", "ratio: \"190%\""))).isEqualTo(1);
        assertThat(err.toString()).contains("/benefits/0/bands/0/ratio: 不得超过100%。");
        assertThat(whatIf(QINGDAO.replaceFirst("370200", "999900"))).isEqualTo(2);
        assertThat(err.toString()).contains("knows no region 999900");
        assertThat(whatIf(QINGDAO, "--last", "0")).isEqualTo(2);
    }

    private int whatIf(String yaml, String... options) throws IOException {
        Path draft = Files.writeString(dir.resolve("draft.yaml"), yaml);
        String[] arguments = new String[options.length + 5];
        arguments[0] = "policy";
        arguments[1] = "whatif";
        arguments[2] = draft.toString();
        arguments[3] = "--data";
        arguments[4] = DATA.toString();
        System.arraycopy(options, 0, arguments, 5, options.length);
        CommandLine line = Xinpiao.commandLine();
        line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        return line.execute(arguments);
    }
}
