package org.xinpiao.platform.notice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.xinpiao.platform.RunningPlatform;
import org.xinpiao.platform.claim.ClaimQueries;
import org.xinpiao.platform.demo.RunningDemo;
import org.xinpiao.platform.identity.Role;
import org.xinpiao.platform.identity.User;
import org.xinpiao.platform.identity.UserDirectory;
import org.xinpiao.platform.keys.Pseudonyms;
import org.xinpiao.platform.web.Visitor;

/** The patient's box and the clerk's outbox of the running program. */
class NoticePagesIT {

    private static final String AGENCY = "agency-370200";
    private static final String NUMBER = "\\b1\\d{10}\\b";

    @SuppressWarnings("NullAway.Init")
    private static RunningDemo platform;

    @SuppressWarnings("NullAway.Init")
    private static Visitor clerk;

    @BeforeAll
    static void start() {
        platform = RunningPlatform.get();
        clerk = new Visitor(platform.base());
        clerk.post("/demo/login", Map.of("user", "clerk-370200"));
    }

    @Test
    void outboxShowsTheAgencysMessagesWithoutNumbers() {
        var notices = platform.bean(OutboxQueries.class).last(AGENCY, "", 20);
        assertThat(notices).isNotEmpty();
        for (String lang : List.of("en", "zh")) {
            String page = clerk.get("/agency/outbox?lang=" + lang).body();
            assertThat(page)
                    .contains(lang.equals("en") ? "<h1>Messages</h1>" : "<h1>短信发件箱</h1>")
                    .contains("****", "data-state=\"failed\"")
                    .doesNotContain("??", " style=\"", "onclick=")
                    .doesNotContainPattern(NUMBER);
            for (var notice : notices) {
                assertThat(page).contains("/agency/claims/" + notice.claimId());
            }
        }
        var elsewhere = platform.bean(ClaimQueries.class).ofAgency("agency-410100", "paid", 0, 1);
        assertThat(elsewhere).isNotEmpty();
        assertThat(clerk.get("/agency/outbox").body())
                .doesNotContain("/agency/claims/" + elsewhere.getFirst().claimId() + "\"");
    }

    @Test
    void onlyWhatFailedIsSentAgain() {
        Outbox outbox = platform.bean(Outbox.class);
        outbox.put(new byte[] {1}, AGENCY, "page-failed", NoticeKind.CLOSED.word(), 0, false);
        long id =
                platform.bean(OutboxQueries.class).last(AGENCY, "boxed", 50).stream()
                        .filter(row -> row.claimId().equals("page-failed"))
                        .findFirst()
                        .orElseThrow()
                        .id();
        String retry = "/agency/outbox/" + id + "/retry";
        assertThat(clerk.post(retry, Map.of()).statusCode()).isEqualTo(404);

        platform.bean(org.springframework.jdbc.core.simple.JdbcClient.class)
                .sql("update notice set state = 'failed', fault = 'no-receipt' where id = ?")
                .param(id)
                .update();
        assertThat(clerk.get("/agency/outbox?state=failed").body()).contains(retry, "没有答复也没有回执");
        Visitor other = new Visitor(platform.base());
        other.post("/demo/login", Map.of("user", "clerk-410100"));
        assertThat(other.post(retry, Map.of()).statusCode()).isEqualTo(404);
        assertThat(clerk.post(retry, Map.of()).statusCode()).isEqualTo(200);
        assertThat(clerk.get("/agency/outbox?state=failed").body()).doesNotContain(retry);
    }

    @Test
    void patientReadsTheBoxAndChooses() {
        var claim = platform.bean(ClaimQueries.class).ofAgency(AGENCY, "paid", 0, 1).getFirst();
        byte[] pseudonym = claim.patient();
        User user =
                platform.bean(UserDirectory.class).demoUsers().stream()
                        .filter(one -> one.role() == Role.PATIENT)
                        .findFirst()
                        .orElseThrow();
        byte[] patient =
                platform.bean(Pseudonyms.class).bill(Objects.requireNonNull(user.personRef()));
        Visitor visitor = new Visitor(platform.base());
        visitor.post("/demo/login", Map.of("user", user.id()));
        for (String lang : List.of("en", "zh")) {
            assertThat(visitor.get("/patient/notices?lang=" + lang).body())
                    .contains(lang.equals("en") ? "<h1>My notices</h1>" : "<h1>我的通知</h1>")
                    .contains("****", "checked")
                    .doesNotContain("??")
                    .doesNotContainPattern(NUMBER);
        }
        assertThat(platform.bean(Notices.class).of(pseudonym))
                .extracting(Notices.Notice::claimId)
                .contains(claim.claimId());

        Choices choices = platform.bean(Choices.class);
        assertThat(visitor.post("/patient/notices", Map.of("language", "en")).body())
                .contains("已保存")
                .doesNotContain("checked");
        assertThat(choices.find(patient)).contains(new Choices.Choice(true, "en"));
        assertThat(visitor.post("/patient/notices", Map.of("language", "fr")).statusCode())
                .isEqualTo(400);
        visitor.post("/patient/notices", Map.of("language", "zh", "sms", "true"));
        assertThat(choices.find(patient)).contains(new Choices.Choice(false, "zh"));
    }
}
