package org.xinpiao.simulator;

import static org.xinpiao.simulator.Json.yuan;

import java.math.BigDecimal;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Puts a visit into the body that hospital systems send to issue a bill (domain §2.4).
 *
 * <p>Amounts are JSON numbers in yuan with two decimals (unit prices four), everything else is
 * text. The money fields:
 *
 * <ul>
 *   <li>{@code totalAmt} total = Σ chargeDetail.amt = Σ listDetail.amt = Σ payChannelDetail
 *   <li>{@code fundPay} basic pooled fund (统筹), {@code otherfundPay} all other funds, {@code
 *       reimbursementAmt} both
 *   <li>{@code accountPay} personal account, {@code selfCashPay} every other means of the patient
 *       (cash, card, phone); fundPay + otherfundPay + accountPay + selfCashPay = totalAmt
 *   <li>{@code selfPayAmt} 个人自付, the burden inside the catalogue: deductible, co-payment,
 *       pre-self-pay and the part above price ceilings; {@code ownPay} 个人自费, items outside the
 *       catalogue; selfPayAmt + ownPay = accountPay + selfCashPay
 *   <li>{@code selfConceitedAmt} 自负, the part of selfPayAmt that the policy left: deductible and
 *       co-payment, without pre-self-pay and over-limit
 *   <li>{@code selfAmt} of a line: its part outside what the policy applies to (self-paid,
 *       pre-self-pay, over-limit)
 * </ul>
 *
 * A bill that no insurance settled has selfPayAmt and selfConceitedAmt 0, ownPay = totalAmt and
 * selfAmt = amt on every line; its lines' classes, ratios and ceilings are still those of the
 * catalogue, for a later claim.
 */
final class Wire {

    /** cardType of a resident's identity card; cardNo is then the identity number. */
    static final String CARD_TYPE_ID = "1101";

    private static final long PREPAID_STEP_FEN = 100_000;
    private static final String[] CASH_CHANNELS = {"02", "04", "05", "07"};

    private Wire() {}

    static ObjectNode body(Visit visit) {
        ObjectNode body = Json.object();
        basics(body, visit);
        patient(body, visit);
        if (visit.kind() == VisitKind.INPATIENT) {
            inpatient(body, visit);
        }
        money(body, visit);
        otherInfo(body.putArray("otherInfo"), visit);
        channels(body.putArray("payChannelDetail"), visit);
        charges(body.putArray("chargeDetail"), visit);
        int number = 0;
        ArrayNode details = body.putArray("listDetail");
        for (FeeLine line : visit.lines()) {
            detail(details.addObject(), ++number, line, visit);
        }
        return body;
    }

    private static void basics(ObjectNode body, Visit visit) {
        Institution.Place place = visit.place();
        body.put("busNo", visit.busNo())
                .put("busType", visit.kind().busType())
                .put("payer", visit.person().name())
                .put("busDateTime", Times.instant(visit.settled()))
                .put("placeCode", place.code())
                .put("payee", place.payee())
                .put("author", place.author())
                .put("checker", place.checker())
                .put("totalAmt", yuan(visit.money().total()));
    }

    private static void patient(ObjectNode body, Visit visit) {
        Person person = visit.person();
        boolean direct = visit.settledDirectly();
        body.put("tel", person.mobile())
                .put("payerType", "1")
                .put("cardType", CARD_TYPE_ID)
                .put("cardNo", person.idNumber())
                .put("medicalInstitution", visit.institution().type())
                .put("medCareInstitution", visit.institution().code())
                .put("medCareTypeCode", !direct ? "07" : person.employee() ? "01" : "90")
                .put(
                        "medicalCareType",
                        !direct ? "全自费" : person.employee() ? "职工基本医疗保险" : "城乡居民基本医疗保险");
        if (direct) {
            body.put("medicalInsuranceID", person.psnNo());
        }
        body.put("consultationDate", Times.day(visit.begin().toLocalDate()))
                .put("patientCategory", visit.diagnosis().department())
                .put("patientCategoryCode", visit.diagnosis().departmentCode())
                .put("patientNo", visit.patientNo())
                .put("caseNumber", visit.caseNumber())
                .put("sex", person.sex())
                .put("age", person.ageOn(visit.begin().toLocalDate()) + "岁");
    }

    private static void inpatient(ObjectNode body, Visit visit) {
        Diagnosis diagnosis = visit.diagnosis();
        if (visit.settledDirectly()) {
            body.put("medCareAreaCode", visit.person().homeRegion());
        }
        body.put("category", diagnosis.department())
                .put("categoryCode", diagnosis.departmentCode())
                .put("leaveCategory", diagnosis.department())
                .put("leaveCategoryCode", diagnosis.departmentCode())
                .put("patientId", visit.caseNumber())
                .put("inHospitalDate", Times.day(visit.begin().toLocalDate()))
                .put("outHospitalDate", Times.day(visit.settled().toLocalDate()));
    }

    private static void money(ObjectNode body, Visit visit) {
        Settlement money = visit.money();
        boolean direct = visit.settledDirectly();
        long own = direct ? money.ownPay() : money.total();
        long self = direct ? money.selfPay() : 0;
        long conceited = direct ? self - money.preSelfPay() - money.overLimit() : 0;
        body.put("accountPay", yuan(money.account()))
                .put("fundPay", yuan(money.pooled()))
                .put("otherfundPay", yuan(money.otherFunds()))
                .put("ownPay", yuan(own))
                .put("selfConceitedAmt", yuan(conceited))
                .put("selfPayAmt", yuan(self))
                .put("selfCashPay", yuan(money.cash()))
                .put("reimbursementAmt", yuan(money.fundTotal()));
        if (direct) {
            body.put("ownAcBalance", yuan(money.balanceAfter()))
                    .put("balancedNumber", visit.settlementId());
        }
        body.put("isArrears", "1");
    }

    private static void otherInfo(ArrayNode entries, Visit visit) {
        Settlement money = visit.money();
        info(entries, OtherInfo.MED_TYPE, visit.kind().medType());
        info(entries, OtherInfo.DIAGNOSIS_CODE, visit.diagnosis().code());
        info(entries, OtherInfo.DIAGNOSIS_NAME, visit.diagnosis().name());
        info(entries, OtherInfo.BEGIN, Times.day(visit.begin().toLocalDate()));
        info(entries, OtherInfo.END, Times.day(visit.settled().toLocalDate()));
        if (visit.settledDirectly()) {
            info(entries, OtherInfo.HOME_REGION, visit.person().homeRegion());
            info(entries, OtherInfo.DEDUCTIBLE, money.deductible());
            if (money.otherFunds() > 0) {
                info(entries, OtherInfo.CIVIL_SERVANT, money.otherFunds());
            }
        }
        long negotiated =
                visit.lines().stream()
                        .filter(line -> line.item().negotiated())
                        .mapToLong(FeeLine::amountFen)
                        .sum();
        if (negotiated > 0) {
            info(entries, OtherInfo.NEGOTIATED, negotiated);
        }
        if (visit.kind() == VisitKind.INPATIENT) {
            // Paid in advance in whole thousands, about what the patient will owe.
            long prepaid =
                    (money.cash() + PREPAID_STEP_FEN / 2) / PREPAID_STEP_FEN * PREPAID_STEP_FEN;
            info(entries, OtherInfo.PREPAID, prepaid);
            info(entries, OtherInfo.SUPPLEMENT, Math.max(0, money.cash() - prepaid));
            info(entries, OtherInfo.REFUND, Math.max(0, prepaid - money.cash()));
        }
    }

    private static void info(ArrayNode entries, OtherInfo info, long fen) {
        info(entries, info, yuan(fen).toString());
    }

    private static void info(ArrayNode entries, OtherInfo info, String value) {
        entries.addObject()
                .put("infoNo", info.key())
                .put("infoName", info.title())
                .put("infoValue", value);
    }

    private static void channels(ArrayNode channels, Visit visit) {
        Settlement money = visit.money();
        long insurance = money.fundTotal() + money.account();
        if (insurance > 0) {
            channel(channels, "11", insurance);
        }
        if (money.cash() > 0 || insurance == 0) {
            int means = Math.floorMod(visit.busNo().hashCode(), CASH_CHANNELS.length);
            channel(channels, CASH_CHANNELS[means], money.cash());
        }
    }

    private static void channel(ArrayNode channels, String code, long fen) {
        channels.addObject().put("payChannelCode", code).put("payChannelValue", yuan(fen));
    }

    /** One line for each category that occurred, in the order of the mandated form. */
    private static void charges(ArrayNode charges, Visit visit) {
        TreeMap<String, List<FeeLine>> byCategory = new TreeMap<>();
        for (FeeLine line : visit.lines()) {
            byCategory.merge(line.item().category(), List.of(line), Wire::joined);
        }
        byCategory.forEach((category, lines) -> {
            long amount = lines.stream().mapToLong(FeeLine::amountFen).sum();
            long self = lines.stream().mapToLong(line -> selfAmt(line, visit)).sum();
            charges.addObject()
                    .put("sortNo", charges.size())
                    .put("chargeCode", category)
                    .put("chargeName", CatalogueItem.categoryName(category))
                    .put("unit", "项")
                    .put("std", yuan(amount))
                    .put("number", yuan(100))
                    .put("amt", yuan(amount))
                    .put("selfAmt", yuan(self));
        });
    }

    private static List<FeeLine> joined(List<FeeLine> some, List<FeeLine> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }

    private static void detail(ObjectNode detail, int number, FeeLine line, Visit visit) {
        CatalogueItem item = line.item();
        detail.put("listDetailNo", Integer.toString(number))
                .put("chargeCode", item.category())
                .put("chargeName", item.categoryName())
                .put("code", item.code())
                .put("name", item.name())
                .put("unit", item.unit())
                .put("std", BigDecimal.valueOf(line.priceTenThousandths(), 4))
                .put("number", yuan(line.quantityHundredths()))
                .put("amt", yuan(line.amountFen()))
                .put("selfAmt", yuan(selfAmt(line, visit)))
                .put("medicalCareType1", Integer.toString(item.catalogueClass()))
                .put("medCareItemCode", item.insuranceCode())
                .put("medCareItemName", item.name())
                .put("remark", LineRemark.of(line).format());
    }

    private static long selfAmt(FeeLine line, Visit visit) {
        return visit.settledDirectly() ? line.amountFen() - line.inScopeFen() : line.amountFen();
    }
}
