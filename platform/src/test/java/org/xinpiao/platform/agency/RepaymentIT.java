package org.xinpiao.platform.agency;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.xinpiao.contracts.bill.Bills;
import org.xinpiao.contracts.claim.ClaimState;
import org.xinpiao.contracts.claim.ClaimStatus;
import org.xinpiao.contracts.claim.Claims;
import org.xinpiao.platform.Clerks;
import org.xinpiao.platform.Made;
import org.xinpiao.platform.RunningPlatform;
import org.xinpiao.platform.Story;
import org.xinpiao.platform.bank.Bank;
import org.xinpiao.platform.bank.Counter;
import org.xinpiao.platform.demo.RunningDemo;
import org.xinpiao.platform.node.LedgerState;
import org.xinpiao.platform.payment.Match;
import org.xinpiao.platform.payment.Matching;
import org.xinpiao.platform.web.Visitor;

/** Money that was paid wrongly: asked back, appealed against, dropped, paid back. */
class RepaymentIT {

    private static final String AGENCY = "agency-370200";

    @SuppressWarnings("NullAway.Init")
    private static RunningDemo platform;

    @SuppressWarnings("NullAway.Init")
    private static Clerks clerks;

    @SuppressWarnings("NullAway.Init")
    private static Made made;

    @SuppressWarnings("NullAway.Init")
    private static Visitor patient;

    @BeforeAll
    static void start() {
        platform = RunningPlatform.get();
        clerks = new Clerks(platform);
        made = new Made(platform);
        patient = visitor(new Story(platform).login(made.person()));
    }

    @Test
    void moneyIsAskedBackByTwoAndComesBackThroughTheBank() throws Exception {
        String claimId = demanded("23000.00");
        ClaimState claim = clerks.claim(claimId);
        String seen = patient.get("/patient/claims/" + claimId).body();
        assertThat(seen)
                .contains("FUND-" + AGENCY, "Z" + claimId, "费用已由第三人赔偿，要求退回")
                .contains("data-test=\"appeal\"", "data-test=\"pay-in\"");
        assertThat(patient.get("/patient/claims/" + claimId + "?lang=en").body())
                .contains("Please pay this money back")
                .doesNotContain("??");
        patient.get("/patient?lang=zh");

        // A part alone changes nothing.
        long paid = Claims.paidFen(claim);
        String account = Bank.account(AGENCY);
        platform.bean(Counter.class).payIn(account, "Z" + claimId, 100);
        awaitReceived(claimId);
        assertThat(clerks.claim(claimId).getStatus()).isEqualTo(ClaimStatus.DEMANDED);
        assertThat(visitor("clerk-370200").get(page(claimId)).body()).contains("未对上");
        patient.post("/patient/claims/" + claimId + "/repay", Map.of());

        ClaimState repaid = clerks.await(claimId, ClaimStatus.REPAID::equals);
        assertThat(
                        Bills.remaining(
                                Objects.requireNonNull(
                                        Bills.find(
                                                platform.bean(LedgerState.class),
                                                repaid.getBill()))))
                .isGreaterThanOrEqualTo(paid);
        assertThat(causes(claimId)).isEmpty();
        assertThat(patient.get("/patient/claims/" + claimId).body()).contains("款项已退回");
    }

    /** Not in another's account, nor under the reference of the payment; and the counter once. */
    @Test
    void onlyWhatCameInAsItWasAskedForCounts() throws Exception {
        String claimId = demanded("20500.00");
        long paid = Claims.paidFen(clerks.claim(claimId));
        Counter counter = platform.bean(Counter.class);
        counter.payIn(Bank.account("agency-410100"), "Z" + claimId, paid);
        counter.payIn(Bank.account(AGENCY), "E" + claimId, paid);
        long end = System.nanoTime() + 60_000_000_000L;
        while (received("reference like '_" + claimId + "'") < 2 * paid) {
            assertThat(System.nanoTime()).as("money came in").isLessThan(end);
        }
        assertThat(received("claim_id = '" + claimId + "'")).isZero();
        assertThat(clerks.claim(claimId).getStatus()).isEqualTo(ClaimStatus.DEMANDED);

        patient.post("/patient/claims/" + claimId + "/repay", Map.of());
        patient.post("/patient/claims/" + claimId + "/repay", Map.of());
        clerks.await(claimId, ClaimStatus.REPAID::equals);
        assertThat(received("claim_id = '" + claimId + "'")).isEqualTo(paid);
    }

    @Test
    void whoPaysTooMuchHasPaid_andTheMatchNamesTheRest() throws Exception {
        String claimId = demanded("20600.00");
        long paid = Claims.paidFen(clerks.claim(claimId));
        platform.bean(Counter.class).payIn(Bank.account(AGENCY), "Z" + claimId, paid + 1);
        clerks.await(claimId, ClaimStatus.REPAID::equals);
        assertThat(causes(claimId)).containsExactly(Match.Cause.RETURNED_NOT_RECORDED);
    }

    /** Why the day's books differ about a claim. */
    private static List<Match.Cause> causes(String claimId) {
        return platform.bean(Matching.class).match(AGENCY, Story.today()).differences().stream()
                .filter(each -> each.claimId().equals(claimId))
                .map(Match.Difference::cause)
                .toList();
    }

    private static long received(String where) {
        return platform.bean(JdbcClient.class)
                .sql("select coalesce(sum(amount_fen), 0)::bigint from repayment where " + where)
                .query(Long.class)
                .single();
    }

    @Test
    void demandIsDroppedAndMadeAgain() throws Exception {
        String claimId = demanded("22000.00");
        var checker = visitor("checker-370200");
        assertThat(act(checker, claimId, Map.of("act", "drop", "drop", ""))).isEqualTo(422);
        assertThat(act(checker, claimId, Map.of("act", "drop", "drop", "drop-error")))
                .isEqualTo(200);
        assertThat(clerks.claim(claimId).getStatus()).isEqualTo(ClaimStatus.PAID);
        demand(claimId);
        assertThat(clerks.claim(claimId).getStatus()).isEqualTo(ClaimStatus.DEMANDED);
    }

    @Test
    void appealAgainstADemandIsAnsweredByOthers() throws Exception {
        String claimId = demanded("21000.00");
        assertThat(
                        patient.post(
                                        "/patient/claims/" + claimId + "/appeal",
                                        Map.of("statement", "没有第三人。"))
                                .body())
                .contains("申诉中");
        Map<String, String> uphold = Map.of("act", "uphold", "uphold", "upheld-evidence");
        assertThat(act(visitor("checker-370200"), claimId, uphold)).isEqualTo(422);
        assertThat(act(visitor("appeals-370200"), claimId, uphold)).isEqualTo(200);
        assertThat(act(visitor("head-370200"), claimId, Map.of("act", "confirm"))).isEqualTo(200);
        assertThat(clerks.claim(claimId).getStatus()).isEqualTo(ClaimStatus.DEMANDED);

        String other = demanded("21500.00");
        patient.post("/patient/claims/" + other + "/appeal", Map.of("statement", "没有第三人。"));
        Map<String, String> drop = Map.of("act", "drop", "drop", "drop-explained");
        assertThat(act(visitor("clerk-370200"), other, drop)).isEqualTo(422);
        assertThat(act(visitor("appeals-370200"), other, drop)).isEqualTo(200);
        assertThat(clerks.claim(other).getStatus()).isEqualTo(ClaimStatus.PAID);
        assertThat(visitor("clerk-370200").get(page(other)).body()).contains("不再要求退回");
        // A second appeal, against the payment that stands again, is one of its own.
        patient.post("/patient/claims/" + other + "/appeal", Map.of("statement", "金额太少。"));
        assertThat(clerks.claim(other).getStatus()).isEqualTo(ClaimStatus.APPEALED);
        assertThat(visitor("head-370200").get(page(other)).body()).contains("金额太少。");
    }

    private static String demanded(String yuan) throws Exception {
        String claimId = made.stay(yuan);
        clerks.await(claimId, ClaimStatus.PAID::equals);
        demand(claimId);
        clerks.await(claimId, ClaimStatus.DEMANDED::equals);
        return claimId;
    }

    private static void demand(String claimId) {
        var clerk = visitor("clerk-370200");
        assertThat(act(clerk, claimId, Map.of("act", "demand", "demand", "bad"))).isEqualTo(422);
        assertThat(
                        act(
                                clerk,
                                claimId,
                                Map.of(
                                        "act", "demand",
                                        "demand", "demand-third-party",
                                        "note", "肇事方已赔付")))
                .isEqualTo(200);
        assertThat(act(clerk, claimId, Map.of("act", "confirm"))).isEqualTo(422);
        assertThat(clerks.claim(claimId).getStatus()).isEqualTo(ClaimStatus.PAID);
        assertThat(act(visitor("checker-370200"), claimId, Map.of("act", "confirm")))
                .isEqualTo(200);
    }

    private static int act(Visitor visitor, String claimId, Map<String, String> typed) {
        var matcher =
                Pattern.compile("name=\"version\" value=\"([^\"]+)\"")
                        .matcher(visitor.get(page(claimId)).body());
        Map<String, String> all = new java.util.TreeMap<>(typed);
        all.put("version", matcher.find() ? matcher.group(1) : "");
        return visitor.post(page(claimId), all).statusCode();
    }

    /** Until the bank's word has come in; each look asks the program anew. */
    private static void awaitReceived(String claimId) {
        long end = System.nanoTime() + 60_000_000_000L;
        var clerk = visitor("clerk-370200");
        while (!clerk.get(page(claimId)).body().contains("data-test=\"received\"")) {
            assertThat(System.nanoTime()).as("money came in").isLessThan(end);
        }
    }

    private static Visitor visitor(String user) {
        var visitor = new Visitor(platform.base());
        visitor.post("/demo/login", Map.of("user", user));
        return visitor;
    }

    private static String page(String claimId) {
        return "/agency/claims/" + claimId;
    }
}
