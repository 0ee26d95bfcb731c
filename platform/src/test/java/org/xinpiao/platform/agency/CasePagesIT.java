package org.xinpiao.platform.agency;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.xinpiao.contracts.claim.ClaimStatus;
import org.xinpiao.platform.Clerks;
import org.xinpiao.platform.Made;
import org.xinpiao.platform.RunningPlatform;
import org.xinpiao.platform.claim.Act;
import org.xinpiao.platform.claim.Casework;
import org.xinpiao.platform.demo.RunningDemo;
import org.xinpiao.platform.web.Visitor;

/** What clerks do on their pages. */
class CasePagesIT {

    @SuppressWarnings("NullAway.Init")
    private static RunningDemo platform;

    @SuppressWarnings("NullAway.Init")
    private static Clerks clerks;

    @SuppressWarnings("NullAway.Init")
    private static Made made;

    @SuppressWarnings("NullAway.Init")
    private static Visitor clerk;

    @BeforeAll
    static void start() {
        platform = RunningPlatform.get();
        clerks = new Clerks(platform);
        made = new Made(platform);
        clerk = visitor("clerk");
    }

    @Test
    void pageOfACaseSpeaksBothLanguages() throws Exception {
        String page = page(made.review("700.00"));
        for (String lang : List.of("en", "zh")) {
            assertThat(clerk.get(page + "?lang=" + lang).body())
                    .doesNotContain("??", " style=\"", "onclick=")
                    .doesNotContainPattern("<script(?![^>]*src=)");
        }
        assertThat(clerk.get(page).body())
                .contains("申请表上的就诊类别与票据不符。", "不予报销的原因", "请患者补充", "data-approve");
    }

    @Test
    void colleagueWhoIsLateSeesWhatWasDoneAndKeepsWhatWasTyped() throws Exception {
        String claimId = made.review("800.00");
        String version = version(claimId);
        assertThat(clerks.act("checker", claimId, new Act.Ask("discharge-note")).done()).isTrue();

        var answer =
                clerk.post(
                        page(claimId),
                        Map.of(
                                "version", version,
                                "act", "approve",
                                "note", "已电话核实",
                                "reason-1", "line-over-price",
                                "amount-1", "600.00"));

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.body())
                .contains("同事或患者刚刚改变了此件。", "data-test=\"others\"", "请患者补充", "出院小结")
                .contains("已电话核实", "value=\"600.00\"")
                .containsPattern("<option value=\"line-over-price\" selected");
        assertThat(clerks.claim(claimId).getStatus()).isEqualTo(ClaimStatus.WAITING);
    }

    @Test
    void rulingIsTriedAndThenApproved() throws Exception {
        String claimId = made.review("26000.00");
        Map<String, String> typed =
                Map.of(
                        "version", version(claimId),
                        "act", "approve",
                        "reason-1", "line-quantity",
                        "amount-1", "20000");

        String tried = clerk.post(page(claimId) + "/preview", typed).body();
        String gives = found("基金支付 (¥[\\d,.]+)", tried);
        assertThat(clerks.claim(claimId).getStatus()).isEqualTo(ClaimStatus.REVIEW);
        String approved = clerk.post(page(claimId), typed).body();

        assertThat(approved).contains("已核定。", "办理记录");
        clerks.await(claimId, ClaimStatus.PAID::equals);
        assertThat(clerk.get(page(claimId)).body())
                .contains(gives, "数量超出诊疗需要", "clerk.line-adjusted");
    }

    @Test
    void amountThatIsNoneIsRefusedAndNothingChanges() throws Exception {
        String claimId = made.review("500.00");
        for (String amount : List.of("500.00", "-1", "abc", "1.234", "99999999999")) {
            var answer =
                    clerk.post(
                            page(claimId),
                            Map.of(
                                    "version",
                                    version(claimId),
                                    "act",
                                    "approve",
                                    "reason-1",
                                    "line-sum",
                                    "amount-1",
                                    amount));
            assertThat(answer.statusCode()).as(amount).isEqualTo(422);
            assertThat(answer.body()).contains("某行的金额或原因不对");
        }
        assertThat(clerks.claim(claimId).getStatus()).isEqualTo(ClaimStatus.REVIEW);
    }

    @Test
    void batchSaysWhatBecameOfEach() throws Exception {
        String one = made.review("310.00");
        String other = made.review("320.00");
        String late = made.review("330.00");
        String lateVersion = version(late);
        clerks.act("checker", late, new Act.Take());

        String result =
                clerk.post(
                                "/agency/batch",
                                Map.of(
                                        "act",
                                        "refuse",
                                        "refuse",
                                        "no-proof",
                                        "selected",
                                        one
                                                + "@"
                                                + version(one)
                                                + ","
                                                + other
                                                + "@"
                                                + version(other)
                                                + ","
                                                + late
                                                + "@"
                                                + lateVersion
                                                + ",nothing@0"))
                        .body();

        assertThat(result).contains(one, other, late, "没有这个报销编号");
        assertThat(result.split("已作不予报销处理", -1)).hasSize(3);
        assertThat(clerks.claim(one).getStatus()).isEqualTo(ClaimStatus.REFUSED);
        assertThat(clerks.claim(other).getReason()).isEqualTo("no-proof");
        assertThat(clerks.claim(late).getStatus()).isEqualTo(ClaimStatus.REVIEW);
    }

    @Test
    void queueIsFilteredAndTheFilterKept() throws Exception {
        String claimId = made.review("340.00");
        clerks.act(claimId, new Act.Take());

        assertThat(clerk.get("/agency?mine=true&sort=waiting").body()).contains(page(claimId));
        assertThat(clerk.get("/agency?turn=clerk&reason=class-mismatch").body())
                .contains(page(claimId), "data-test=\"watch\"");
        assertThat(clerk.get("/agency?turn=bank&mine=true").body()).doesNotContain(page(claimId));
        assertThat(clerk.get("/agency?days=7").body()).doesNotContain(page(claimId));
        assertThat(clerk.get("/agency?late=true&mine=true").body()).doesNotContain(page(claimId));
        String kept =
                clerk.post(
                                "/agency/views",
                                Map.of("name", "我的急件", "query", "turn=clerk&sort=waiting"))
                        .body();
        assertThat(kept).contains("/agency?turn=clerk&amp;sort=waiting", "我的急件");
        assertThat(visitor("checker").get("/agency").body()).doesNotContain("我的急件");
        assertThat(clerk.post("/agency/views/forget", Map.of("name", "我的急件")).body())
                .doesNotContain("我的急件");
    }

    @Test
    void anotherAgencysClerkCanDoNothing() throws Exception {
        String claimId = made.review("350.00");
        var stranger = new Visitor(platform.base());
        stranger.post("/demo/login", Map.of("user", "clerk-410100"));

        assertThat(
                        stranger.post(
                                        page(claimId),
                                        Map.of("version", version(claimId), "act", "take"))
                                .statusCode())
                .isEqualTo(404);
        assertThat(stranger.get(page(claimId) + "/documents/" + "0".repeat(64)).statusCode())
                .isEqualTo(404);
        assertThat(Objects.requireNonNull(clerks.claim(claimId)).getStatus())
                .isEqualTo(ClaimStatus.REVIEW);
    }

    @Test
    void stuckClaimsAreMeasured() {
        for (String turn : List.of("agency", "clerk", "patient", "bank")) {
            assertThat(
                            platform.bean(MeterRegistry.class)
                                    .get("xinpiao.claims.late")
                                    .tag("turn", turn)
                                    .gauge()
                                    .value())
                    .isNotNegative();
        }
    }

    private static Visitor visitor(String kind) {
        var visitor = new Visitor(platform.base());
        visitor.post("/demo/login", Map.of("user", kind + "-370200"));
        return visitor;
    }

    private static String page(String claimId) {
        return "/agency/claims/" + claimId;
    }

    private static String version(String claimId) {
        return platform.bean(Casework.class).version(claimId);
    }

    private static String found(String pattern, String page) {
        var matcher = Pattern.compile(pattern).matcher(page);
        assertThat(matcher.find()).as(pattern).isTrue();
        return matcher.group(1);
    }
}
