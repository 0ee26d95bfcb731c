package org.xinpiao.platform.claim;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xinpiao.contracts.bill.BillId;
import org.xinpiao.contracts.bill.Bills;
import org.xinpiao.contracts.claim.ClaimState;
import org.xinpiao.contracts.claim.ClaimStatus;
import org.xinpiao.contracts.claim.Claims;
import org.xinpiao.contracts.claim.Settlement;
import org.xinpiao.ledger.Engine;
import org.xinpiao.platform.RunningPlatform;
import org.xinpiao.platform.coverage.Enrolments;
import org.xinpiao.platform.coverage.Insured;
import org.xinpiao.platform.demo.RunningDemo;
import org.xinpiao.platform.node.LedgerState;
import org.xinpiao.platform.rest.Hospital;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The worked cases of the domain reference and their boundaries the way a real claim goes: a
 * hospital's system issues the bill, the patient claims, the agency decides under the policy in
 * force, the bank pays.
 */
class WorkedClaimsIT {

    private static final RunningDemo PLATFORM = RunningPlatform.get();
    private static final Map<String, City> CITIES = new TreeMap<>();
    private static final Map<String, String> HOSPITALS = new TreeMap<>();
    private static final AtomicInteger SERIAL = new AtomicInteger();

    /** Longest wait for the next block, and for the end of a claim. */
    private static final long BLOCK_MILLIS = 10_000;

    private static final int BLOCKS = 50;

    private static final String ACTIVE = "  - id: employee-inpatient-active\n";
    private static final String CUT =
            ACTIVE
                    + "    out_of_area:\n"
                    + "      - {filing: [unfiled], place: [in-province, out-of-province],"
                    + " mode: points, points: 20%, source: table}\n";

    private static City city(String policy) {
        return CITIES.computeIfAbsent(
                policy,
                name ->
                        switch (name) {
                            case "hangzhou" -> City.found(PLATFORM, "330190", name);
                            case "chengdu" -> City.found(PLATFORM, "510190", name);
                            case "zhengzhou" -> City.found(PLATFORM, "410190", name);
                            case "hangzhou -20" ->
                                    City.found(PLATFORM, "330991", "hangzhou", ACTIVE, CUT);
                            default -> throw new IllegalArgumentException(name);
                        });
    }

    private static String hospital(String policy, String hospLv) {
        return HOSPITALS.computeIfAbsent(policy + hospLv, _ -> city(policy).hospital(hospLv));
    }

    /** Amounts in yuan: of the bill, then of the decision. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "f01, hangzhou, 02, 310, 1101, 44, 60000, 5000, 1000, 4000, 50000, 800, 40944, 19056",
        "f02, hangzhou, 02, 310, 1201, 64, 60000, 5000, 1000, 4000, 50000, 800, 42912, 17088",
        "f03, hangzhou, 11, 390, 1501, 44, 6000, 0, 0, 0, 6000, 300, 4560, 1440",
        "f04, hangzhou, 02, 390, 1501, 44, 20000, 1000, 0, 1500, 17500, 800, 11690, 8310",
        "f09, chengdu, 02, 310, 1101, 45, 30000, 2000, 0, 1200, 26800, 800, 22100, 7900",
        "f10, chengdu, 02, 310, 1201, 62, 30000, 2000, 0, 1200, 26800, 800, 23140, 6860",
        "f11, chengdu, 11, 310, 1201, 92, 5000, 0, 0, 0, 5000, 160, 4840, 160",
        "f12, zhengzhou, 02, 310, 1101, 44, 20000, 1500, 0, 900, 17600, 900, 14696, 5304",
        "f13, zhengzhou, 02, 310, 1201, 64, 20000, 1500, 0, 900, 17600, 900, 15531, 4469",
        "below the deductible, hangzhou, 02, 310, 1101, 44, 799, 0, 0, 0, 799, 799, 0, 799",
        "all self-paid, hangzhou, 02, 310, 1101, 44, 5000, 5000, 0, 0, 0, 0, 0, 5000",
        "band edge, hangzhou, 02, 310, 1101, 44, 40000, 0, 0, 0, 40000, 800, 32144, 7856",
        "a fen above, hangzhou, 02, 310, 1101, 44, 40000.01, 0, 0, 0, 40000.01, 800, 32144.01,"
                + " 7856",
        "60 today, chengdu, 02, 310, 1201, 60, 10800, 0, 0, 0, 10800, 800, 8900, 1900",
        "still 59, chengdu, 02, 310, 1201, 59, 10800, 0, 0, 0, 10800, 800, 8700, 2100",
    })
    void decidedAndPaid(
            String name,
            String policy,
            String hospLv,
            String insutype,
            String psnType,
            int age,
            String total,
            String own,
            String overLimit,
            String preSelf,
            String scope,
            String deductible,
            String fund,
            String personal)
            throws InterruptedException {
        Patient patient = new Patient(policy, insutype, psnType, age, hospital(policy, hospLv));
        ClaimState claim =
                patient.claim(bill(patient, fen(total), fen(own), fen(overLimit), fen(preSelf)));

        Settlement s = claim.getDecision().getSettlement();
        assertThat(s.getInscpScpAmt()).as(name).isEqualTo(fen(scope));
        assertThat(s.getActPayDedc()).isEqualTo(fen(deductible));
        assertThat(s.getHifpPay()).isEqualTo(fen(fund));
        assertThat(s.getPsnPartAmt()).isEqualTo(fen(personal));
        assertThat(Claims.paidFen(claim)).isEqualTo(fen(fund));
        assertThat(claim.getStatus())
                .isEqualTo(fen(fund) == 0 ? ClaimStatus.CLOSED : ClaimStatus.PAID);
    }

    /** 20 points less where nobody filed that care is sought elsewhere. */
    @ParameterizedTest
    @CsvSource({"hangzhou, 31104, 28896", "hangzhou -20, 40944, 19056"})
    void f18_unfiledElsewhere(String place, String fund, String personal)
            throws InterruptedException {
        Patient patient = new Patient("hangzhou -20", "310", "1101", 44, hospital(place, "02"));
        ClaimState claim =
                patient.claim(bill(patient, fen("60000"), fen("5000"), fen("1000"), fen("4000")));

        assertThat(Claims.paidFen(claim)).isEqualTo(fen(fund));
        assertThat(claim.getDecision().getSettlement().getPsnPartAmt()).isEqualTo(fen(personal));
    }

    private static long fen(String yuan) {
        return new java.math.BigDecimal(yuan).movePointRight(2).longValueExact();
    }

    /** A stay: one line outside the catalogue, one of class B with 10 % to pay first, one of A. */
    private static BillId bill(
            Patient patient, long total, long own, long overLimit, long preSelf) {
        Hospital hospital = new Hospital(PLATFORM, "his-" + patient.hospital);
        ObjectNode charge = hospital.charge();
        charge.put("busType", "01");
        charge.withObject("payer")
                .put("name", patient.name)
                .put("idNumber", patient.idNumber)
                .put("age", patient.age + "岁");
        charge.withObject("visit")
                .put("inDate", City.today().minusDays(5).toString())
                .put("outDate", City.today().toString())
                .put("medType", "21");
        charge.withObject("payment")
                .put("totalFen", total)
                .put("cashFen", total)
                .put("selfpayFen", total - own)
                .put("ownpayFen", own)
                .putArray("channels")
                .addObject()
                .put("code", "02")
                .put("amountFen", total);
        long second = preSelf == 0 ? 0 : 10 * preSelf + overLimit;
        ArrayNode details = charge.putArray("details");
        line(details, "3", own, 0, 0);
        line(details, "2", second, 1_000, overLimit);
        line(details, "1", total - own - second, 0, 0);
        charge.putArray("charges")
                .addObject()
                .put("sortNo", 1)
                .put("code", "06")
                .put("name", "手术费")
                .put("unit", "项")
                .put("standardFen", total)
                .put("quantity", "1.00")
                .put("amountFen", total)
                .put("selfFen", total);
        Hospital.Answer answer = hospital.post("/api/v1/bills", charge);
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(201);
        return BillId.newBuilder()
                .setCode(answer.text("code"))
                .setNumber(answer.text("number"))
                .build();
    }

    private static void line(
            ArrayNode details, String itemClass, long amount, int preSelfBp, long overLimit) {
        if (amount == 0) {
            return;
        }
        int number = details.size() + 1;
        details.addObject()
                .put("no", Integer.toString(number))
                .put("chargeCode", "06")
                .put("chargeName", "手术费")
                .put("code", "T" + number)
                .put("name", "测试项目" + number)
                .put("unit", "次")
                .put("unitPrice", "%d.%02d".formatted(amount / 100, amount % 100))
                .put("quantity", "1.00")
                .put("amountFen", amount)
                .put("selfFen", amount)
                .put("catalogueClass", itemClass)
                .put("preselfpayBp", preSelfBp)
                .put("overLimitFen", overLimit);
    }

    /** Somebody new, insured in a city. */
    private static final class Patient {

        private final String name;
        private final String idNumber;
        private final int age;
        private final String hospital;

        Patient(String policy, String insutype, String psnType, int age, String hospital) {
            int serial = SERIAL.incrementAndGet();
            City city = city(policy);
            LocalDate born = City.today().minusYears(age);
            // The last day on which one is still a year younger tomorrow.
            LocalDate birth = age == 59 ? born.minusYears(1).plusDays(1) : born;
            this.name = "测试" + serial;
            this.age = age;
            this.hospital = hospital;
            this.idNumber = idNumber(city.region(), birth, 2 * serial);
            PLATFORM.bean(Enrolments.class)
                    .enrol(
                            city.agency(),
                            city.region(),
                            insutype,
                            City.today().minusYears(5),
                            null,
                            new Insured(
                                    name,
                                    idNumber,
                                    birth,
                                    "女",
                                    "P" + idNumber,
                                    psnType,
                                    insutype.equals("390") ? "1" : "",
                                    false));
        }

        private static String idNumber(String region, LocalDate birth, int serial) {
            String body = "%s%s%03d".formatted(region, birth.toString().replace("-", ""), serial);
            return List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "X").stream()
                    .map(check -> body + check)
                    .filter(org.xinpiao.platform.keys.IdNumbers::valid)
                    .findFirst()
                    .orElseThrow();
        }

        /** Claims a bill and waits for the end. */
        ClaimState claim(BillId bill) throws InterruptedException {
            String claimId = "worked-" + SERIAL.incrementAndGet();
            long height =
                    PLATFORM.bean(Submissions.class)
                            .submit(
                                    claimId,
                                    bill,
                                    new ClaimForm(
                                            name,
                                            idNumber,
                                            hospital,
                                            City.today(),
                                            "inpatient",
                                            "6217000000000000004"));
            LedgerState state = PLATFORM.bean(LedgerState.class);
            List<ClaimStatus> seen = new ArrayList<>();
            for (int i = 0; i < BLOCKS; i++) {
                ClaimState claim = Objects.requireNonNull(Claims.find(state, claimId));
                seen.add(claim.getStatus());
                if (claim.getClosedMs() != 0) {
                    assertThat(Bills.find(state, bill)).isNotNull();
                    return claim;
                }
                height = PLATFORM.bean(Engine.class).ledger().awaitAbove(height, BLOCK_MILLIS);
            }
            throw new AssertionError(claimId + ": " + seen);
        }
    }
}
