package org.xinpiao.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What every message that issues a bill must fulfil, apart from the way it was made: domain §2.3,
 * §2.4, §4.2.
 */
final class MessageChecks {

    private static final String FACE =
            "busNo 50|busType 20|payer 100|busDateTime 17|placeCode 50|payee 50|author 100|checker"
                + " 100|tel 11|payerType 1|cardType 10|cardNo 50|medicalInstitution"
                + " 30|medCareInstitution 60|medCareTypeCode 30|medicalCareType 60|consultationDate"
                + " 10|patientCategory 60|patientCategoryCode 60|patientNo 30|caseNumber 50|sex"
                + " 4|age 10|isArrears 1";
    private static final String INPATIENT =
            "category 60|categoryCode 60|leaveCategory 60|leaveCategoryCode 60|patientId"
                    + " 50|inHospitalDate 10|outHospitalDate 10";
    private static final String CHARGE = "chargeCode 50|chargeName 100|unit 20";
    private static final String DETAIL =
            "listDetailNo 60|chargeCode 50|chargeName 100|code 30|name 100|unit 20|medicalCareType1"
                    + " 1|medCareItemCode 100|medCareItemName 100|remark 200";

    private MessageChecks() {}

    static void check(ObjectNode body) {
        texts(body, FACE);
        assertThat(text(body, "busDateTime")).matches("20\\d{15}");
        assertThat(text(body, "consultationDate")).matches("20\\d{6}");
        if (text(body, "busType").equals("01")) {
            texts(body, INPATIENT);
        }
        BigDecimal total = amount(body, "totalAmt", 2);
        assertThat(total).isPositive();
        money(body, total);
        assertThat(sum(body, "payChannelDetail", "payChannelValue")).isEqualByComparingTo(total);
        assertThat(sum(body, "chargeDetail", "amt")).isEqualByComparingTo(total);
        assertThat(sum(body, "listDetail", "amt")).isEqualByComparingTo(total);
        assertThat(sum(body, "chargeDetail", "selfAmt"))
                .isEqualByComparingTo(sum(body, "listDetail", "selfAmt"));
        for (JsonNode info : body.get("otherInfo")) {
            texts(info, "infoNo 50|infoName 100|infoValue 200");
        }
        charges(body);
        body.get("listDetail").forEach(MessageChecks::detail);
    }

    private static void money(ObjectNode body, BigDecimal total) {
        BigDecimal account = amount(body, "accountPay", 2);
        BigDecimal fund = amount(body, "fundPay", 2);
        BigDecimal other = amount(body, "otherfundPay", 2);
        BigDecimal cash = amount(body, "selfCashPay", 2);
        BigDecimal own = amount(body, "ownPay", 2);
        BigDecimal self = amount(body, "selfPayAmt", 2);
        BigDecimal conceited = amount(body, "selfConceitedAmt", 2);
        assertThat(fund.add(other).add(account).add(cash)).isEqualByComparingTo(total);
        assertThat(amount(body, "reimbursementAmt", 2)).isEqualByComparingTo(fund.add(other));
        assertThat(self.add(own)).isEqualByComparingTo(account.add(cash));
        assertThat(conceited).isLessThanOrEqualTo(self);
        if (body.has("balancedNumber")) {
            texts(body, "balancedNumber 100|medicalInsuranceID 30");
            amount(body, "ownAcBalance", 2);
        } else {
            assertThat(own).isEqualByComparingTo(total);
            assertThat(text(body, "medCareTypeCode")).isEqualTo("07");
        }
    }

    private static void charges(ObjectNode body) {
        Map<String, BigDecimal> byCategory = new TreeMap<>();
        for (JsonNode line : body.get("listDetail")) {
            byCategory.merge(text(line, "chargeCode"), amount(line, "amt", 2), BigDecimal::add);
        }
        Map<String, BigDecimal> charged = new TreeMap<>();
        int sortNo = 0;
        String last = "";
        for (JsonNode charge : body.get("chargeDetail")) {
            texts(charge, CHARGE);
            assertThat(charge.get("sortNo").intValue()).isEqualTo(++sortNo);
            assertThat(text(charge, "chargeCode")).isGreaterThan(last);
            last = text(charge, "chargeCode");
            charged.put(last, amount(charge, "amt", 2));
        }
        assertThat(charged).isEqualTo(byCategory);
    }

    private static void detail(JsonNode line) {
        texts(line, DETAIL);
        BigDecimal exact = amount(line, "std", 4).multiply(amount(line, "number", 2));
        BigDecimal amount = amount(line, "amt", 2);
        assertThat(exact.subtract(amount).abs()).isLessThanOrEqualTo(new BigDecimal("0.005"));
        assertThat(amount(line, "selfAmt", 2)).isBetween(BigDecimal.ZERO, amount);
        assertThat(text(line, "medicalCareType1")).matches("[123]");
        LineRemark remark = LineRemark.parse(text(line, "remark"));
        assertThat(remark.category()).isEqualTo(text(line, "chargeCode"));
        assertThat(remark.format()).isEqualTo(text(line, "remark"));
        assertThat(remark.preSelfPayBp() == 10_000)
                .isEqualTo(text(line, "medicalCareType1").equals("3"));
    }

    // Plain comparisons here: these two run some millions of times.

    private static void texts(JsonNode node, String fields) {
        for (String field : fields.split("\\|", -1)) {
            int space = field.indexOf(' ');
            String value = text(node, field.substring(0, space));
            int longest = Integer.parseInt(field.substring(space + 1));
            if (value.isBlank() || value.length() > longest) {
                throw new AssertionError(field + " does not fit: " + value);
            }
        }
    }

    private static String text(JsonNode node, String field) {
        JsonNode value = node.get(field);
        if (value == null || !value.isString()) {
            throw new AssertionError("no text in " + field);
        }
        return value.stringValue();
    }

    /** An amount of at most 14 digits with at most the given number of decimals. */
    private static BigDecimal amount(JsonNode node, String field, int decimals) {
        JsonNode value = node.get(field);
        if (value == null || !value.isNumber()) {
            throw new AssertionError("no amount in " + field);
        }
        BigDecimal amount = value.decimalValue();
        if (amount.signum() < 0 || amount.scale() > decimals || amount.precision() > 14) {
            throw new AssertionError(field + " does not fit: " + amount);
        }
        return amount;
    }

    private static BigDecimal sum(ObjectNode body, String array, String field) {
        BigDecimal sum = BigDecimal.ZERO;
        for (JsonNode element : body.get(array)) {
            sum = sum.add(amount(element, field, 2));
        }
        return sum;
    }
}
