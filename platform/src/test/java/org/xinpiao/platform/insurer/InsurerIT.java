package org.xinpiao.platform.insurer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xinpiao.platform.insurer.Rest.ANHE;
import static org.xinpiao.platform.insurer.Rest.ZHONGQIAO;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.xinpiao.contracts.bill.BillId;
import org.xinpiao.contracts.bill.Bills;
import org.xinpiao.contracts.claim.ClaimState;
import org.xinpiao.contracts.claim.ClaimStatus;
import org.xinpiao.contracts.claim.Claims;
import org.xinpiao.contracts.fund.FundBook;
import org.xinpiao.platform.Clerks;
import org.xinpiao.platform.Made;
import org.xinpiao.platform.RunningPlatform;
import org.xinpiao.platform.Story;
import org.xinpiao.platform.claim.Act;
import org.xinpiao.platform.claim.Outcome;
import org.xinpiao.platform.claim.PatientRequests;
import org.xinpiao.platform.claim.Submissions;
import org.xinpiao.platform.demo.RunningDemo;
import org.xinpiao.platform.node.LedgerState;
import org.xinpiao.platform.node.RejectedException;
import org.xinpiao.platform.payment.Matching;
import org.xinpiao.platform.web.Visitor;

/** Payers in order: what the basic insurance left, by the patient's leave, and never more. */
class InsurerIT {

    @SuppressWarnings("NullAway.Init")
    private static RunningDemo platform;

    @SuppressWarnings("NullAway.Init")
    private static Clerks clerks;

    @SuppressWarnings("NullAway.Init")
    private static Rest rest;

    @SuppressWarnings("NullAway.Init")
    private static Visitor patient;

    @SuppressWarnings("NullAway.Init")
    private static Visitor assessor;

    @BeforeAll
    static void start() {
        platform = RunningPlatform.get();
        clerks = new Clerks(platform);
        Made made = new Made(platform);
        rest = new Rest(platform, clerks, made);
        patient = visitor(new Story(platform).login(made.person()));
        assessor = visitor("assessor-" + ANHE);
    }

    @Test
    void patientGrantsAndTheInsurerPaysAPart() throws Exception {
        BillId bill = rest.paid("26000.00");
        String address = "/patient/bills/" + bill.getCode() + "/" + bill.getNumber();
        assertThat(patient.get(address).body()).contains("data-test=\"claim-rest\"");
        String form = patient.get(address + "/rest").body();
        assertThat(form).contains("安禾人寿", "众桥健康险", "看不到：诊断");
        String claimId = found("name=\"claimId\" value=\"([^\"]+)\"", form);
        var typed =
                Map.of(
                        "claimId",
                        claimId,
                        "insurer",
                        ANHE,
                        "until",
                        Story.today().plusDays(60).toString(),
                        "bankCard",
                        "62170000");
        var refused = patient.post(address + "/rest", typed);
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("银行卡号校验位不符");

        Map<String, String> right = new java.util.TreeMap<>(typed);
        right.put("bankCard", rest.form(bill).bankCard());
        assertThat(patient.post(address + "/rest", right).body()).contains("您给保险机构的授权");
        clerks.await(claimId, ClaimStatus.REVIEW::equals);

        assertThat(assessor.get("/insurer").body()).contains(claimId);
        String seen = assessor.get(page(claimId)).body();
        assertThat(seen).contains(Story.ITEM, "最多可赔付").doesNotContain("普外科");
        for (String lang : List.of("en", "zh")) {
            assertThat(assessor.get(page(claimId) + "?lang=" + lang).body())
                    .doesNotContain("??", " style=\"");
        }
        assertThat(visitor("assessor-" + ZHONGQIAO).get(page(claimId)).statusCode()).isEqualTo(404);
        assertThat(visitor("assessor-" + ZHONGQIAO).get("/insurer").body()).doesNotContain(claimId);
        assertThat(visitor("clerk-370200").get(page(claimId)).statusCode()).isEqualTo(403);
        assertThat(patient.get("/patient/claims/" + claimId).body()).contains("3 次");

        long left = rest.left(bill);
        long pool = pool();
        assertThat(award(claimId, "999999.00", "award-ratio")).isEqualTo(422);
        assertThat(award(claimId, "100.00", "")).isEqualTo(422);
        assertThat(award(claimId, "100.00", "award-ratio")).isEqualTo(200);
        ClaimState paid = clerks.await(claimId, ClaimStatus.PAID::equals);
        assertThat(Claims.paidFen(paid)).isEqualTo(10_000);
        assertThat(rest.left(bill)).isEqualTo(left - 10_000);
        assertThat(pool()).isEqualTo(pool);
        assertThat(platform.bean(Matching.class).match(ANHE, Story.today()).zero()).isTrue();
        assertThat(patient.get("/patient/claims/" + claimId).body()).contains("¥100.00");

        assertThat(patient.post("/patient/claims/" + claimId + "/revoke", Map.of()).body())
                .contains("授权已结束");
        assertThat(assessor.get(page(claimId)).body())
                .contains("患者已收回授权")
                .doesNotContain(Story.ITEM);
        assertThat(clerks.claim(claimId).getStatus()).isEqualTo(ClaimStatus.PAID);
    }

    @Test
    void insurerWaitsWhileTheBasicInsuranceIsOpenAndThePageSaysWhy() throws Exception {
        BillId bill = rest.paid("25500.00");
        String claimId = rest.claim(bill, ANHE);
        ClaimState basic =
                java.util.Objects.requireNonNull(
                        Claims.holder(platform.bean(LedgerState.class), bill, Claims.BASIC));
        platform.bean(PatientRequests.class).appeal(basic.getClaimId(), "");

        assertThat(assessor.get(page(claimId)).body())
                .contains("data-test=\"waits\"", "基本医保先付")
                .doesNotContain("name=\"fen\"");
        Outcome outcome = rest.act(ANHE, claimId, new Act.Award(100, "award-full", ""));
        assertThat(outcome.done()).isFalse();
        assertThat(java.util.Objects.requireNonNull(outcome.rejected()).getCode())
                .isEqualTo("claim.basic-first");
        platform.bean(Submissions.class).cancel(basic.getClaimId());
        assertThat(rest.act(ANHE, claimId, new Act.Award(100, "award-full", "")).done()).isTrue();
        clerks.await(claimId, ClaimStatus.PAID::equals);
    }

    /** Both want all that is left, while the patient takes one back and claims anew. */
    @Test
    void racingPayersNeverGiveMoreThanThePatientBore() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 4; round++) {
            BillId bill = rest.paid("25000.00");
            long left = rest.left(bill);
            List<String> ids = new ArrayList<>();
            ids.add(rest.claim(bill, ANHE));
            ids.add(rest.claim(bill, ZHONGQIAO));
            boolean all = round == 0;
            long one = all ? left : left / 2 + random.nextLong(left / 2);
            long other = all ? left : left / 2 + random.nextLong(left / 2);
            boolean revokes = random.nextBoolean();
            List<Boolean> done =
                    together(
                            () -> award(ANHE, ids.get(0), one),
                            () -> award(ZHONGQIAO, ids.get(1), other),
                            () -> revokes && revoke(ids.get(1)),
                            () -> revokes && again(bill, ids));
            String what = "seed " + seed + " round " + round + " " + done;
            assertThat(done.subList(0, 2)).as(what).contains(true);
            if (one + other > left) {
                assertThat(done.subList(0, 2)).as(what).contains(false);
            }
            assertThat(rest.left(bill)).as(what).isNotNegative();
            long paid = 0;
            for (String id : ids) {
                ClaimState claim =
                        clerks.await(
                                id,
                                status ->
                                        status != ClaimStatus.DECIDED
                                                && status != ClaimStatus.SUBMITTED);
                paid += Claims.paidFen(claim);
            }
            assertThat(paid).as(what).isPositive().isLessThanOrEqualTo(left);
            assertThat(rest.left(bill)).as(what).isEqualTo(left - paid);
        }
        for (String insurer : List.of(ANHE, ZHONGQIAO)) {
            assertThat(platform.bean(Matching.class).match(insurer, Story.today()).differences())
                    .as("seed " + seed)
                    .isEmpty();
        }
    }

    @Test
    void withdrawnClaimLeavesAllToOthers() throws Exception {
        BillId bill = rest.paid("24000.00");
        long left = rest.left(bill);
        String first = rest.claim(bill, ANHE);
        platform.bean(Submissions.class).cancel(first);
        assertThat(assessor.get(page(first)).body()).doesNotContain(Story.ITEM);
        String second = rest.claim(bill, ANHE);
        assertThat(assessor.get(page(second)).body()).contains(Story.ITEM);
        assertThat(rest.act(ANHE, second, new Act.Refuse("no-contract")).done()).isTrue();
        assertThat(rest.act(ANHE, second, new Act.Award(1, "award-full", "")).done()).isFalse();
        String third = rest.claim(bill, ZHONGQIAO);
        assertThat(rest.act(ZHONGQIAO, third, new Act.Award(left, "award-full", "")).done())
                .isTrue();
        clerks.await(third, ClaimStatus.PAID::equals);
        assertThat(rest.left(bill)).isZero();
    }

    /** What no repetition heals lies with a clerk, with its reason and nothing else done. */
    @Test
    void decisionAboveWhatIsLeftLiesWithAClerk() throws Exception {
        BillId bill = new Story(platform).stay(rest.made().person(), "26500.00").id();
        long left = rest.left(bill);
        String commercial = rest.claim(bill, ANHE);
        assertThat(
                        rest.act(ANHE, commercial, new Act.Award(left - 1, "award-deductible", ""))
                                .done())
                .isTrue();
        clerks.await(commercial, ClaimStatus.PAID::equals);

        String basic = "late-basic";
        platform.bean(Submissions.class).submit(basic, bill, rest.form(bill));
        ClaimState claim = clerks.await(basic, ClaimStatus.REVIEW::equals);

        assertThat(claim.getReason()).isEqualTo("exceeds-remaining");
        assertThat(claim.hasDecision()).isFalse();
        assertThat(claim.getTransfersCount()).isZero();
        assertThat(Bills.remaining(rest.state(bill))).isEqualTo(1);
        assertThat(rest.state(bill).getHoldingsList())
                .allMatch(holding -> holding.getClaimId().equals(commercial));
        assertThat(visitor("clerk-370200").get("/agency/claims/" + basic).body())
                .contains("核定金额超过票据可报销余额。");
        assertThat(clerks.act(basic, new Act.Refuse("paid-elsewhere")).done()).isTrue();
        assertThat(rest.left(bill)).isEqualTo(1);
    }

    private static boolean award(String insurer, String claimId, long fen) {
        return rest.act(insurer, claimId, new Act.Award(fen, "award-ratio", "")).done();
    }

    private static boolean revoke(String claimId) {
        try {
            return platform.bean(PatientRequests.class).revoke(claimId) > 0;
        } catch (RejectedException e) {
            return false;
        }
    }

    private static boolean again(BillId bill, List<String> ids) {
        try {
            String claimId = rest.submit(bill, ZHONGQIAO);
            synchronized (ids) {
                ids.add(claimId);
            }
            return true;
        } catch (RejectedException e) {
            return false;
        }
    }

    @SafeVarargs
    private static List<Boolean> together(Callable<Boolean>... tasks) throws Exception {
        CyclicBarrier start = new CyclicBarrier(tasks.length);
        List<Boolean> done = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Boolean>> running = new ArrayList<>();
            for (Callable<Boolean> task : tasks) {
                running.add(
                        threads.submit(() -> {
                            start.await();
                            return task.call();
                        }));
            }
            for (Future<Boolean> each : running) {
                done.add(each.get());
            }
        }
        return done;
    }

    private static long pool() {
        return FundBook.available(platform.bean(LedgerState.class), "370200", "310100");
    }

    private static int award(String claimId, String yuan, String reason) {
        String page = assessor.get(page(claimId)).body();
        return assessor.post(
                        page(claimId),
                        Map.of(
                                "version",
                                found("name=\"version\" value=\"([^\"]+)\"", page),
                                "act",
                                "award",
                                "fen",
                                yuan,
                                "award",
                                reason))
                .statusCode();
    }

    private static Visitor visitor(String user) {
        var visitor = new Visitor(platform.base());
        visitor.post("/demo/login", Map.of("user", user));
        return visitor;
    }

    private static String page(String claimId) {
        return "/insurer/claims/" + claimId;
    }

    private static String found(String pattern, String page) {
        var matcher = Pattern.compile(pattern).matcher(page);
        assertThat(matcher.find()).as(pattern).isTrue();
        return matcher.group(1);
    }
}
