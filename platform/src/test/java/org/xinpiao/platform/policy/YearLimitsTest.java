package org.xinpiao.platform.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xinpiao.contracts.policy.Benefit;
import org.xinpiao.contracts.policy.Case;
import org.xinpiao.contracts.policy.Evaluator;
import org.xinpiao.contracts.policy.PolicyPackage;
import org.xinpiao.contracts.policy.YearToDate;
import org.xinpiao.platform.policy.Fault.Kind;

/** Which sums of a year count where. */
class YearLimitsTest {

    private static final String OWN = "cap: {amount: \"20000.00\", on: scope, source: s}";
    private static final String SHARED =
            "cap: {amount: \"20000.00\", on: scope, care: [inpatient, chronic], source: s}";
    private static final int DAY = Samples.day("2025-06-15");

    private static String yaml() {
        return new String(
                Samples.resource("/policy/synthetic-person.yaml"), StandardCharsets.UTF_8);
    }

    private static Case given(String medType, long scope, YearToDate year) {
        Case.Visit visit = Case.Visit.local(medType, "02", DAY);
        return new Case(
                Case.Person.of("310", "1101", Samples.day("1980-05-20")),
                visit,
                year.before(DAY),
                Case.Account.NONE,
                Samples.scope(scope));
    }

    private static YearToDate.Entry entry(String medType, long scope, long basic) {
        return new YearToDate.Entry(medType, DAY, "", scope, 0, basic, basic, 0, 0, 0, 0, 0);
    }

    /** 20000 yuan in scope a year; 10000 now, less a deductible of 1000, at 80 %. */
    @ParameterizedTest(name = "after {1} of {0}")
    @CsvSource({
        "21, 1500000, 320000, 320000",
        "14, 1500000, 720000, 320000",
        "11, 1500000, 720000, 720000",
        // A med_type that the package does not know is no kind of care.
        "9901, 1500000, 720000, 720000",
    })
    void limitCountsItsOwnCareAndWhatSharesIt(String medType, long used, long own, long shared) {
        YearToDate year = new YearToDate();
        year.add(entry(medType, used, 0));

        assertThat(hifp(yaml(), year)).isEqualTo(own);
        assertThat(hifp(yaml().replace(OWN, SHARED), year)).isEqualTo(shared);
    }

    private static long hifp(String yaml, YearToDate year) {
        return Evaluator.evaluate(Samples.parsed(yaml), given("21", 1_000_000, year))
                .amounts()
                .hifpPay();
    }

    @Test
    void limitThatLeavesItsOwnCareOutIsAFault() {
        String yaml = yaml().replace(OWN, SHARED.replace("inpatient, ", ""));

        if (!(Samples.READER.read(yaml.getBytes(StandardCharsets.UTF_8))
                instanceof Reading.Bad<PolicyDocument>(List<Fault> faults))) {
            throw new AssertionError("a fault is expected");
        }
        assertThat(faults)
                .extracting(Fault::kind, Fault::path)
                .containsExactly(tuple(Kind.REFERENCE, "/benefits/0/cap/care"));
    }

    /** One settlement after the other, each counted for the next. */
    @Test
    void whatLiesAboveTheLimitAddsUp() {
        PolicyPackage policy = Samples.parsed(yaml());
        YearToDate year = new YearToDate();
        long[] large = new long[3];
        for (int i = 0; i < large.length; i++) {
            Case now = given("21", 1_500_000, year);
            Benefit benefit = Evaluator.evaluate(policy, now);
            year.add(YearToDate.Entry.of(now.visit(), benefit));
            large[i] = benefit.amounts().hifobPay();
        }

        // 10000 above in the second, less 1000 once, at 90 %; then 14000: the deductible is no
        // part.
        assertThat(large).containsExactly(0, 810_000, 1_260_000);
        assertThat(year.before(DAY).aboveCap()).isEqualTo(2_400_000);
    }

    @Test
    void quotasOfAMonthCountItsOwnMonth() {
        YearToDate year = new YearToDate();
        year.add(disease("M03900", "2025-05-31", 10_000));
        year.add(disease("M03900", "2025-06-01", 2_000));
        year.add(disease("M01600", "2025-06-02", 300));

        assertThat(year.before(DAY).diseases())
                .containsExactly(
                        new Case.DiseaseUse("M01600", 300, 150, 300, 150),
                        new Case.DiseaseUse("M03900", 12_000, 6_000, 2_000, 1_000));
    }

    private static YearToDate.Entry disease(String code, String day, long scope) {
        long basic = scope / 2;
        return new YearToDate.Entry(
                "14", Samples.day(day), code, scope, 0, basic, basic, 0, 0, 0, 0, 0);
    }
}
