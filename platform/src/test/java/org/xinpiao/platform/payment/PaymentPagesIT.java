package org.xinpiao.platform.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.xinpiao.platform.RunningPlatform;
import org.xinpiao.platform.demo.RunningDemo;
import org.xinpiao.platform.payment.Match.Cause;
import org.xinpiao.platform.readmodel.ChinaTime;
import org.xinpiao.platform.web.Visitor;

/** The payment pages of the running program, and what a match finds. */
class PaymentPagesIT {

    private static final String AGENCY = "agency-370200";

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

    @ParameterizedTest
    @ValueSource(strings = {"/agency/payments", "/agency/day", "ORDER"})
    void pagesSpeakBothLanguagesWithoutGaps(String path) {
        String shown = path.equals("ORDER") ? order() : path;
        for (String lang : List.of("en", "zh")) {
            var page = clerk.get(shown + "?lang=" + lang);
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.body())
                    .doesNotContain("??")
                    .doesNotContainPattern("<script(?![^>]*src=)")
                    .doesNotContain("<style", " style=\"", "onclick=");
            String title = page.body().replaceAll("(?s).*<h1[^>]*>(.*?)</h1>.*", "$1");
            assertThat(title.matches("(?s).*[\\u4e00-\\u9fff].*")).isEqualTo(lang.equals("zh"));
        }
    }

    @Test
    void accountsAreMasked() {
        String page = clerk.get("/agency/payments?state=executed").body();
        assertThat(page).contains("**** ").doesNotContainPattern("\\b6\\d{15,18}\\b");
        assertThat(clerk.get("/agency/payments?state=nonsense&page=99").statusCode())
                .isEqualTo(200);
    }

    @Test
    void anotherAgencysOrderIsNotThere() {
        String elsewhere =
                platform.bean(JdbcClient.class)
                        .sql("select message_id from payment_batch where agency <> ? limit 1")
                        .param(AGENCY)
                        .query(String.class)
                        .single();
        assertThat(clerk.get("/agency/payments/orders/" + elsewhere).statusCode()).isEqualTo(404);
        assertThat(platform.bean(BatchDesk.class).approve(AGENCY, elsewhere, "clerk"))
                .isEqualTo(BatchDesk.Outcome.NOTHING);
    }

    @Test
    void dayClosesOnceAndMatches() {
        // An earlier day: nothing happened on it, and no other test pays on it.
        LocalDate day = ChinaTime.date(System.currentTimeMillis()).minusDays(40);
        for (int i = 0; i < 2; i++) {
            var page = clerk.post("/agency/day/close", Map.of("day", day.toString()));
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.body()).contains("clerk-370200");
        }
        assertThat(
                        platform.bean(JdbcClient.class)
                                .sql("select count(*) from payment_day where day = ?")
                                .param(day)
                                .query(Long.class)
                                .single())
                .isEqualTo(1);
    }

    @Test
    void matchNamesEachDifference() {
        JdbcClient db = platform.bean(JdbcClient.class);
        Payment paid =
                platform.bean(PaymentQueries.class).payments(AGENCY, "executed", 0, 1).getFirst();
        LocalDate day = ChinaTime.date(Objects.requireNonNull(paid.executedMs()));
        assertThat(causes(day, paid)).isEmpty();

        alter(db, "amount_fen = amount_fen + 1", paid);
        assertThat(causes(day, paid)).containsExactly(Cause.AMOUNT_DIFFERS);
        alter(db, "amount_fen = amount_fen - 1, returned_ms = executed_ms, reason = 'AC04'", paid);
        assertThat(causes(day, paid)).containsExactly(Cause.RETURNED_NOT_RECORDED);
        alter(db, "returned_ms = null, reason = null, account = 'FUND-nobody'", paid);
        assertThat(causes(day, paid)).containsExactly(Cause.UNKNOWN_AT_BANK);
        alter(db, "account = 'FUND-" + AGENCY + "'", paid);
        db.sql(
                        "insert into bank.bank_transfer values (?, 'SBXtwice', '****', 100, ?, ?,"
                                + " '', 'executed')")
                .params("Z" + paid.claimId(), paid.executedMs(), "FUND-" + AGENCY)
                .update();
        assertThat(causes(day, paid)).containsExactly(Cause.EXECUTED_NOT_RECORDED);
        db.sql("delete from bank.bank_transfer where bank_reference = 'SBXtwice'").update();
        String postings =
                "update posting set amount_fen = amount_fen * %d / %d where reference = ? and"
                        + " account like '%%/bank'";
        db.sql(postings.formatted(2, 1)).param(paid.claimId()).update();
        assertThat(causes(day, paid)).containsExactly(Cause.RECORDED_TWICE);
        db.sql(postings.formatted(1, 2)).param(paid.claimId()).update();
        assertThat(causes(day, paid)).isEmpty();
    }

    private static void alter(JdbcClient db, String set, Payment payment) {
        db.sql("update bank.bank_transfer set " + set + " where end_to_end_id = ?")
                .param(payment.endToEndId())
                .update();
    }

    private static List<Cause> causes(LocalDate day, Payment payment) {
        return platform.bean(Matching.class).match(AGENCY, day).differences().stream()
                .filter(each -> each.claimId().equals(payment.claimId()))
                .map(Match.Difference::cause)
                .toList();
    }

    private static String order() {
        return "/agency/payments/orders/"
                + platform.bean(PaymentQueries.class)
                        .payments(AGENCY, "executed", 0, 1)
                        .getFirst()
                        .messageId();
    }
}
