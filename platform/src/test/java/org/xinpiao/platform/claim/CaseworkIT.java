package org.xinpiao.platform.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.xinpiao.contracts.claim.ClaimState;
import org.xinpiao.contracts.claim.ClaimStatus;
import org.xinpiao.contracts.claim.Claims;
import org.xinpiao.platform.Clerks;
import org.xinpiao.platform.Made;
import org.xinpiao.platform.RunningPlatform;
import org.xinpiao.platform.demo.RunningDemo;
import org.xinpiao.platform.node.Parties;

/** Claims by hand and on appeal, through the whole program. */
class CaseworkIT {

    @SuppressWarnings("NullAway.Init")
    private static RunningDemo platform;

    @SuppressWarnings("NullAway.Init")
    private static Made made;

    @SuppressWarnings("NullAway.Init")
    private static Clerks clerks;

    @BeforeAll
    static void start() {
        platform = RunningPlatform.get();
        made = new Made(platform);
        clerks = new Clerks(platform);
    }

    @Test
    void ofTwoClerksAtOnceOneActsAndTheOtherSeesWhat() throws Exception {
        String claimId = made.review("3000.00");
        Casework casework = platform.bean(Casework.class);
        String version = casework.version(claimId);

        List<Outcome> outcomes;
        try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Outcome> one =
                    pool.submit(() ->
                            casework.act(
                                    clerks.clerk("clerk", claimId),
                                    claimId,
                                    version,
                                    new Act.Refuse("no-proof")));
            Future<Outcome> other =
                    pool.submit(() ->
                            casework.act(
                                    clerks.clerk("checker", claimId),
                                    claimId,
                                    version,
                                    new Act.Ask("discharge-note")));
            outcomes = List.of(one.get(), other.get());
        }

        assertThat(outcomes).filteredOn(Outcome::done).hasSize(1);
        Outcome late = outcomes.stream().filter(each -> !each.done()).findFirst().orElseThrow();
        assertThat(late.word()).isEqualTo("stale");
        assertThat(late.others())
                .extracting(Cases.Entry::action)
                .containsAnyOf("refuse", "ask")
                .hasSize(1);
        assertThat(log(claimId)).hasSize(1);
        assertThat(clerks.claim(claimId).getStatus())
                .isIn(ClaimStatus.REFUSED, ClaimStatus.WAITING);
    }

    @Test
    void rulingsOnLinesAreInputsAndStandInTheTrace() throws Exception {
        String claimId = made.review("30000.00");
        Casework casework = platform.bean(Casework.class);
        Clerk clerk = clerks.clerk("clerk", claimId);
        Rulings rulings =
                new Rulings(true, List.of(new Rulings.Line("1", 2_000_000, "line-over-price")));
        long whole = casework.preview(clerk, claimId, Rulings.NONE).orElseThrow().fen();
        long less = casework.preview(clerk, claimId, rulings).orElseThrow().fen();
        assertThat(less).isPositive().isLessThan(whole);

        assertThat(clerks.act(claimId, new Act.Approve(rulings, "", false)).word())
                .isEqualTo("approved");
        ClaimState paid = clerks.await(claimId, ClaimStatus.PAID::equals);

        assertThat(Claims.paidFen(paid)).isEqualTo(less);
        Trace trace = trace(paid);
        assertThat(trace.rulings()).isEqualTo(rulings);
        assertThat(trace.steps())
                .filteredOn(step -> step.rule().startsWith("clerk."))
                .singleElement()
                .satisfies(step -> assertThat(step.zh()).contains("20000.00", "限价"));
        assertThat(trace.steps()).filteredOn(step -> step.line().equals("1")).hasSize(3);
    }

    @Test
    void appealIsDecidedAnewByTwoOthers() throws Exception {
        String claimId = made.review("20000.00");
        assertThat(clerks.act(claimId, new Act.Refuse("class-mismatch")).word())
                .isEqualTo("refused");
        platform.bean(PatientRequests.class).appeal(claimId, "我确实住了院。");
        Act approve = new Act.Approve(Rulings.NONE, "看出院小结", true);

        assertThat(clerks.act(claimId, approve).word()).isEqualTo("first-decider");
        assertThat(clerks.act("checker", claimId, new Act.Refuse("no-proof")).word())
                .isEqualTo("appealed");
        assertThat(clerks.act("checker", claimId, approve).word()).isEqualTo("propose");
        assertThat(clerks.act("checker", claimId, new Act.Confirm()).word())
                .isEqualTo("second-person");
        assertThat(clerks.act(claimId, new Act.Confirm()).word()).isEqualTo("first-decider");
        assertThat(clerks.claim(claimId).getStatus()).isEqualTo(ClaimStatus.APPEALED);
        assertThat(clerks.act("appeals", claimId, new Act.SendBack("附上依据")).word())
                .isEqualTo("send-back");
        assertThat(clerks.act("appeals", claimId, new Act.Confirm()).word()).isEqualTo("no-draft");
        assertThat(clerks.act("checker", claimId, approve).done()).isTrue();
        assertThat(clerks.act("appeals", claimId, new Act.Confirm()).word()).isEqualTo("confirmed");

        ClaimState paid = clerks.await(claimId, ClaimStatus.PAID::equals);
        assertThat(Claims.paidFen(paid)).isPositive();
        assertThat(platform.bean(Cases.class).overturned(paid.getAgency()))
                .anyMatch(each -> each.cause().equals("class-mismatch") && each.overturned() > 0);
        assertThat(log(claimId))
                .extracting(Cases.Entry::action)
                .containsExactly("refuse", "propose", "send-back", "propose", "confirm");
    }

    @Test
    void largeAmountNeedsTwoPeople() throws Exception {
        String claimId = made.stay("180000.00");
        ClaimState claim = clerks.await(claimId, ClaimStatus.REVIEW::equals);
        assertThat(claim.getReason()).isEqualTo("two-person");

        assertThat(clerks.act(claimId, new Act.Approve(Rulings.NONE, "", false)).word())
                .isEqualTo("two-person");
        assertThat(clerks.act(claimId, new Act.Approve(Rulings.NONE, "", true)).word())
                .isEqualTo("propose");
        assertThat(clerks.act(claimId, new Act.Confirm()).word()).isEqualTo("second-person");
        assertThat(clerks.claim(claimId).getStatus()).isEqualTo(ClaimStatus.REVIEW);
        assertThat(clerks.act("checker", claimId, new Act.Confirm()).done()).isTrue();
        // The order to the bank waits for two people of its own.
        assertThat(Claims.dueFen(clerks.await(claimId, ClaimStatus.DECIDED::equals)))
                .isGreaterThan(5_000_000);
    }

    @Test
    void documentIsAskedForGivenAndOpened() throws Exception {
        String claimId = made.review("4000.00");
        ClaimDocuments documents = platform.bean(ClaimDocuments.class);
        assertThat(clerks.act(claimId, new Act.Ask("discharge-note")).done()).isTrue();
        String seen = platform.bean(Casework.class).version(claimId);
        // What a process leaves that was killed before the ledger knew of it.
        platform.bean(JdbcClient.class)
                .sql("insert into claim_document values (?, ?, 'discharge-note', ?, 1)")
                .params(new byte[32], claimId, new byte[1])
                .update();

        documents.give(claimId, PhotosTest.picture(80, 50, "png"));

        ClaimState claim = clerks.await(claimId, ClaimStatus.REVIEW::equals);
        assertThat(claim.getDocumentsCount()).isEqualTo(1);
        assertThat(documents.of(claimId)).hasSize(1);
        ClaimDocuments.Given given = documents.of(claimId).getFirst();
        assertThat(given.kind()).isEqualTo("discharge-note");
        byte[] image =
                documents
                        .open(
                                platform.bean(Parties.class).get(claim.getAgency()),
                                claimId,
                                given.digest())
                        .orElseThrow();
        assertThat(image).startsWith(0xFF, 0xD8, 0xFF);
        // The patient's step makes what the clerk saw old.
        assertThat(
                        platform.bean(Casework.class)
                                .act(
                                        clerks.clerk("clerk", claimId),
                                        claimId,
                                        seen,
                                        new Act.Refuse("no-proof"))
                                .word())
                .isEqualTo("stale");
    }

    @Test
    void takenCaseIsAColleagues() throws Exception {
        String claimId = made.review("1000.00");

        assertThat(clerks.act("checker", claimId, new Act.Take()).done()).isTrue();
        assertThat(clerks.act(claimId, new Act.Refuse("no-proof")).word()).isEqualTo("taken");
        assertThat(clerks.act(claimId, new Act.Release()).word()).isEqualTo("not-taken");
        assertThat(clerks.act("checker", claimId, new Act.Release()).done()).isTrue();
        assertThat(clerks.act(claimId, new Act.Refuse("because")).word()).isEqualTo("reason");
    }

    @Test
    void whatStandsTooLongIsFound() throws Exception {
        ClaimState claim = clerks.claim(made.review("1000.00"));
        JdbcClient db = platform.bean(JdbcClient.class);
        // More than a working day later, whatever day it is.
        Clock later = Clock.offset(Clock.systemUTC(), Duration.ofDays(4));
        var patience = new ClaimSettings.Patience(Duration.ZERO, 1, Duration.ZERO, Duration.ZERO);

        assertThat(new Watch(db, new ClaimSettings(0, patience), later).of(claim.getAgency()))
                .filteredOn(waiting -> waiting.turn().equals("clerk"))
                .singleElement()
                .satisfies(waiting ->
                        assertThat(waiting.late()).isEqualTo(waiting.claims()).isPositive());
        assertThat(platform.bean(Watch.class).of(claim.getAgency()))
                .allMatch(waiting -> waiting.late() == 0);
    }

    @Test
    void nobodyEditsTheLog() throws Exception {
        String claimId = made.review("1000.00");
        clerks.act(claimId, new Act.Take());
        JdbcClient db = platform.bean(JdbcClient.class);

        for (String change :
                List.of(
                        "update case_action set clerk = 'somebody'",
                        "delete from case_action",
                        "truncate case_action")) {
            assertThatThrownBy(() -> db.sql(change).update())
                    .isInstanceOf(DataAccessException.class)
                    .hasMessageContaining("only added to");
        }
        assertThat(log(claimId)).hasSize(1);
    }

    private static List<Cases.Entry> log(String claimId) {
        return platform.bean(Cases.class).log(claimId);
    }

    private static Trace trace(ClaimState claim) {
        ClaimQueries.Row row =
                platform.bean(ClaimQueries.class).find(claim.getClaimId()).orElseThrow();
        return platform.bean(Traces.class)
                .read(platform.bean(Parties.class).get(claim.getAgency()), row)
                .orElseThrow();
    }
}
