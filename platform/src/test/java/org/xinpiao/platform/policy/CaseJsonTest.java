package org.xinpiao.platform.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xinpiao.contracts.policy.Case;
import org.xinpiao.contracts.policy.FeeLine;
import org.xinpiao.contracts.policy.FeeLine.Approval;
import org.xinpiao.contracts.policy.FeeLine.ItemClass;
import org.xinpiao.contracts.policy.FeeLine.OverLimit;
import org.xinpiao.contracts.policy.Filing;
import org.xinpiao.contracts.policy.Split;

class CaseJsonTest {

    @ParameterizedTest
    @ValueSource(strings = {"f01", "f03", "f11", "f18", "lines", "chronic"})
    void readsBackTheWorkedCases(String name) {
        requireSame(Samples.caseFile(name));
    }

    @Test
    void readsBackWhateverACaseMayHave() {
        Case.Person person =
                new Case.Person(
                        "390", "1501", "2", true, -3_000, 41, true, List.of("03", "04"), 120, 15);
        Case.Person unknown = Case.Person.of("310", "11", Case.Person.UNKNOWN);
        Case.Visit visit =
                new Case.Visit(
                        "21",
                        "",
                        "tertiary",
                        "H33",
                        true,
                        "310100",
                        Filing.LONG_TERM,
                        3,
                        20_000,
                        "M03900");
        Case.Used used =
                new Case.Used(
                        1,
                        22,
                        333,
                        4_444,
                        5,
                        6,
                        7,
                        8,
                        9,
                        List.of(new Case.DiseaseUse("M03900", 1, 2, 3, 4)),
                        List.of(new Case.CareUse("21", 5, 6, 7)));
        FeeLine ceiling =
                new FeeLine(
                        "1",
                        12_345,
                        ItemClass.B,
                        1_250,
                        new OverLimit.Ceiling(12_345_600, 10_000_000, 10_000),
                        true,
                        Approval.REFUSED,
                        null);
        FeeLine given =
                new FeeLine(
                        "2",
                        -500,
                        ItemClass.C,
                        10_000,
                        new OverLimit.Amount(-100),
                        false,
                        Approval.PASSED,
                        new Split(-200, -100, -50, -150));
        Case.Fees lines =
                new Case.Fees.Lines(List.of(ceiling, given, FeeLine.of("3", 7, ItemClass.A, 0)));

        requireSame(new Case(person, visit, used, new Case.Account(true, 12, 34), lines));
        requireSame(
                new Case(
                        unknown,
                        Case.Visit.local("11", "02", 1),
                        Case.Used.NOTHING,
                        Case.Account.NONE,
                        new Case.Fees.Totals(new Split(1, 2, 3, 4))));
    }

    private static void requireSame(Case given) {
        String text = CaseJson.of(given).toString();
        Case read = CaseReader.read(text.getBytes(StandardCharsets.UTF_8)).orThrow();
        assertThat(read).isEqualTo(given);
        assertThat(CaseJson.of(read).toString()).isEqualTo(text);
    }
}
