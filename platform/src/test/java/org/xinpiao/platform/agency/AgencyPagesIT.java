package org.xinpiao.platform.agency;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xinpiao.platform.RunningPlatform;
import org.xinpiao.platform.claim.Cases;
import org.xinpiao.platform.claim.ClaimQueries;
import org.xinpiao.platform.demo.RunningDemo;
import org.xinpiao.platform.web.Visitor;

/** The clerk's pages of the running program. */
class AgencyPagesIT {

    private static final String AGENCY = "agency-370200";

    private static RunningDemo platform;
    private static Visitor clerk;
    private static ClaimQueries.Row paid;

    @BeforeAll
    static void start() {
        platform = RunningPlatform.get();
        clerk = new Visitor(platform.base());
        clerk.post("/demo/login", Map.of("user", "clerk-370200"));
        // One that went straight through.
        paid =
                claims("paid").stream()
                        .filter(claim -> platform.bean(Cases.class).log(claim.claimId()).isEmpty())
                        .findFirst()
                        .orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/agency", "/agency/policies", "/agency/fund", "/agency/appeals"})
    void pagesSpeakBothLanguagesWithoutGaps(String path) {
        for (String lang : List.of("en", "zh")) {
            var page = clerk.get(path + "?lang=" + lang);
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.body())
                    .doesNotContain("??")
                    .doesNotContainPattern("<script(?![^>]*src=)")
                    .doesNotContain("<style", " style=\"", "onclick=");
            String chinese = "[\\u4e00-\\u9fff]";
            String title = page.body().replaceAll("(?s).*<h1[^>]*>(.*?)</h1>.*", "$1");
            assertThat(title.matches(".*" + chinese + ".*")).isEqualTo(lang.equals("zh"));
        }
    }

    @Test
    void queueFiltersAndFindsByNumber() {
        String page = "";
        for (int number = 1; number <= 8; number++) {
            page += clerk.get("/agency?status=paid&page=" + number).body();
        }
        for (var claim : claims("paid")) {
            assertThat(page).contains("/agency/claims/" + claim.claimId());
        }
        for (var claim : claims("closed")) {
            assertThat(page).doesNotContain("/agency/claims/" + claim.claimId() + "\"");
        }
        assertThat(clerk.peek("/agency?claim=" + paid.claimId()).headers().firstValue("Location"))
                .hasValueSatisfying(to -> assertThat(to).endsWith("/" + paid.claimId()));
        assertThat(clerk.get("/agency?claim=nowhere").body()).contains("没有这个报销编号");
        assertThat(clerk.get("/agency?status=refused").statusCode()).isEqualTo(200);
        assertThat(clerk.get("/agency?page=99").statusCode()).isEqualTo(200);
    }

    @Test
    void claimShowsAllItsEvidence() {
        var file = platform.bean(ClaimFiles.class).open(AGENCY, paid.claimId()).orElseThrow();
        assertThat(file.comparisons()).allMatch(ClaimFile.Comparison::agrees);
        String page = clerk.get("/agency/claims/" + paid.claimId()).body();
        assertThat(page)
                .contains(file.form().name(), file.form().bankCard(), paid.bankReference())
                .contains(file.endToEndId())
                .contains("/log/proof/" + paid.leaf(), "/log/proof/" + paid.decidedLeaf())
                .doesNotContain("✗", "不予报销</strong>", "??");
        for (var line : Objects.requireNonNull(file.content()).details()) {
            assertThat(page).contains(line.getName());
        }
        for (var step : Objects.requireNonNull(file.trace()).steps()) {
            assertThat(page).contains(step.rule(), step.zh());
        }
        String english = clerk.get("/agency/claims/" + paid.claimId() + "?lang=en").body();
        assertThat(english)
                .contains(Objects.requireNonNull(file.trace()).steps().getFirst().en())
                .doesNotContain("??");
        clerk.get("/agency?lang=zh");
    }

    @Test
    void anotherAgencysClaimIsNotThere() {
        var elsewhere =
                platform.bean(ClaimQueries.class).ofAgency("agency-410100", "", 0, 1).getFirst();
        assertThat(clerk.get("/agency/claims/" + elsewhere.claimId()).statusCode()).isEqualTo(404);
        assertThat(clerk.get("/agency/claims/nothing").statusCode()).isEqualTo(404);
        assertThat(platform.bean(ClaimFiles.class).open(AGENCY, elsewhere.claimId())).isEmpty();
    }

    @Test
    void policyIsShownAsPublished() {
        assertThat(clerk.get("/agency/policies").body())
                .contains("region: &quot;370200&quot;", "现行");
    }

    @Test
    void fundBookBalances() {
        var queries = platform.bean(AgencyQueries.class);
        var balances = queries.balances("370200");
        assertThat(balances).isNotEmpty();
        assertThat(balances.values().stream().mapToLong(Long::longValue).sum()).isZero();
        long postings = queries.postings("370200");
        var lines = queries.lines("370200", 0, Math.toIntExact(postings));
        assertThat(lines.stream().mapToLong(AgencyQueries.Line::amountFen).sum()).isZero();
        assertThat(lines.stream().map(AgencyQueries.Line::leaf).distinct()).hasSize((int) postings);
        assertThat(clerk.get("/agency/fund").body()).contains(paid.claimId(), "借贷合计 ¥0.00");
    }

    private static List<ClaimQueries.Row> claims(String status) {
        return platform.bean(ClaimQueries.class).ofAgency(AGENCY, status, 0, 100);
    }
}
