package org.xinpiao.platform.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.xinpiao.contracts.bill.BillId;
import org.xinpiao.contracts.claim.Settlement;
import org.xinpiao.contracts.policy.Case;
import org.xinpiao.contracts.policy.FeeLine;
import org.xinpiao.contracts.policy.FeeLine.ItemClass;

class InputsTest {

    private static final Case GIVEN =
            Case.of(
                    Case.Person.of("310", "1101", 4_000),
                    Case.Visit.local("21", "02", 20_000),
                    // A line that a clerk lowered is two of one number.
                    new Case.Fees.Lines(
                            List.of(
                                    FeeLine.of("1", 12_345, ItemClass.B, 1_000, 45),
                                    FeeLine.of("1", 655, ItemClass.C, 10_000, 0),
                                    FeeLine.of("2", -500, ItemClass.A, 0, 0))));

    private static Inputs inputs(Rulings rulings, Case given) {
        return new Inputs(
                "claim-1",
                BillId.newBuilder().setCode("33060226").setNumber("0000000001").build(),
                "ab".repeat(32),
                new Inputs.Cover("330100", "310", LocalDate.of(2021, 2, 3)),
                new Inputs.Policy("330100", 2, "cd".repeat(32)),
                rulings,
                given);
    }

    @Test
    void readsBackWhatItWrote_byteForByte() {
        for (Rulings rulings :
                List.of(
                        Rulings.NONE,
                        new Rulings(
                                false,
                                List.of(new Rulings.Line("1", 12_345, "line-over-price"))))) {
            Inputs inputs = inputs(rulings, GIVEN);

            Inputs read = Inputs.read(inputs.bytes());

            assertThat(read).isEqualTo(inputs);
            assertThat(read.bytes()).isEqualTo(inputs.bytes());
        }
    }

    @Test
    void otherBytesAreNoInputs() {
        String text = new String(inputs(Rulings.NONE, GIVEN).bytes(), StandardCharsets.UTF_8);

        for (String other :
                List.of(
                        "",
                        "{}",
                        "[1]",
                        text + " ",
                        text.replace("\"claim\":", "\"more\":1,\"claim\":"),
                        text.replace("inputs/v2", "inputs/v1"),
                        text.replace("2021-02-03", "2021-02-30"),
                        text.replace("\"version\":2", "\"version\":2.0"))) {
            assertThatIllegalArgumentException()
                    .as(other)
                    .isThrownBy(() -> Inputs.read(other.getBytes(StandardCharsets.UTF_8)));
        }
    }

    @Test
    void deviationsNameTheirPlace() {
        Case other =
                new Case(
                        GIVEN.person(),
                        GIVEN.visit(),
                        new Case.Used(100, 0, 0, 0, 0, 0, 0, 0),
                        GIVEN.account(),
                        new Case.Fees.Lines(
                                List.of(FeeLine.of("1", 12_345, ItemClass.B, 1_000, 45))));

        assertThat(Deviation.of(GIVEN, GIVEN)).isEmpty();
        assertThat(Deviation.of(GIVEN, other))
                .contains(new Deviation("case.used.scope", "0.00", "1.00"))
                .anyMatch(each ->
                        each.field().equals("case.feedetail.3") && each.found().equals("—"));
        assertThat(
                        Deviation.of(
                                Settlement.newBuilder().setHifpPay(1_000).build(),
                                Settlement.newBuilder().setHifpPay(1_001).build()))
                .containsExactly(new Deviation("settlement.hifp_pay", "10.00", "10.01"));
    }
}
