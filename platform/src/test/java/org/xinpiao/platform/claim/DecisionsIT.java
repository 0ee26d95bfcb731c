package org.xinpiao.platform.claim;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.xinpiao.contracts.Primitives;
import org.xinpiao.contracts.bill.BillState;
import org.xinpiao.contracts.bill.Bills;
import org.xinpiao.contracts.claim.ClaimCommand;
import org.xinpiao.contracts.claim.ClaimState;
import org.xinpiao.contracts.claim.ClaimStatus;
import org.xinpiao.contracts.claim.DecideClaim;
import org.xinpiao.contracts.claim.Decision;
import org.xinpiao.contracts.claim.DemandRepayment;
import org.xinpiao.contracts.claim.RepayClaim;
import org.xinpiao.contracts.claim.Settlement;
import org.xinpiao.contracts.policy.Case;
import org.xinpiao.contracts.policy.Evaluator;
import org.xinpiao.contracts.policy.PolicyPackage;
import org.xinpiao.crypto.KeyVault;
import org.xinpiao.ledger.Engine;
import org.xinpiao.platform.Clerks;
import org.xinpiao.platform.Made;
import org.xinpiao.platform.bill.BillReader;
import org.xinpiao.platform.claim.DecisionAudit.Finding;
import org.xinpiao.platform.claim.DecisionAudit.Totals;
import org.xinpiao.platform.claim.DecisionAudit.What;
import org.xinpiao.platform.cli.Program;
import org.xinpiao.platform.coverage.Enrolments;
import org.xinpiao.platform.demo.RunningDemo;
import org.xinpiao.platform.node.LedgerState;
import org.xinpiao.platform.node.Parties;
import org.xinpiao.platform.node.Party;
import org.xinpiao.platform.node.Submitter;
import org.xinpiao.platform.policy.PolicyPackageReader;
import org.xinpiao.platform.policy.PublishedPolicies;
import org.xinpiao.platform.policy.ShippedPolicies;
import org.xinpiao.platform.readmodel.ProjectorThread;
import org.xinpiao.platform.registry.Directory;
import org.xinpiao.platform.web.Visitor;

/**
 * Decisions that two departments sign, and all of them computed again: in a region of the demo that
 * asks for two, with an insurance department that can be given a wrong package.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DecisionsIT {

    private static final Path DATA = RunningDemo.directory();
    private static final String INSURANCE = "insurance";

    /** Whether the insurance department has a package with other ratios. */
    private static final AtomicBoolean WRONG = new AtomicBoolean();

    @SuppressWarnings("NullAway.Init")
    private static RunningDemo platform;

    @SuppressWarnings("NullAway.Init")
    private static Made made;

    @SuppressWarnings("NullAway.Init")
    private static Clerks clerks;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path dir;

    /** The department's own packages; the agency's stay as they are. */
    private static final class Wrong implements BeanPostProcessor {

        @Override
        public Object postProcessAfterInitialization(Object bean, String name) {
            return bean instanceof Packages own
                    ? (Packages)
                            (region, version) ->
                                    own.at(region, version)
                                            .map(policy ->
                                                    WRONG.get()
                                                            ? new PublishedPolicies.InForce(
                                                                    policy.version(),
                                                                    policy.digest(),
                                                                    wrong())
                                                            : policy)
                    : bean;
        }

        private static PolicyPackage wrong() {
            String yaml =
                    new String(ShippedPolicies.bytes("qingdao"), StandardCharsets.UTF_8)
                            .replaceAll("ratio: \"\\d+%\"", "ratio: \"50%\"");
            return new PolicyPackageReader()
                    .read(yaml.getBytes(StandardCharsets.UTF_8))
                    .orThrow()
                    .policy();
        }
    }

    @BeforeAll
    static void start() throws InterruptedException {
        platform = RunningDemo.start(DATA, new Wrong());
        made = new Made(platform);
        clerks = new Clerks(platform);
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    @Test
    @Order(1)
    void sampleProvinceIsSound_andTwoSignInOneRegion() throws InterruptedException {
        ClaimState claim = clerks.await(made.stay("7000.00"), ClaimStatus.PAID::equals);

        assertThat(endorsers(claim.getClaimId())).containsExactly(claim.getAgency(), INSURANCE);
        List<Finding> findings = new ArrayList<>();
        Totals totals = audit(findings);
        assertThat(findings).isEmpty();
        assertThat(totals.recomputed()).isGreaterThan(5);
        assertThat(totals.decisions()).isEqualTo(totals.recomputed() + awards());
    }

    @Test
    @Order(2)
    void departmentThatComesToAnotherResult_stopsTheClaimUntilTheCauseIsMended()
            throws InterruptedException {
        assertThat(alarms()).isZero();
        WRONG.set(true);
        String claimId = made.stay("9000.00");
        ClaimState claim = clerks.await(claimId, ClaimStatus.REVIEW::equals);

        assertThat(claim.getReason()).isEqualTo("endorsers-disagree");
        assertThat(claim.hasDecision()).isFalse();
        BillState bill =
                java.util.Objects.requireNonNull(
                        Bills.find(platform.bean(LedgerState.class), claim.getBill()));
        assertThat(bill.getHoldingsList()).isEmpty();
        assertThat(alarms()).isEqualTo(1);
        assertThat(clerks.act(claimId, new Act.Approve(Rulings.NONE, "", false)).word())
                .isEqualTo("disagreed");
        assertThat(clerks.claim(claimId).getStatus()).isEqualTo(ClaimStatus.REVIEW);
        assertThat(alarms()).isEqualTo(1);
        pagesShowBoth(claim);

        WRONG.set(false);
        assertThat(clerks.act(claimId, new Act.Approve(Rulings.NONE, "", false)).word())
                .isEqualTo("approved");
        clerks.await(claimId, ClaimStatus.PAID::equals);
        assertThat(alarms()).isZero();
        assertThat(endorsers(claimId)).containsExactly(claim.getAgency(), INSURANCE);
        assertThat(platform.bean(Disagreements.class).standing(claim.getAgency())).isEmpty();
    }

    private static void pagesShowBoth(ClaimState claim) {
        var results =
                platform.bean(Disagreements.class)
                        .results(party(claim.getAgency()), claim.getClaimId())
                        .orElseThrow();
        assertThat(results.member()).isEqualTo(INSURANCE);
        assertThat(results.lines())
                .hasSize(Settlement.getDescriptor().getFields().size())
                .anySatisfy(line -> {
                    assertThat(line.field()).isEqualTo("hifp_pay");
                    assertThat(line.otherFen()).isPositive().isLessThan(line.agencyFen());
                });
        assertThat(results.others()).anyMatch(each -> each.field().startsWith("trace.steps."));

        var visitor = new Visitor(platform.base());
        visitor.post("/demo/login", Map.of("user", "clerk-" + claim.getRegion()));
        assertThat(visitor.get("/agency").body())
                .contains("data-test=\"disagreements\"", claim.getClaimId(), "医疗保障局");
        assertThat(visitor.get("/agency/claims/" + claim.getClaimId()).body())
                .contains("data-test=\"disagreement\"", "第二部门重算的结果不一致", "hifp_pay");
    }

    @Test
    @Order(3)
    void whatHappenedToEarlierClaimsSince_changesNothing() throws InterruptedException {
        ClaimState first = clerks.await(made.stay("6100.00"), ClaimStatus.PAID::equals);
        String second = made.stay("6200.00");
        clerks.await(second, ClaimStatus.PAID::equals);
        String bank = "bank-sandbox";
        submit(
                first.getAgency(),
                ClaimCommand.newBuilder()
                        .setDemand(
                                DemandRepayment.newBuilder()
                                        .setClaimId(first.getClaimId())
                                        .setReason("wrong-person"))
                        .build(),
                "test-demand");
        submit(
                bank,
                ClaimCommand.newBuilder()
                        .setRepay(
                                RepayClaim.newBuilder()
                                        .setClaimId(first.getClaimId())
                                        .setBankReference("test-repaid")
                                        .setRepaidFen(
                                                first.getDecision()
                                                        .getSettlement()
                                                        .getFundPaySumamt()))
                        .build(),
                "test-repaid");
        clerks.await(first.getClaimId(), ClaimStatus.REPAID::equals);

        List<Finding> findings = new ArrayList<>();
        audit(findings);
        assertThat(findings).isEmpty();
    }

    @Test
    @Order(4)
    void withoutTheKey_saysWhatItCannotCheck() throws Exception {
        var none = new Parties(KeyVault.open(dir.resolve("vault.p12"), "none".toCharArray()));
        var audit =
                new DecisionAudit(
                        platform.bean(Engine.class),
                        platform.bean(LedgerState.class),
                        none,
                        platform.bean(Examiner.class),
                        platform.bean(PublishedPolicies.class),
                        platform.bean(BillReader.class),
                        platform.bean(Enrolments.class),
                        platform.bean(CaseBuilder.class),
                        platform.bean(ClaimQueries.class),
                        platform.bean(PastClaims.class));
        List<Finding> findings = new ArrayList<>();

        Totals totals = audit.run(findings::add);

        assertThat(totals.recomputed()).isZero();
        assertThat(findings)
                .hasSize(Math.toIntExact(totals.decisions()))
                .allMatch(each ->
                        each instanceof Finding.Unchecked unchecked
                                && (unchecked.what() == What.NO_KEY || isAward(each)));
    }

    /** What a member with real keys can bring to the ledger, and an auditor finds. */
    @Test
    @Order(5)
    void decisionsThatAreNotWhatTheirInputsGive_areNamed() throws Exception {
        String fen = forge(made.review("5100.00"), DecisionsIT::oneFenMore);
        String swapped = forge(made.review("5200.00"), forged -> forged.sealing(altered(forged)));
        String altered = forge(made.review("5300.00"), forged -> forged.with(altered(forged)));
        String forgetful = forge(made.review("5400.00"), DecisionsIT::nothingUsed);

        List<Finding> findings = new ArrayList<>();
        assertThat(audit(findings).differing()).isEqualTo(4);

        assertThat(fields(findings, fen))
                .containsExactlyInAnyOrder(
                        "settlement.hifp_pay",
                        "settlement.fund_pay_sumamt",
                        "settlement.psn_part_amt",
                        "settlement.psn_cash_pay");
        assertThat(fields(findings, swapped)).containsExactly("trace_digest");
        assertThat(fields(findings, altered))
                .contains("trace_digest")
                .anyMatch(field -> field.startsWith("trace.steps.") && field.endsWith(".zh"));
        assertThat(fields(findings, forgetful))
                .isNotEmpty()
                .allMatch(field -> field.startsWith("case."));

        platform.close();
        var out = new ByteArrayOutputStream();
        assertThat(Program.run(out, "audit", "--decisions", "--data", DATA.toString()))
                .isEqualTo(1);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("sound / 无误", fen + " settlement.hifp_pay: expected", "differ / 有差异 4");
    }

    private static List<String> fields(List<Finding> findings, String claimId) {
        return findings.stream()
                .filter(each -> each.claimId().equals(claimId))
                .map(each -> ((Finding.Differs) each).deviation().field())
                .toList();
    }

    /** A decision as it will be signed, and what will be sealed beside it. */
    private record Forged(Decision decision, byte[] inputs, byte[] trace) {

        /** Seals another trace than the one that is signed. */
        Forged sealing(byte[] other) {
            return new Forged(decision, inputs, other);
        }

        /** Signs and seals another trace. */
        Forged with(byte[] other) {
            return new Forged(
                    decision.toBuilder().setTraceDigest(hash(other)).build(), inputs, other);
        }
    }

    private static Forged oneFenMore(Forged sound) {
        Decision.Builder decision = sound.decision.toBuilder();
        Settlement.Builder s = decision.getSettlementBuilder();
        s.setHifpPay(s.getHifpPay() + 1).setFundPaySumamt(s.getFundPaySumamt() + 1);
        s.setPsnPartAmt(s.getPsnPartAmt() - 1).setPsnCashPay(s.getPsnCashPay() - 1);
        return new Forged(decision.build(), sound.inputs, sound.trace);
    }

    private static byte[] altered(Forged sound) {
        String text = new String(sound.trace, StandardCharsets.UTF_8);
        assertThat(text).contains("起付");
        return text.replaceFirst("起付", "启付").getBytes(StandardCharsets.UTF_8);
    }

    /** As if it were the year's first: all is computed rightly, from wrong inputs. */
    private static Forged nothingUsed(Forged sound) {
        Inputs inputs = Inputs.read(sound.inputs);
        Case given = inputs.given();
        assertThat(given.used()).isNotEqualTo(Case.Used.NOTHING);
        Case first =
                new Case(
                        given.person(),
                        given.visit(),
                        Case.Used.NOTHING,
                        given.account(),
                        given.fees());
        byte[] pinned =
                new Inputs(
                                inputs.claimId(),
                                inputs.bill(),
                                inputs.fingerprint(),
                                inputs.cover(),
                                inputs.policy(),
                                inputs.rulings(),
                                first)
                        .bytes();
        var rules =
                platform.bean(PublishedPolicies.class)
                        .at(inputs.policy().region(), inputs.policy().version())
                        .orElseThrow()
                        .rules();
        var benefit = Evaluator.evaluate(rules, first);
        byte[] trace = platform.bean(Traces.class).write(benefit, inputs.rulings());
        return new Forged(
                sound.decision.toBuilder()
                        .setSettlement(Settlements.of(benefit.amounts()))
                        .setInputsDigest(hash(pinned))
                        .setTraceDigest(hash(trace))
                        .build(),
                pinned,
                trace);
    }

    /** Decides a claim with real keys of both departments, whatever they would have come to. */
    private static String forge(String claimId, UnaryOperator<Forged> forger)
            throws InterruptedException {
        ClaimState claim = clerks.claim(claimId);
        Party agency = party(claim.getAgency());
        Decider decider = platform.bean(Decider.class);
        Decider.Result sound =
                decider.evaluate(claim, decider.evidence(agency, claim), Rulings.NONE)
                        .orElseThrow();
        Forged forged = forger.apply(new Forged(sound.decision(), sound.inputs(), sound.trace()));
        Primitives primitives = platform.bean(Primitives.class);
        ByteString bytes = forged.decision.toByteString();
        submit(
                claim.getAgency(),
                ClaimCommand.newBuilder()
                        .setDecide(
                                DecideClaim.newBuilder()
                                        .setDecision(bytes)
                                        .addEndorsements(Endorsers.sign(primitives, agency, bytes))
                                        .addEndorsements(
                                                Endorsers.sign(primitives, party(INSURANCE), bytes))
                                        .setSealedTrace(
                                                platform.bean(Traces.class)
                                                        .seal(
                                                                List.of(
                                                                        agency.sealing()
                                                                                .publicKey(),
                                                                        platform.bean(
                                                                                        Directory
                                                                                                .class)
                                                                                .recipient(
                                                                                        "health")),
                                                                forged.inputs,
                                                                forged.trace)))
                        .build(),
                "forged/" + claimId);
        clerks.await(claimId, ClaimStatus.PAID::equals);
        return claimId;
    }

    private static void submit(String member, ClaimCommand command, String key) {
        platform.bean(Submitter.class).require(party(member), "claim", command, key);
    }

    private static Totals audit(List<Finding> findings) {
        platform.bean(ProjectorThread.class).require(platform.bean(Engine.class).ledger().height());
        Totals totals = platform.bean(DecisionAudit.class).run(findings::add);
        findings.removeIf(DecisionsIT::isAward);
        return totals;
    }

    /** What an insurer gave by its contract, which no policy computes; the demo has some. */
    private static boolean isAward(Finding finding) {
        return finding instanceof Finding.Unchecked unchecked
                && unchecked.what() == What.COMMERCIAL;
    }

    private static long awards() {
        return platform.bean(JdbcClient.class)
                .sql(
                        "select count(*) from claim where payer like 'insurer-%' and decided_ms is"
                                + " not null")
                .query(Long.class)
                .single();
    }

    private static double alarms() {
        return platform.bean(MeterRegistry.class)
                .get("xinpiao.claims.disagreements")
                .gauge()
                .value();
    }

    private static List<String> endorsers(String claimId) {
        return platform.bean(Traces.class)
                .endorsers(platform.bean(ClaimQueries.class).find(claimId).orElseThrow());
    }

    private static Party party(String member) {
        return platform.bean(Parties.class).get(member);
    }

    private static ByteString hash(byte[] bytes) {
        return ByteString.copyFrom(platform.bean(Primitives.class).hash(bytes));
    }
}
