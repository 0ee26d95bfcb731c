package org.xinpiao.platform.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.xinpiao.contracts.policy.Amounts;
import org.xinpiao.contracts.policy.Benefit;
import org.xinpiao.contracts.policy.Case;
import org.xinpiao.contracts.policy.FeeLine;
import org.xinpiao.contracts.policy.FeeLine.ItemClass;
import org.xinpiao.contracts.policy.Filing;
import org.xinpiao.contracts.policy.Identities;
import org.xinpiao.contracts.policy.Split;
import org.xinpiao.contracts.policy.Step;
import org.xinpiao.contracts.policy.Template;

class BoundaryTest {

    @Test
    void belowTheDeductible_nothingIsPaid() {
        Amounts a = Samples.amounts("hangzhou", Samples.inpatient("11", 79_999));

        assertThat(a.actPayDedc()).isEqualTo(79_999);
        assertThat(a.hifpPay()).isZero();
        assertThat(a.psnPartAmt()).isEqualTo(79_999);
    }

    @Test
    void zeroDeductible_paysFromTheFirstFen() {
        Amounts a = Samples.amounts("datong", Samples.inpatient("11", 100));

        assertThat(a.actPayDedc()).isZero();
        assertThat(a.hifpPay()).isEqualTo(80);
    }

    @Test
    void edgeOfABand_belongsToTheLowerOne() {
        Amounts at = Samples.amounts("hangzhou", Samples.inpatient("11", 4_000_000));
        Benefit above = Samples.evaluate("hangzhou", Samples.inpatient("11", 4_000_100));

        assertThat(at.hifpPay()).isEqualTo(3_214_400);
        assertThat(above.amounts().hifpPay()).isEqualTo(3_214_400 + 88);
        assertThat(above.trace()).filteredOn(s -> s.template() == Template.BAND).hasSize(2);
    }

    @Test
    void capRemaining_endsInsideABand() {
        Case big = Samples.inpatient("11", 5_000_000);
        Case.Used used = new Case.Used(39_000_000, 0, 0, 0, 0, 0, 0, 0);

        Benefit benefit = Samples.evaluate("hangzhou-2025", Samples.used(big, used));

        // 400000 − 390000 leaves 10000 in scope, less the deductible of 800.
        assertThat(benefit.amounts().hifpPay()).isEqualTo(920_000L * 82 / 100);
        assertThat(benefit.capLeftFen()).isZero();
        assertThat(benefit.trace()).extracting(Step::template).contains(Template.CAP_SCOPE);
        assertThat(Identities.check(benefit.amounts())).isEmpty();
    }

    @Test
    void capUsedUp_paysNothing() {
        Case.Used used = new Case.Used(40_000_000, 0, 0, 0, 0, 0, 0, 0);

        Amounts a =
                Samples.amounts(
                        "hangzhou-2025", Samples.used(Samples.inpatient("11", 5_000_000), used));

        assertThat(a.hifpPay()).isZero();
        assertThat(a.psnPartAmt()).isEqualTo(5_000_000);
    }

    @Test
    void capOnTheFund_trimsWhatItPays() {
        Case visit =
                Case.of(
                        Case.Person.of("310", "11", Samples.day("1980-05-20")),
                        Case.Visit.local("11", "02", Samples.day("2024-06-15")),
                        Samples.scope(104_000));
        Case.Used used = new Case.Used(0, 150_000, 0, 0, 0, 0, 0, 0);

        Benefit free = Samples.evaluate("zhengzhou", visit);
        Benefit trimmed = Samples.evaluate("zhengzhou", Samples.used(visit, used));

        assertThat(free.amounts().hifpPay()).isEqualTo(55_000);
        assertThat(free.capLeftFen()).isEqualTo(125_000);
        assertThat(trimmed.amounts().hifpPay()).isEqualTo(30_000);
        assertThat(trimmed.capLeftFen()).isZero();
    }

    @Test
    void age_countsFromTheBirthday() {
        Case bill = Samples.inpatient("11", 1_080_000);

        // 60 on 2024-06-15, the day of discharge.
        assertThat(Samples.amounts("chengdu", Samples.born(bill, "1964-06-15")).hifpPay())
                .isEqualTo(890_000);
        assertThat(Samples.amounts("chengdu", Samples.born(bill, "1964-06-16")).hifpPay())
                .isEqualTo(870_000);
        assertThat(Samples.amounts("chengdu", Samples.born(bill, "1924-06-15")).hifpPay())
                .isEqualTo(1_000_000);
        assertThat(Samples.amounts("chengdu", Samples.born(bill, "1924-06-16")).hifpPay())
                .isEqualTo(950_000);
    }

    @Test
    void negativeLine_takesBackItsOwnShare() {
        FeeLine line = FeeLine.of("1", 1_000_000, ItemClass.B, 1000);
        FeeLine back = FeeLine.of("2", -200_000, ItemClass.B, 1000);

        Amounts both = Samples.amounts("hangzhou", lines(line, back));
        Amounts rest =
                Samples.amounts("hangzhou", lines(FeeLine.of("1", 800_000, ItemClass.B, 1000)));

        assertThat(both).isEqualTo(rest);
    }

    @Test
    void moreReturnedThanCharged_paysNothingAndStillAddsUp() {
        Amounts a = Samples.amounts("hangzhou", lines(FeeLine.of("1", -50_000, ItemClass.B, 1000)));

        assertThat(a.fundPaySumamt()).isZero();
        assertThat(a.psnCashPay()).isEqualTo(-50_000);
        assertThat(Identities.check(a)).isEmpty();
    }

    @Test
    void allSelfPaid_costsTheFundNothing() {
        Case given = lines(FeeLine.of("1", 500_000, ItemClass.C, 0));
        Amounts a = Samples.amounts("hangzhou", given);

        assertThat(a.fulamtOwnpayAmt()).isEqualTo(500_000);
        assertThat(a.actPayDedc()).isZero();
        assertThat(a.fundPaySumamt()).isZero();
        assertThat(a.psnPartAmt()).isEqualTo(500_000);
    }

    @Test
    void account_paysUpToItsBalanceAndNeverMoreThanTheBurden() {
        Case bill = Samples.inpatient("11", 100_000);
        Amounts empty =
                Samples.amounts("hangzhou", Samples.account(bill, new Case.Account(true, 0, 0)));
        Amounts rich =
                Samples.amounts(
                        "hangzhou", Samples.account(bill, new Case.Account(true, 900_000, 5)));
        Amounts family =
                Samples.amounts(
                        "hangzhou", Samples.account(bill, new Case.Account(true, 10_000, 20_000)));
        Amounts unused =
                Samples.amounts(
                        "hangzhou", Samples.account(bill, new Case.Account(false, 900_000, 0)));

        assertThat(empty.acctPay()).isZero();
        assertThat(empty.psnCashPay()).isEqualTo(83_600);
        assertThat(rich.acctPay()).isEqualTo(83_600);
        assertThat(rich.acctMulaidPay()).isZero();
        assertThat(rich.psnCashPay()).isZero();
        // This package states no family account.
        assertThat(family.acctPay()).isEqualTo(10_000);
        assertThat(family.acctMulaidPay()).isZero();
        assertThat(family.psnCashPay()).isEqualTo(73_600);
        assertThat(unused.acctPay()).isZero();
    }

    @Test
    void admissions_halveWaiveOrFixTheDeductible() {
        assertThat(deductibleOn("qingdao", "310", "11", "", 1)).isEqualTo(80_000);
        assertThat(deductibleOn("qingdao", "310", "11", "", 2)).isEqualTo(40_000);
        assertThat(deductibleOn("qingdao", "310", "11", "", 3)).isZero();
        assertThat(deductibleOn("qingdao", "310", "11", "", 9)).isZero();
        assertThat(deductibleOn("qingdao", "390", "15", "1", 2)).isEqualTo(80_000);
        assertThat(deductibleOn("qingdao", "390", "15", "2", 3)).isEqualTo(10_000);
    }

    @Test
    void chineseMedicineHospital_hasALowerDeductible() {
        Case base = Samples.inpatient("11", 1_000_000);
        Case.Visit visit =
                new Case.Visit(
                        "21", "02", "", "", true, "", Filing.UNFILED, 1, Samples.day("2025-06-15"));
        Case tcm = new Case(base.person(), visit, base.used(), base.account(), base.fees());

        assertThat(Samples.amounts("qingdao", tcm).actPayDedc()).isEqualTo(64_000);
    }

    @Test
    void yearlyDeductible_countsWhatWasBorneBefore() {
        Case visit =
                Case.of(
                        Case.Person.of("310", "11", Samples.day("1980-05-20")),
                        Case.Visit.local("11", "02", Samples.day("2024-06-15")),
                        Samples.scope(200_000));
        Case.Used used = new Case.Used(0, 0, 60_000, 0, 0, 0, 0, 0);

        assertThat(Samples.amounts("hangzhou", visit).hifpPay()).isEqualTo(76_000);
        Amounts later = Samples.amounts("hangzhou", Samples.used(visit, used));
        assertThat(later.actPayDedc()).isEqualTo(40_000);
        assertThat(later.hifpPay()).isEqualTo(121_600);
    }

    @Test
    void exactPerson_winsOverTheBeginning() {
        Case student =
                Case.of(
                        Case.Person.of("390", "1404", Samples.day("2003-05-20")),
                        Case.Visit.local("21", "02", Samples.day("2024-06-15")),
                        Samples.scope(26_000_000));

        assertThat(Samples.evaluate("hangzhou", student).plan())
                .isEqualTo("resident-inpatient-student");
    }

    @Test
    void caseWithoutABenefit_saysSo() {
        Benefit nothing = Samples.evaluate("chengdu", lines390());

        assertThat(nothing.covered()).isFalse();
        assertThat(nothing.amounts().psnPartAmt()).isEqualTo(100_000);
        assertThat(nothing.trace()).extracting(Step::template).contains(Template.NO_PLAN);
    }

    private static Case lines390() {
        return Case.of(
                Case.Person.of("390", "15", Samples.day("1980-05-20")),
                Case.Visit.local("21", "02", Samples.day("2024-06-15")),
                new Case.Fees.Totals(new Split(0, 0, 0, 100_000)));
    }

    private static long deductibleOn(
            String policy, String insutype, String psnType, String tier, int nth) {
        int unknown = Case.Person.UNKNOWN;
        Case.Person person =
                new Case.Person(
                        insutype, psnType, tier, false, unknown, 40, false, List.of(), unknown,
                        unknown);
        Case given =
                Case.of(
                        person,
                        Case.Visit.local("21", "02", Samples.day("2025-06-15")),
                        Samples.scope(2_000_000));
        return Samples.amounts(policy, Samples.visit(given, "", "", Filing.UNFILED, nth))
                .actPayDedc();
    }

    private static Case lines(FeeLine... lines) {
        Case base = Samples.inpatient("11", 0);
        return Case.of(base.person(), base.visit(), new Case.Fees.Lines(List.of(lines)));
    }
}
