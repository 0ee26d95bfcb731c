package org.xinpiao.platform.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.xinpiao.contracts.Invariants;
import org.xinpiao.contracts.bill.BillState;
import org.xinpiao.contracts.bill.Bills;
import org.xinpiao.contracts.claim.ClaimStatus;
import org.xinpiao.platform.Clerks;
import org.xinpiao.platform.RunningPlatform;
import org.xinpiao.platform.Story;
import org.xinpiao.platform.bill.BillQueries;
import org.xinpiao.platform.bill.Papers;
import org.xinpiao.platform.claim.Act;
import org.xinpiao.platform.claim.Clerk;
import org.xinpiao.platform.demo.RunningDemo;
import org.xinpiao.platform.node.LedgerState;
import org.xinpiao.platform.node.RejectedException;
import org.xinpiao.platform.proof.BillDocuments;
import org.xinpiao.platform.verify.BundleSource;
import org.xinpiao.platform.verify.BundleVerifier;
import org.xinpiao.platform.verify.TrustSource;
import org.xinpiao.platform.web.Visitor;
import org.xinpiao.simulator.Person;

/** What the window takes and what it does not, through the services of the running program. */
class WindowIT {

    private static final Window.Answer ANSWER =
            new Window.Answer("医务处 0999-1234567", Story.today().toString(), "底联相符");

    private static final String ELSEWHERE = "410100";

    @SuppressWarnings("NullAway.Init")
    private static RunningDemo platform;

    @SuppressWarnings("NullAway.Init")
    private static Window window;

    @SuppressWarnings("NullAway.Init")
    private static Person person;

    @BeforeAll
    static void start() {
        platform = RunningPlatform.get();
        window = platform.bean(Window.class);
        person = new Story(platform).employee();
    }

    @Test
    void paperIsAskedAbout_confirmedByAnother_registeredOnce_andReviewed() throws Exception {
        String id = entered(PapersMade.stay(person, "700001"));
        assertThat(window.confirm(clerk("checker"), row(id), true, "A-1")).isEqualTo("moved");
        assertThat(window.answer(clerk("clerk"), row(id), new Window.Answer("", "", ""), true))
                .isEqualTo("answer-incomplete");
        assertThat(window.answer(clerk("clerk"), row(id), ANSWER, true)).isEqualTo("answered");
        assertThat(row(id).inquiryName()).isEqualTo("clerk");
        assertThat(window.confirm(clerk("clerk"), row(id), true, "A-1")).isEqualTo("second-person");
        assertThat(window.confirm(clerk("checker"), row(id), false, "A-1"))
                .isEqualTo("not-stamped");
        WindowPapers.Row confirmed = row(id);
        assertThat(window.confirm(clerk("checker"), confirmed, true, "A-1"))
                .isEqualTo("registered");
        // Once more, as after a crash between the ledger and the row.
        assertThat(window.confirm(clerk("checker"), confirmed, true, "A-1")).isEqualTo("moved");

        Clerks clerks = new Clerks(platform);
        var claim = clerks.await(confirmed.claimId(), ClaimStatus.REVIEW::equals);
        assertThat(claim.getReason()).isEqualTo("paper-registered");
        BillState bill =
                Objects.requireNonNull(
                        Bills.find(platform.bean(LedgerState.class), claim.getBill()));
        assertThat(bill.getOrigin().getInpatient()).isTrue();
        assertThat(bill.getOrigin().getRegion()).isEqualTo("654000");
        assertThat(bill.getOrigin().getInquiryDigest().size()).isEqualTo(32);
        assertThat(window.photo(clerk("clerk").agency(), id)).isPresent();

        clerks.act(confirmed.claimId(), new Act.Take());
        clerks.act(
                confirmed.claimId(),
                new Act.Approve(org.xinpiao.platform.claim.Rulings.NONE, "", false));
        claim = clerks.await(confirmed.claimId(), ClaimStatus.PAID::equals);
        assertThat(claim.getDecision().getSettlement().getMedfeeSumamt()).isEqualTo(300_000);
        assertThat(claim.getDecision().getSettlement().getFundPaySumamt()).isPositive();

        BillQueries.Row row = platform.bean(BillQueries.class).find(claim.getBill()).orElseThrow();
        assertThat(row.totalFen()).isEqualTo(300_000);
        var bundle =
                platform.bean(BundleSource.class).export(row.code(), row.number()).orElseThrow();
        var trust = platform.bean(TrustSource.class).trust();
        assertThat(new BundleVerifier().verify(bundle, trust).valid()).isTrue();
        assertThat(
                        platform.bean(BillDocuments.class)
                                .pdf(
                                        row.id(),
                                        platform.bean(org.xinpiao.platform.node.Parties.class)
                                                .get("health")))
                .isEmpty();
        assertThat(faults(PapersMade.stay(person, "0000700001")))
                .isEqualTo(Map.of("number", "registered"));
        assertThat(Invariants.check(platform.bean(LedgerState.class))).isEmpty();

        Visitor finance = new Visitor(platform.base());
        finance.post("/demo/login", Map.of("user", "finance"));
        var found = finance.get("/finance/bills?code=" + row.code() + "&number=" + row.number());
        assertThat(found.statusCode()).isEqualTo(200);
        assertThat(found.body()).contains("伊犁州友谊医院", "3,000.00").doesNotContain("??");
    }

    @Test
    void secondAgencyLoses_whenBothHaveThePaper() {
        Person other = elsewhere();
        String mine = entered(PapersMade.stay(person, "700002"));
        var clerk = new Clerk("clerk-" + ELSEWHERE, "agency-" + ELSEWHERE, "clerk");
        var checker = new Clerk("checker-" + ELSEWHERE, "agency-" + ELSEWHERE, "checker");
        String theirs =
                Objects.requireNonNull(
                        window.enter(clerk, PapersMade.stay(other, "700002"), PapersMade.photo())
                                .id());
        window.answer(clerk("clerk"), row(mine), ANSWER, true);
        window.answer(clerk, row(clerk, theirs), ANSWER, true);
        assertThat(window.confirm(clerk("checker"), row(mine), true, "A-2"))
                .isEqualTo("registered");
        var late = row(clerk, theirs);
        assertThatThrownBy(() -> window.confirm(checker, late, true, "B-2"))
                .isInstanceOfSatisfying(
                        RejectedException.class,
                        e -> assertThat(e.code()).isEqualTo("bill.paper-registered"));
        assertThat(window.decline(checker, late, "mistyped")).isEqualTo("declined");
        assertThat(row(clerk, theirs).reason()).isEqualTo("mistyped");
    }

    /** The program ended between the ledger and the row: nobody declines it, anybody ends it. */
    @Test
    void cutOffWhileRegistering_isEndedByConfirmingAgain() throws InterruptedException {
        String id = entered(PapersMade.stay(person, "700006"));
        window.answer(clerk("clerk"), row(id), ANSWER, true);
        assertThat(window.confirm(clerk("checker"), row(id), true, "A-6")).isEqualTo("registered");
        platform.bean(JdbcClient.class)
                .sql("update window_paper set state = 'registering', closed_by = null where id = ?")
                .param(id)
                .update();

        assertThat(window.decline(clerk("checker"), row(id), "forged")).isEqualTo("moved");
        assertThat(
                        window.enter(
                                        clerk("clerk"),
                                        PapersMade.stay(person, "700006"),
                                        PapersMade.photo())
                                .faults())
                .containsKey("number");
        assertThat(window.confirm(clerk("clerk"), row(id), false, "")).isEqualTo("second-person");
        assertThat(window.confirm(clerk("checker"), row(id), false, "")).isEqualTo("registered");
        assertThat(row(id).archive()).isEqualTo("A-6");
        new Clerks(platform).await(row(id).claimId(), ClaimStatus.REVIEW::equals);
        assertThat(Invariants.check(platform.bean(LedgerState.class))).isEmpty();
    }

    @Test
    void hospitalThatDenies_endsIt() {
        String id = entered(PapersMade.stay(person, "700003"));
        assertThat(window.answer(clerk("clerk"), row(id), ANSWER, false)).isEqualTo("declined");
        assertThat(row(id).reason()).isEqualTo("not-issued");
        assertThat(window.confirm(clerk("checker"), row(id), true, "A-3")).isEqualTo("moved");
    }

    @Test
    void eBillsAndTheirPapersAreSentBack() {
        BillQueries.Row bill = new Story(platform).stay(person, "800.00");
        PaperForm known = change(bill.code(), bill.number(), "01");
        assertThat(faults(known)).containsEntry("number", "e-bill");
        platform.bean(Papers.class).rebind(bill.issuer(), bill.id(), PapersMade.CODE, "0000070077");
        assertThat(faults(PapersMade.stay(person, "70077")))
                .isEqualTo(Map.of("number", "paper-of-e-bill"));
        String free =
                platform.bean(JdbcClient.class)
                        .sql(
                                "select lpad(to_number::text, 10, '0') from segment where code = ?"
                                        + " order by to_number desc limit 1")
                        .param(bill.code())
                        .query(String.class)
                        .single();
        assertThat(faults(change(bill.code(), free, "01")))
                .containsEntry("number", "e-bill-number");
    }

    @Test
    void everyFieldHasItsReason() {
        PaperForm good = PapersMade.stay(person, "700004");
        assertThat(faults(good)).isEmpty();
        PaperForm wrong =
                new PaperForm(
                        "123456",
                        "4101",
                        "x",
                        "-",
                        "",
                        "",
                        "65",
                        "12",
                        "01",
                        Story.today().plusDays(1).toString(),
                        "",
                        "10.00",
                        "6222000000000000",
                        List.of(new PaperForm.Line("09", "", "1", "", "9.99")));
        assertThat(faults(wrong))
                .containsEntry("code", "code")
                .containsEntry("number", "number")
                .containsEntry("check", "check")
                .containsEntry("day", "future")
                .containsEntry("admission", "admission")
                .containsEntry("name", "name")
                .containsEntry("region", "region")
                .containsEntry("level", "level")
                .containsEntry("total", "sum")
                .containsEntry("bankCard", "card");
        assertThat(faults(PapersMade.stay(elsewhere(), "700005")))
                .isEqualTo(Map.of("person", "person"));
        assertThat(window.enter(clerk("clerk"), good, new byte[] {1, 2, 3}).faults())
                .isEqualTo(Map.of("photo", "photo-kind"));
    }

    /** Somebody whom another agency insures. */
    private static Person elsewhere() {
        return org.xinpiao.simulator.Province.sample().people().stream()
                .filter(each -> each.homeRegion().equals(ELSEWHERE) && each.employee())
                .findFirst()
                .orElseThrow();
    }

    private static PaperForm change(String code, String number, String kind) {
        PaperForm form = PapersMade.stay(person, number);
        return new PaperForm(
                form.person(),
                code,
                number,
                form.check(),
                form.institution(),
                form.name(),
                form.region(),
                form.level(),
                kind,
                form.day(),
                form.admission(),
                form.total(),
                form.bankCard(),
                form.lines());
    }

    private static Map<String, String> faults(PaperForm form) {
        return platform.bean(PaperCheck.class).faults(clerk("clerk").agency(), form);
    }

    private static String entered(PaperForm form) {
        Window.Entered entered = window.enter(clerk("clerk"), form, PapersMade.photo());
        assertThat(entered.faults()).isEmpty();
        return Objects.requireNonNull(entered.id());
    }

    private static WindowPapers.Row row(String id) {
        return row(clerk("clerk"), id);
    }

    private static WindowPapers.Row row(Clerk clerk, String id) {
        return platform.bean(WindowPapers.class).find(clerk.agency(), id).orElseThrow();
    }

    private static Clerk clerk(String kind) {
        return new Clerk(kind + "-" + person.homeRegion(), "agency-" + person.homeRegion(), kind);
    }
}
