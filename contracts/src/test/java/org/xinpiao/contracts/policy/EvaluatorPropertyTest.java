package org.xinpiao.contracts.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xinpiao.contracts.policy.FeeLine.Approval;
import org.xinpiao.contracts.policy.FeeLine.ItemClass;
import org.xinpiao.contracts.policy.FeeLine.OverLimit;

/** Random packages and cases, whatever they say, keep the identities. */
class EvaluatorPropertyTest {

    private static final int ROUNDS = 4_000;
    private static final Label NAME = new Label("合成", "synthetic");

    @ParameterizedTest
    @ValueSource(longs = {1, 20_261_122, 7_777_777})
    void identitiesHold_andTheTraceAddsUp(long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        for (int round = 0; round < ROUNDS; round++) {
            PolicyPackage policy = policy(random);
            Case given = given(random, lines(random));

            Benefit benefit = Evaluator.evaluate(policy, given);

            String where = "seed " + seed + ", round " + round;
            assertThat(Identities.check(benefit.amounts())).as(where).isEmpty();
            assertThat(sum(benefit, BASIC)).as(where).isEqualTo(benefit.amounts().hifpPay());
            assertThat(sum(benefit, ALL_FUNDS))
                    .as(where)
                    .isEqualTo(benefit.amounts().fundPaySumamt());
            assertThat(sum(benefit, FAMILY))
                    .as(where)
                    .isEqualTo(benefit.amounts().acctMulaidPay())
                    .isLessThanOrEqualTo(given.account().familyBalanceFen());
            assertThat(Evaluator.evaluate(policy, given)).as(where).isEqualTo(benefit);
        }
    }

    /** However visits are cut, the fund never pays more for a disease than its quota. */
    @ParameterizedTest
    @ValueSource(longs = {3, 271_828, 99_999_999})
    void quota_isNeverExceededOverAYear(long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        for (int round = 0; round < ROUNDS; round++) {
            Disease.Quota quota =
                    new Disease.Quota(random.nextLong(2_000_000), false, random.nextBoolean());
            PolicyPackage policy = policy(random, List.of(disease(quota)));
            long scope = 0;
            long basic = 0;
            for (int visit = 0; visit < 6; visit++) {
                long fen = random.nextLong(1_000_000);
                String code = random.nextBoolean() ? "M1" : "M2";
                Case.Used used =
                        new Case.Used(
                                scope,
                                basic,
                                0,
                                0,
                                0,
                                0,
                                0,
                                0,
                                0,
                                List.of(new Case.DiseaseUse("M2", scope, basic, 0, 0)));
                basic += Evaluator.evaluate(policy, chronic(code, used, fen)).amounts().hifpPay();
                scope += fen;
            }
            assertThat(basic).as("seed %d, round %d", seed, round).isLessThanOrEqualTo(quota.fen());
        }
    }

    private static Case chronic(String code, Case.Used used, long scope) {
        return new Case(
                Case.Person.of("310", "1101", 0),
                new Case.Visit("21", "02", "", "", false, "", Filing.UNFILED, 1, 19_900, code),
                used,
                Case.Account.NONE,
                new Case.Fees.Totals(new Split(0, 0, 0, scope)));
    }

    @ParameterizedTest
    @ValueSource(longs = {2, 314_159, 42_424_242})
    void moreInScope_neverGivesLess(long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        for (int round = 0; round < ROUNDS; round++) {
            PolicyPackage policy = policy(random);
            long scope = random.nextLong(60_000_000);
            Case less = given(random, new Case.Fees.Totals(new Split(0, 0, 0, scope)));
            long more = scope + 1 + random.nextLong(random.nextBoolean() ? 10 : 1_000_000);
            Case greater =
                    new Case(
                            less.person(),
                            less.visit(),
                            less.used(),
                            less.account(),
                            new Case.Fees.Totals(new Split(0, 0, 0, more)));

            long before = Evaluator.evaluate(policy, less).amounts().fundPaySumamt();
            long after = Evaluator.evaluate(policy, greater).amounts().fundPaySumamt();

            assertThat(after)
                    .as("seed %d, round %d: scope %d to %d", seed, round, scope, more)
                    .isBetween(before, before + (more - scope));
        }
    }

    @Test
    void everyTemplate_speaksBothLanguages() {
        for (Template template : Template.values()) {
            long[] numbers = new long[template.arguments().size()];
            java.util.Arrays.setAll(numbers, i -> 12_345 + i);
            Step step = new Step(template, "plan", new Label("标签", "label"), 6_789, numbers);

            assertThat(step.zh()).as(template.name()).doesNotContain("{", "}").endsWith("。");
            assertThat(step.en()).as(template.name()).doesNotContain("{", "}").endsWith(".");
            for (String value : step.inputs().values()) {
                assertThat(step.zh()).as(template.name()).contains(value);
                assertThat(step.en()).as(template.name()).contains(value);
            }
            assertThat(step.ruleId()).isEqualTo("plan/" + template.id());
        }
        assertThat(List.of(Template.values()).stream().map(Template::id)).doesNotHaveDuplicates();
    }

    private static final List<Template> BASIC =
            List.of(Template.BAND, Template.BAND_FACTOR, Template.QUOTA_FUND, Template.CAP_FUND);
    private static final List<Template> ALL_FUNDS =
            List.of(
                    Template.BAND,
                    Template.BAND_FACTOR,
                    Template.QUOTA_FUND,
                    Template.CAP_FUND,
                    Template.SUPPLEMENT_TIER,
                    Template.SUPPLEMENT_CAP,
                    Template.SUBSIDY,
                    Template.AID,
                    Template.AID_CAP);

    private static final List<Template> FAMILY =
            List.of(Template.ACCOUNT_FAMILY, Template.ACCOUNT_FAMILY_CAP);

    private static long sum(Benefit benefit, List<Template> templates) {
        return benefit.trace().stream()
                .filter(step -> templates.contains(step.template()))
                .mapToLong(Step::amount)
                .sum();
    }

    private static PolicyPackage policy(RandomGenerator random) {
        return policy(random, diseases(random));
    }

    private static PolicyPackage policy(RandomGenerator random, List<Disease> diseases) {
        List<Plan.Terms> terms =
                List.of(
                        new Plan.Terms("a", random.nextLong(200_000), bands(random)),
                        new Plan.Terms(Level.ANY, random.nextLong(200_000), bands(random)));
        Plan plan =
                new Plan(
                        "plan",
                        NAME,
                        List.of("310"),
                        List.of(),
                        "",
                        Care.INPATIENT,
                        List.of(),
                        new Deductible(
                                random.nextBoolean(),
                                List.of(
                                        new Deductible.Admission(1, 10_000, -1),
                                        new Deductible.Admission(2, random.nextInt(10_001), -1),
                                        new Deductible.Admission(3, 0, random.nextLong(90_000))),
                                random.nextInt(10_001),
                                List.of()),
                        terms,
                        random.nextBoolean(),
                        new AgeBonus(
                                List.of(
                                        new AgeBonus.Step(50, random.nextInt(1_000)),
                                        new AgeBonus.Step(70, random.nextInt(2_000))),
                                10_000,
                                100),
                        random.nextInt(3) == 0
                                ? null
                                : new Plan.Cap(
                                        random.nextLong(50_000_000),
                                        random.nextBoolean(),
                                        random.nextBoolean()
                                                ? List.of()
                                                : List.of(Care.INPATIENT, Care.CHRONIC)),
                        new Plan.ContributionYears(List.of("12"), 30, 25, random.nextInt(600)),
                        new Plan.Waiting(6, random.nextInt(10_001)),
                        List.of(
                                new Cut.Rule(Filing.UNFILED, Place.OUT_OF_PROVINCE, cut(random)),
                                new Cut.Rule(Filing.REFERRAL, Place.IN_PROVINCE, cut(random))),
                        diseases);
        return new PolicyPackage(
                "330100",
                NAME,
                1,
                0,
                PolicyPackage.NO_END,
                List.of(),
                List.of(
                        new Level("a", NAME, List.of("01", "02")),
                        new Level("b", NAME, List.of("03"))),
                new TreeMap<>(),
                List.of(plan),
                List.of(
                        supplement(random, "large", Fund.HIFOB, true),
                        supplement(random, "serious", Fund.HIFMI, false)),
                List.of(
                        new PolicyPackage.Subsidy(
                                "civil", NAME, List.of("1102"), random.nextInt(10_001))),
                List.of(
                        new PolicyPackage.Aid(
                                "aid",
                                NAME,
                                List.of("21"),
                                random.nextLong(100_000),
                                random.nextInt(10_001),
                                random.nextBoolean() ? Band.OPEN : random.nextLong(5_000_000))),
                List.of(
                        new FamilyAccount(
                                "family",
                                NAME,
                                List.of("310"),
                                List.of(Care.INPATIENT),
                                random.nextBoolean(),
                                random.nextBoolean() ? Band.OPEN : random.nextLong(500_000))));
    }

    private static List<Disease> diseases(RandomGenerator random) {
        if (random.nextBoolean()) {
            return List.of();
        }
        List<Cut.LevelRatio> ratios =
                random.nextBoolean()
                        ? List.of()
                        : List.of(new Cut.LevelRatio(Level.ANY, random.nextInt(10_001)));
        Disease.Quota quota =
                random.nextInt(3) == 0
                        ? null
                        : new Disease.Quota(
                                random.nextLong(20_000_000),
                                random.nextBoolean(),
                                random.nextBoolean());
        return List.of(new Disease("pressure", NAME, List.of("M1", "M2"), ratios, quota));
    }

    /** With the plan's own bands. */
    private static Disease disease(Disease.Quota quota) {
        return new Disease("pressure", NAME, List.of("M1", "M2"), List.of(), quota);
    }

    private static Supplement supplement(
            RandomGenerator random, String id, Fund fund, boolean aboveCap) {
        return new Supplement(
                id,
                NAME,
                fund,
                List.of("310"),
                aboveCap,
                random.nextLong(3_000_000),
                bands(random),
                random.nextBoolean() ? Band.OPEN : random.nextLong(30_000_000));
    }

    private static List<Band> bands(RandomGenerator random) {
        List<Band> bands = new ArrayList<>();
        long from = 0;
        for (int i = random.nextInt(3); i >= 0; i--) {
            long to = i == 0 ? Band.OPEN : from + 1 + random.nextLong(20_000_000);
            bands.add(new Band(from, to, random.nextInt(10_001)));
            from = to;
        }
        return bands;
    }

    private static Cut cut(RandomGenerator random) {
        int bp = random.nextInt(10_001);
        return switch (random.nextInt(5)) {
            case 0 -> new Cut.Points(bp);
            case 1 -> new Cut.Factor(bp);
            case 2 -> new Cut.Table(List.of(new Cut.LevelRatio(Level.ANY, bp)));
            case 3 -> new Cut.Nothing();
            default -> new Cut.None();
        };
    }

    private static Case given(RandomGenerator random, Case.Fees fees) {
        Case.Person person =
                new Case.Person(
                        "310",
                        List.of("1101", "1102", "1201").get(random.nextInt(3)),
                        "",
                        random.nextBoolean(),
                        random.nextInt(-25_000, 10_000),
                        Case.Person.UNKNOWN,
                        random.nextBoolean(),
                        random.nextBoolean() ? List.of("21") : List.of(),
                        random.nextBoolean() ? Case.Person.UNKNOWN : random.nextInt(500),
                        random.nextBoolean() ? Case.Person.UNKNOWN : 19_000 + random.nextInt(900));
        Case.Visit visit =
                new Case.Visit(
                        "21",
                        List.of("01", "03", "09").get(random.nextInt(3)),
                        "",
                        "",
                        random.nextBoolean(),
                        List.of("", "330200", "110100").get(random.nextInt(3)),
                        Filing.values()[random.nextInt(4)],
                        1 + random.nextInt(4),
                        19_900,
                        List.of("M1", "M2", "M3", "").get(random.nextInt(4)));
        Case.Used used =
                new Case.Used(
                        random.nextLong(40_000_000),
                        random.nextLong(40_000_000),
                        random.nextLong(200_000),
                        random.nextLong(10_000_000),
                        random.nextLong(10_000_000),
                        random.nextLong(10_000_000),
                        random.nextLong(10_000_000),
                        random.nextLong(1_000_000),
                        random.nextLong(500_000),
                        List.of(use(random, "M1"), use(random, "M2"), use(random, "M3")),
                        List.of(
                                new Case.CareUse(
                                        "21",
                                        random.nextLong(40_000_000),
                                        random.nextLong(40_000_000),
                                        random.nextLong(200_000))));
        Case.Account account =
                new Case.Account(
                        random.nextBoolean(), random.nextLong(500_000), random.nextLong(500_000));
        return new Case(person, visit, used, account, fees);
    }

    private static Case.DiseaseUse use(RandomGenerator random, String code) {
        long monthScope = random.nextLong(5_000_000);
        long monthBasic = random.nextLong(monthScope + 1);
        return new Case.DiseaseUse(
                code,
                monthScope + random.nextLong(5_000_000),
                monthBasic + random.nextLong(5_000_000),
                monthScope,
                monthBasic);
    }

    private static Case.Fees lines(RandomGenerator random) {
        List<FeeLine> lines = new ArrayList<>();
        for (int i = random.nextInt(30); i >= 0; i--) {
            long sign = random.nextInt(8) == 0 ? -1 : 1;
            long total = sign * random.nextLong(3_000_000);
            OverLimit limit =
                    random.nextBoolean()
                            ? OverLimit.NONE
                            : new OverLimit.Ceiling(
                                    random.nextLong(2_000_000_000L),
                                    random.nextLong(2_000_000_000L),
                                    sign * random.nextLong(200_000));
            lines.add(
                    new FeeLine(
                            Integer.toString(i),
                            total,
                            ItemClass.values()[random.nextInt(3)],
                            random.nextInt(10_001),
                            limit,
                            random.nextInt(5) == 0,
                            Approval.values()[random.nextInt(3)],
                            null));
        }
        return new Case.Fees.Lines(lines);
    }
}
