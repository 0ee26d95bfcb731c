package org.xinpiao.platform.agency;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xinpiao.platform.RunningPlatform;
import org.xinpiao.platform.Story;
import org.xinpiao.platform.demo.RunningDemo;
import org.xinpiao.platform.policy.PublishedPolicies;
import org.xinpiao.platform.policy.ShippedPolicies;
import org.xinpiao.platform.web.Visitor;

/** A clerk hands in a package, sees what it changes, and publishes it. */
class PoliciesPagesIT {

    private static final Pattern BYTES = Pattern.compile("name=\"bytes\" value=\"([^\"]+)\"");
    private static final String BAND =
            "{level: level-1, from: \"0.00\", to: \"40000.00\", ratio: \"90%\", source: clinic}";

    private static RunningDemo platform;
    private static Visitor clerk;

    @BeforeAll
    static void start() {
        platform = RunningPlatform.get();
        clerk = new Visitor(platform.base());
        clerk.post("/demo/login", Map.of("user", "clerk-370200"));
    }

    /** Qingdao's next version, from a day on. */
    private static String yaml(int version, LocalDate from) {
        return new String(ShippedPolicies.bytes("qingdao"), StandardCharsets.UTF_8)
                .replaceFirst("version: 1", "version: " + version)
                .replaceFirst("from: \"2025-01-01\"", "from: \"" + from + "\"");
    }

    private static int next() {
        int day = Math.toIntExact(Story.today().plusYears(9).toEpochDay());
        return platform.bean(PublishedPolicies.class).inForce("370200", day).orElseThrow().version()
                + 1;
    }

    private static String check(String yaml) {
        var page =
                clerk.upload(
                        "/agency/policies/check",
                        "file",
                        "policy.yaml",
                        yaml.getBytes(StandardCharsets.UTF_8));
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).doesNotContain("??");
        return page.body();
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource({
        "'to: \"40000.00\", ratio: \"90%\"', 'to: \"50000.00\", ratio: \"90%\"', 分段重叠",
        "'to: \"40000.00\", ratio: \"90%\"', 'to: \"30000.00\", ratio: \"90%\"', 分段之间有空档",
        "'ratio: \"90%\"', 'ratio: \"101%\"', 不得超过100%",
        "'care: inpatient', 'care: sleeping', /benefits/0/care",
        "'version: ', 'version: [', YAML格式错误",
    })
    void faultyPackage_isRefusedWithTheReason(String from, String to, String reason) {
        String page = check(yaml(next(), Story.today().plusDays(1)).replace(from, to));

        assertThat(page).contains("政策包有误", reason).doesNotContainPattern(BYTES);
    }

    @Test
    void packageThatTheLedgerWouldNotTake_isRefusedWithTheReason() {
        LocalDate tomorrow = Story.today().plusDays(1);

        assertThat(check(yaml(next(), Story.today().minusDays(1)).replace("90%", "91%")))
                .containsAnyOf("生效日期不得早于发布当日", "生效日期不得早于上一版本")
                .doesNotContainPattern(BYTES);
        assertThat(check(yaml(next() + 1, tomorrow).replace("90%", "91%")))
                .contains("版本号须从1开始连续递增")
                .doesNotContainPattern(BYTES);
        assertThat(check(yaml(next(), tomorrow).replace("\"370200\"", "\"330100\"")))
                .contains("政策包属于统筹区 330100，不是本统筹区 370200")
                .doesNotContainPattern(BYTES);
        assertThat(clerk.post("/agency/policies", Map.of("bytes", "no Base64!")).statusCode())
                .isEqualTo(400);
    }

    @Test
    void checkedPackage_isSignedAndPublished() {
        int version = next();
        LocalDate from = Story.today().plusDays(20L + version);
        String yaml = yaml(version, from).replace(BAND, BAND.replace("90%", "92%"));

        String page = check(yaml);
        assertThat(page)
                .contains("benefits/employee-inpatient-active/bands/level-1 0.00/ratio")
                .contains("90%", "92%");
        var bytes = BYTES.matcher(page);
        assertThat(bytes.find()).isTrue();
        String shown = clerk.post("/agency/policies", Map.of("bytes", bytes.group(1))).body();

        assertThat(shown).contains("第 " + version + " 版已签名发布", from.toString());
        var inForce =
                platform.bean(PublishedPolicies.class)
                        .inForce("370200", Math.toIntExact(from.toEpochDay()))
                        .orElseThrow();
        assertThat(inForce.version()).isEqualTo(version);
        // The same again is no next version any more, and changes nothing.
        assertThat(clerk.post("/agency/policies", Map.of("bytes", bytes.group(1))).body())
                .contains("现在不能发布", "版本号须从1开始连续递增");
        assertThat(next()).isEqualTo(version + 1);
    }
}
