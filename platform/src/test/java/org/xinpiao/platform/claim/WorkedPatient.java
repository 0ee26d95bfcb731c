package org.xinpiao.platform.claim;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.xinpiao.contracts.bill.BillId;
import org.xinpiao.contracts.bill.Bills;
import org.xinpiao.contracts.claim.ClaimState;
import org.xinpiao.contracts.claim.ClaimStatus;
import org.xinpiao.contracts.claim.Claims;
import org.xinpiao.contracts.claim.Settlement;
import org.xinpiao.ledger.Engine;
import org.xinpiao.platform.coverage.Enrolments;
import org.xinpiao.platform.coverage.Insured;
import org.xinpiao.platform.keys.IdNumbers;
import org.xinpiao.platform.node.LedgerState;
import org.xinpiao.platform.rest.Hospital;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Somebody new, insured in a city, who is treated, gets bills of today and claims them. */
final class WorkedPatient {

    private static final AtomicInteger SERIAL = new AtomicInteger();

    /** Longest wait for the next block, and for the end of a claim. */
    private static final long BLOCK_MILLIS = 10_000;

    private static final int BLOCKS = 50;

    private final City city;
    private final String insutype;
    private final String name;
    private final LocalDate birth;
    private final String psnType;
    private final String idNumber;

    /** Not insured yet. */
    WorkedPatient(City city, String insutype, String psnType, LocalDate birth) {
        int serial = SERIAL.incrementAndGet();
        this.city = city;
        this.insutype = insutype;
        this.psnType = psnType;
        this.birth = birth;
        this.name = "测试" + serial;
        this.idNumber = idNumber(city.region(), birth, 2 * serial);
    }

    String idNumber() {
        return idNumber;
    }

    /** Enrols the person, for the last five years and on. */
    WorkedPatient insured(Insured.Entitlement known) {
        city.platform()
                .bean(Enrolments.class)
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
                                false,
                                known));
        return this;
    }

    private static String idNumber(String region, LocalDate birth, int serial) {
        String body = "%s%s%03d".formatted(region, birth.toString().replace("-", ""), serial);
        return List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "X").stream()
                .map(check -> body + check)
                .filter(IdNumbers::valid)
                .findFirst()
                .orElseThrow();
    }

    static long fen(String yuan) {
        return new BigDecimal(yuan).movePointRight(2).longValueExact();
    }

    /**
     * A line of a bill, in fen.
     *
     * @param itemClass 1 甲, 2 乙, 3 自费
     */
    record Line(String itemClass, long fen, int preSelfBp, long overLimitFen) {}

    /** Claims a stay whose whole bill is in scope. */
    Settlement stay(String hospital, String yuan) throws InterruptedException {
        return claim(
                        hospital,
                        "inpatient",
                        bill(hospital, "21", "K80.100", List.of(new Line("1", fen(yuan), 0, 0))))
                .getDecision()
                .getSettlement();
    }

    /** Claims a visit whose whole bill is in scope. */
    Settlement visit(String hospital, String medType, String diagnosis, String yuan)
            throws InterruptedException {
        return claim(
                        hospital,
                        "outpatient",
                        bill(hospital, medType, diagnosis, List.of(new Line("1", fen(yuan), 0, 0))))
                .getDecision()
                .getSettlement();
    }

    /** A bill of today; a stay when the med_type says so. */
    BillId bill(String hospital, String medType, String diagnosis, List<Line> lines) {
        boolean inpatient = medType.equals("21");
        long total = lines.stream().mapToLong(Line::fen).sum();
        long own =
                lines.stream()
                        .filter(line -> line.itemClass().equals("3"))
                        .mapToLong(Line::fen)
                        .sum();
        Hospital his = new Hospital(city.platform(), "his-" + hospital);
        ObjectNode charge = his.charge();
        charge.put("busType", inpatient ? "01" : "02");
        charge.withObject("payer")
                .put("name", name)
                .put("idNumber", idNumber)
                .put("age", birth.until(City.today()).getYears() + "岁");
        ObjectNode visit = charge.withObject("visit").put("medType", medType);
        visit.put("inDate", City.today().minusDays(inpatient ? 5 : 0).toString());
        if (inpatient) {
            visit.put("outDate", City.today().toString());
        }
        charge.withObject("diagnosis").put("code", diagnosis).put("name", "诊断");
        charge.withObject("payment")
                .put("totalFen", total)
                .put("cashFen", total)
                .put("selfpayFen", total - own)
                .put("ownpayFen", own)
                .putArray("channels")
                .addObject()
                .put("code", "02")
                .put("amountFen", total);
        ArrayNode details = charge.putArray("details");
        lines.forEach(line -> detail(details.addObject(), details.size(), line));
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
        Hospital.Answer answer = his.post("/api/v1/bills", charge);
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(201);
        return BillId.newBuilder()
                .setCode(answer.text("code"))
                .setNumber(answer.text("number"))
                .build();
    }

    /** What is given back has the code of what was charged. */
    private static void detail(ObjectNode detail, int number, Line line) {
        boolean back = line.fen() < 0;
        long price = Math.abs(line.fen());
        detail.put("no", Integer.toString(number))
                .put("chargeCode", "06")
                .put("chargeName", "手术费")
                .put("code", "T" + (back ? number - 1 : number))
                .put("name", "测试项目")
                .put("unit", "次")
                .put("unitPrice", "%d.%02d".formatted(price / 100, price % 100))
                .put("quantity", back ? "-1.00" : "1.00")
                .put("amountFen", line.fen())
                .put("selfFen", line.fen())
                .put("catalogueClass", line.itemClass())
                .put("preselfpayBp", line.preSelfBp())
                .put("overLimitFen", line.overLimitFen());
    }

    /** Claims a bill and waits for the end. */
    ClaimState claim(String hospital, String visitClass, BillId bill) throws InterruptedException {
        String claimId = "worked-" + SERIAL.incrementAndGet();
        long height =
                city.platform()
                        .bean(Submissions.class)
                        .submit(
                                claimId,
                                bill,
                                new ClaimForm(
                                        name,
                                        idNumber,
                                        hospital,
                                        City.today(),
                                        visitClass,
                                        "6217000000000000004"));
        LedgerState state = city.platform().bean(LedgerState.class);
        List<ClaimStatus> seen = new ArrayList<>();
        for (int i = 0; i < BLOCKS; i++) {
            ClaimState claim = Objects.requireNonNull(Claims.find(state, claimId));
            seen.add(claim.getStatus());
            if (claim.getClosedMs() != 0) {
                assertThat(Bills.find(state, bill)).isNotNull();
                return claim;
            }
            height = city.platform().bean(Engine.class).ledger().awaitAbove(height, BLOCK_MILLIS);
        }
        throw new AssertionError(claimId + ": " + seen);
    }
}
