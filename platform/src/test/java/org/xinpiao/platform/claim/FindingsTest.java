package org.xinpiao.platform.claim;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.xinpiao.contracts.bill.Basics;
import org.xinpiao.contracts.bill.DetailLine;
import org.xinpiao.contracts.bill.Payer;
import org.xinpiao.contracts.bill.Payment;
import org.xinpiao.contracts.bill.Visit;
import org.xinpiao.platform.bill.BillContent;
import org.xinpiao.platform.coverage.Insured;

class FindingsTest {

    private static final String ID = "330099196104224355";
    private static final LocalDate DAY = LocalDate.of(2026, 9, 6);
    private static final ClaimForm FORM =
            new ClaimForm("叶立新", ID, "H33010099002", DAY, "outpatient", "6200001747878774327");
    private static final Insured INSURED =
            new Insured("叶立新", ID, LocalDate.of(1961, 4, 22), "男", "1", "12", "", false);
    private static final DetailLine LINE = line("1", "R02", 60_000, 100, 600);

    @Test
    void cleanClaimGoesStraightThrough() {
        assertThat(found(FORM, content(visit("11"), List.of(LINE)), true)).isEmpty();
    }

    static Stream<Arguments> mismatches() {
        return Stream.of(
                Arguments.of("name-mismatch", form("叶家属", ID, "H33010099002", DAY, "outpatient")),
                Arguments.of(
                        "identity-mismatch",
                        form("叶立新", "330099197805183730", "H33010099002", DAY, "outpatient")),
                Arguments.of("institution-mismatch", form("叶立新", ID, "H1", DAY, "outpatient")),
                Arguments.of(
                        "visit-mismatch",
                        form("叶立新", ID, "H33010099002", DAY.minusDays(1), "outpatient")),
                Arguments.of("class-mismatch", form("叶立新", ID, "H33010099002", DAY, "inpatient")));
    }

    @ParameterizedTest
    @MethodSource("mismatches")
    void whatDiffersIsNamed(String reason, ClaimForm form) {
        assertThat(found(form, content(visit("11"), List.of(LINE)), false)).containsExactly(reason);
    }

    @Test
    void billWithoutListIsIncomplete() {
        assertThat(found(FORM, content(visit("11"), List.of()), false))
                .containsExactly("bill-incomplete");
    }

    @Test
    void emergencyElsewhereNeedsProof() {
        BillContent emergency = content(visit("13"), List.of(LINE));

        assertThat(found(FORM, emergency, true)).containsExactly("no-emergency-proof");
        assertThat(found(FORM, emergency, false)).isEmpty();
        assertThat(Findings.of(FORM, emergency, INSURED, day(), true, true)).isEmpty();
    }

    @Test
    void sumMayBeOneFenAwayAndNoMore() {
        // 0.3333 yuan × 3 = 0.9999 yuan.
        assertThat(suspicious(line("1", "A", 3_333, 300, 100))).isEmpty();
        assertThat(suspicious(line("1", "A", 3_333, 300, 99))).isEmpty();
        assertThat(suspicious(line("1", "A", 3_333, 300, 101))).containsExactly("line-sum");
        assertThat(suspicious(line("1", "A", 10_000, 100, 98))).containsExactly("line-sum");
        assertThat(suspicious(line("1", "A", 10_000, 100, 99))).isEmpty();
    }

    @Test
    void thirdTimeTheSameIsSuspicious() {
        DetailLine again = line("2", "R02", 60_000, 100, 600);
        DetailLine third = line("3", "R02", 60_000, 100, 600);
        DetailLine otherDay = third.toBuilder().setRemark("a=b;fee_ocur_time=20260907;c=d").build();

        assertThat(suspicious(LINE, again)).isEmpty();
        assertThat(suspicious(LINE, again, third)).containsExactly("line-repeated");
        assertThat(suspicious(LINE, again, otherDay)).isEmpty();
        assertThat(Findings.suspects(List.of(LINE, again, third), visit("11")))
                .containsExactly("1", "2", "3");
    }

    @Test
    void daysOfAStayThatNobodyStatedAreNotTheSame() {
        Visit stay = visit("21").toBuilder().setInDate("2026-09-01").build();

        assertThat(Findings.suspicious(List.of(LINE, LINE, LINE), stay)).isEmpty();
    }

    @Test
    void returnNeedsItsCharge() {
        DetailLine back = line("2", "R02", 60_000, -100, -600);

        assertThat(suspicious(LINE, back)).isEmpty();
        assertThat(suspicious(LINE, back, back.toBuilder().setNo("3").build()))
                .containsExactly("line-negative");
        assertThat(suspicious(back)).containsExactly("line-negative");
    }

    private static List<String> suspicious(DetailLine... lines) {
        return Findings.suspicious(List.of(lines), visit("11"));
    }

    private static List<String> found(ClaimForm form, BillContent content, boolean away) {
        return Findings.of(form, content, INSURED, day(), away, false);
    }

    private static int day() {
        return Math.toIntExact(DAY.toEpochDay());
    }

    private static ClaimForm form(
            String name, String id, String institution, LocalDate day, String visitClass) {
        return new ClaimForm(name, id, institution, day, visitClass, FORM.bankCard());
    }

    static DetailLine line(String no, String code, long price, long number, long fen) {
        return DetailLine.newBuilder()
                .setNo(no)
                .setCode(code)
                .setName(code)
                .setPriceTenThousandths(price)
                .setNumberHundredths(number)
                .setAmountFen(fen)
                .setCatalogueClass("1")
                .build();
    }

    private static Visit visit(String medType) {
        return Visit.newBuilder()
                .setInDate(DAY.toString())
                .setOutDate(DAY.toString())
                .setMedType(medType)
                .build();
    }

    private static BillContent content(Visit visit, List<DetailLine> lines) {
        return new BillContent(
                Basics.newBuilder().setBusType("02").setInstitutionCode("H33010099002").build(),
                Payer.newBuilder().setName("叶立新").setIdMasked("330099********4355").build(),
                Payment.getDefaultInstance(),
                List.of(),
                lines,
                visit,
                List.of());
    }
}
