package org.xinpiao.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.xinpiao.simulator.HisMessage.Expectation;
import tools.jackson.databind.JsonNode;

/** What holds of every province, whatever the seed; the seed is the test's name. */
class ProvincePropertyTest {

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 100);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void holdsForEverySeed(long seed) {
        Province province = Province.generate(seed, Scale.SAMPLE);
        province.people().forEach(ProvincePropertyTest::checkPerson);
        assertThat(province.people()).extracting(Person::idNumber).doesNotHaveDuplicates();
        assertThat(province.people()).extracting(Person::psnNo).doesNotHaveDuplicates();
        for (HisMessage message : province.messages()) {
            if (Methods.issues(message.method()) && message.expectation() != Expectation.REFUSED) {
                MessageChecks.check(message.body());
            }
        }
        checkVariety(province);
        checkOrder(province);
        checkClaims(province);
    }

    @Test
    void sameSeedGivesTheSameProvince() {
        assertThat(Province.generate(7, Scale.SAMPLE))
                .isEqualTo(Province.generate(7, Scale.SAMPLE));
        assertThat(Province.generate(7, Scale.SAMPLE).messages())
                .isNotEqualTo(Province.generate(8, Scale.SAMPLE).messages());
    }

    @Test
    void anotherEndKeepsThePeople() {
        Scale later = Scale.endingOn(Scale.SAMPLE.end().plusDays(100));
        assertThat(Province.generate(7, later).people())
                .isEqualTo(Province.generate(7, Scale.SAMPLE).people());
    }

    private static void checkPerson(Person person) {
        String id = person.idNumber();
        assertThat(id).matches("\\d{2}0099\\d{11}[0-9X]");
        assertThat(id.charAt(17)).isEqualTo(CheckDigits.ofIdNumber(id.substring(0, 17)));
        assertThat(id.substring(6, 14)).isEqualTo(Times.day(person.birthDate()));
        assertThat((id.charAt(16) - '0') % 2 == 1).isEqualTo(person.sex().equals("男"));
        assertThat(person.bankCard()).hasSize(19);
        assertThat(person.bankCard().charAt(18))
                .isEqualTo(CheckDigits.ofBankCard(person.bankCard().substring(0, 18)));
        assertThat(person.psnNo()).hasSize(20).startsWith(person.homeRegion());
        assertThat(person.mobile()).matches("1400000\\d{4}");
        assertThat(person.enrolledFrom()).isAfterOrEqualTo(person.birthDate().minusYears(1));
    }

    private static void checkVariety(Province province) {
        Map<String, Integer> bills = new HashMap<>();
        Map<String, Integer> methods = new HashMap<>();
        Set<String> senders = new HashSet<>();
        int sentLate = 0;
        for (HisMessage message : province.messages()) {
            methods.merge(message.method(), 1, Integer::sum);
            if (!Methods.issues(message.method())
                    || message.expectation() != Expectation.ACCEPTED) {
                continue;
            }
            senders.add(message.institution());
            bills.merge(
                    message.body().get("otherInfo").get(0).get("infoValue").stringValue(),
                    1,
                    Integer::sum);
            int lines = message.body().get("listDetail").size();
            if (message.method().equals(Methods.HOSPITALIZED)) {
                assertThat(lines).isBetween(5, 30);
            }
            LocalDateTime charged = time(message.body().get("busDateTime").stringValue());
            sentLate += charged.plusHours(1).isBefore(message.sentAt()) ? 1 : 0;
        }
        for (VisitKind kind : VisitKind.values()) {
            assertThat(bills.getOrDefault(kind.medType(), 0)).as(kind.name()).isGreaterThan(15);
        }
        assertThat(bills.values().stream().mapToInt(Integer::intValue).sum()).isGreaterThan(240);
        assertThat(senders).hasSize(12);
        assertThat(province.institutions())
                .extracting(Institution::region)
                .contains("330100", "370200", "510100", "410100");
        assertThat(sentLate).as("bills of the offline clinic").isPositive();
        assertThat(methods.get(Methods.WRITE_OFF)).isGreaterThan(8);
        assertThat(methods.get(Methods.TURN_PAPER)).isGreaterThan(8);
        assertThat(methods)
                .containsEntry(Methods.RETURN_PAPER, 1)
                .containsEntry(Methods.INVALID_PAPER, 1)
                .containsEntry(Methods.STATE, 5)
                .containsEntry(Methods.BY_DATE, 12)
                .containsEntry(Methods.CHECK_WRITE_OFF, 12)
                .containsKey(Methods.CHECK_TOTAL);
        assertThat(province.messages())
                .extracting(HisMessage::expectation)
                .contains(Expectation.values());
    }

    /** Nothing speaks of a bill before it was accepted, and no bill is accepted twice. */
    private static void checkOrder(Province province) {
        Set<String> accepted = new HashSet<>();
        LocalDateTime last = LocalDateTime.MIN;
        for (HisMessage message : province.messages()) {
            assertThat(message.sentAt()).isAfterOrEqualTo(last);
            assertThat(message.sentAt().toLocalDate())
                    .isBetween(
                            Scale.SAMPLE.end().minusDays(Scale.SAMPLE.days()),
                            Scale.SAMPLE.end().plusDays(1));
            last = message.sentAt();
            message.ref().ifPresent(ref -> assertThat(accepted).contains(ref));
            if (message.expectation() == Expectation.ACCEPTED) {
                message.busNo().ifPresent(busNo -> assertThat(accepted.add(busNo)).isTrue());
            }
            if (message.expectation() == Expectation.SAME_ANSWER) {
                assertThat(accepted).contains(message.busNo().orElseThrow());
            }
        }
    }

    private static void checkClaims(Province province) {
        Map<String, HisMessage> bills = new HashMap<>();
        Map<String, LocalDateTime> reversed = new HashMap<>();
        for (HisMessage message : province.messages()) {
            message.busNo().ifPresent(busNo -> bills.putIfAbsent(busNo, message));
            if (message.method().equals(Methods.WRITE_OFF)
                    && message.expectation() == Expectation.ACCEPTED) {
                reversed.put(message.ref().orElseThrow(), message.sentAt());
            }
        }
        for (ClaimCase claim : province.claims()) {
            HisMessage bill = bills.getOrDefault(claim.busNo(), province.messages().getFirst());
            assertThat(bill.busNo()).contains(claim.busNo());
            assertThat(bill.sentAt()).isBefore(claim.submittedAt());
            JsonNode body = bill.body();
            assertThat(body.has("balancedNumber"))
                    .isEqualTo(claim.expectation() == ClaimCase.Expectation.SETTLED_DIRECTLY);
            boolean inpatient = body.get("busType").stringValue().equals("01");
            assertThat(
                            body.get("payer").stringValue().equals(claim.name())
                                    && claim.visitClass().equals("inpatient") == inpatient)
                    .isEqualTo(claim.expectation() != ClaimCase.Expectation.MISTAKEN);
            assertThat(body.get("cardNo").stringValue()).isEqualTo(claim.socialSecurityNo());
            assertThat(reversed.containsKey(claim.busNo()))
                    .isEqualTo(claim.expectation() == ClaimCase.Expectation.REVERSED);
        }
        assertThat(province.claims()).hasSizeBetween(40, Scale.SAMPLE.claims());
        int paid = claims(province, ClaimCase.Expectation.PAID).size();
        assertThat(paid).isGreaterThan(province.claims().size() * 2 / 3);
        assertThat(claims(province, ClaimCase.Expectation.NOTHING_DUE)).hasSizeBetween(3, paid / 5);
        assertThat(claims(province, ClaimCase.Expectation.MISTAKEN)).hasSize(2);
        assertThat(claims(province, ClaimCase.Expectation.SETTLED_DIRECTLY)).hasSize(1);
        assertThat(claims(province, ClaimCase.Expectation.REVERSED))
                .singleElement()
                .satisfies(claim ->
                        assertThat(reversed.get(claim.busNo())).isBefore(claim.submittedAt()));
        List<ClaimCase> twice = claims(province, ClaimCase.Expectation.ONE_OF_TWO);
        assertThat(twice).hasSize(2);
        assertThat(twice.get(0)).isEqualTo(twice.get(1));
        ClaimCase refused = claims(province, ClaimCase.Expectation.NOT_INSURED).getFirst();
        Person former =
                province.people().stream()
                        .filter(person -> person.idNumber().equals(refused.socialSecurityNo()))
                        .findFirst()
                        .orElseThrow();
        assertThat(former.enrolledTo()).isBefore(refused.visitTime().toLocalDate());
    }

    private static List<ClaimCase> claims(Province province, ClaimCase.Expectation expectation) {
        return province.claims().stream()
                .filter(claim -> claim.expectation() == expectation)
                .toList();
    }

    private static LocalDateTime time(String digits) {
        return LocalDateTime.of(
                Integer.parseInt(digits.substring(0, 4)),
                Integer.parseInt(digits.substring(4, 6)),
                Integer.parseInt(digits.substring(6, 8)),
                Integer.parseInt(digits.substring(8, 10)),
                Integer.parseInt(digits.substring(10, 12)));
    }
}
