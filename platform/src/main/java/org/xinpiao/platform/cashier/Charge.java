package org.xinpiao.platform.cashier;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.xinpiao.contracts.registry.Member;
import org.xinpiao.platform.bill.Categories;
import org.xinpiao.platform.identity.User;
import org.xinpiao.platform.keys.IdNumbers;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Turns what the cashier typed into the message a hospital system would send. Figures that are none
 * go in as they were typed: the door says what is wrong with them.
 */
final class Charge {

    private static final DateTimeFormatter INSTANT =
            DateTimeFormatter.ofPattern("uuuuMMddHHmmssSSS", Locale.ROOT);
    private static final String OUTSIDE_CATALOGUE = "3";
    private static final String PLACE = "01";

    private final IssueForm form;
    private final Member institution;
    private final ObjectNode body = JsonNodeFactory.instance.objectNode();
    private BigDecimal total = BigDecimal.ZERO.setScale(2);
    private BigDecimal outside = BigDecimal.ZERO.setScale(2);

    private Charge(IssueForm form, Member institution) {
        this.form = form;
        this.institution = institution;
    }

    /** The business object of the kind's method. */
    static ObjectNode message(IssueForm form, Member institution, User cashier, LocalDateTime now) {
        return new Charge(form, institution).message(cashier, now);
    }

    private ObjectNode message(User cashier, LocalDateTime now) {
        body.put("busNo", form.busNo())
                .put("busType", form.kind().busType())
                .put("busDateTime", INSTANT.format(now))
                .put("placeCode", PLACE)
                .put("payee", cashier.nameZh())
                .put("author", cashier.nameZh())
                .put("isArrears", "1");
        patient();
        visit();
        details();
        money();
        return body;
    }

    private void patient() {
        String type = institution.getInstitution().getType();
        body.put("payer", form.name())
                .put("payerType", "1")
                .put("cardNo", form.idNumber())
                .put("sex", sex(form.idNumber()))
                .put("age", age(form.idNumber(), form.visitDate()))
                .put("medicalInstitution", type.isEmpty() ? "医疗机构" : type)
                .put("medCareInstitution", institution.getId())
                .put("medCareTypeCode", "07")
                .put("medicalCareType", "全自费")
                .put("patientNo", form.busNo())
                .put("caseNumber", form.busNo());
    }

    private void visit() {
        String out = form.visitDate().replace("-", "");
        if (form.kind() == VisitKind.INPATIENT) {
            body.put("category", form.department())
                    .put("inHospitalDate", form.admissionDate().replace("-", ""))
                    .put("outHospitalDate", out);
        } else {
            body.put("patientCategory", form.department()).put("consultationDate", out);
        }
        body.putArray("otherInfo")
                .addObject()
                .put("infoNo", "med_type")
                .put("infoName", "医疗类别")
                .put("infoValue", form.kind().medType());
    }

    private void details() {
        Map<String, BigDecimal> charges = new TreeMap<>();
        ArrayNode details = body.putArray("listDetail");
        for (IssueForm.Line line : form.lines()) {
            int number = details.size() + 1;
            BigDecimal amount = amount(line);
            charges.merge(line.category(), amount, BigDecimal::add);
            total = total.add(amount);
            if (line.itemClass().equals(OUTSIDE_CATALOGUE)) {
                outside = outside.add(amount);
            }
            details.addObject()
                    .put("listDetailNo", Integer.toString(number))
                    .put("chargeCode", line.category())
                    .put("chargeName", Categories.name(line.category()))
                    .put("code", line.category() + "-" + number)
                    .put("name", line.name())
                    .put("unit", line.unit())
                    .put("std", line.price())
                    .put("number", line.quantity())
                    .put("amt", amount)
                    .put("selfAmt", amount)
                    .put("medicalCareType1", line.itemClass())
                    .put("remark", remark(line));
        }
        ArrayNode list = body.putArray("chargeDetail");
        charges.forEach((category, amount) ->
                list.addObject()
                        .put("sortNo", list.size())
                        .put("chargeCode", category)
                        .put("chargeName", Categories.name(category))
                        .put("unit", "项")
                        .put("std", amount)
                        .put("number", "1")
                        .put("amt", amount)
                        .put("selfAmt", amount));
    }

    private void money() {
        body.put("totalAmt", total)
                .put("fundPay", "0")
                .put("otherfundPay", "0")
                .put("accountPay", "0")
                .put("selfCashPay", total)
                .put("ownPay", outside)
                .put("selfPayAmt", total.subtract(outside))
                .put("selfConceitedAmt", "0")
                .put("reimbursementAmt", "0");
        body.putArray("payChannelDetail")
                .addObject()
                .put("payChannelCode", form.channel())
                .put("payChannelValue", total);
    }

    /** The pre-self-pay share of a class-B item, as the interface's remark carries it. */
    private static String remark(IssueForm.Line line) {
        @Nullable BigDecimal percent = number(line.preSelfPay());
        return line.itemClass().equals("2") && percent != null
                ? "selfpay_prop=" + percent.movePointLeft(2).toPlainString()
                : "";
    }

    private static BigDecimal amount(IssueForm.Line line) {
        @Nullable BigDecimal price = number(line.price());
        @Nullable BigDecimal quantity = number(line.quantity());
        return price == null || quantity == null
                ? BigDecimal.ZERO.setScale(2)
                : price.multiply(quantity).setScale(2, RoundingMode.HALF_UP);
    }

    private static @Nullable BigDecimal number(String text) {
        return text.matches("\\d{1,10}(\\.\\d{1,4})?") ? new BigDecimal(text) : null;
    }

    /** 男 or 女, from the 17th digit; empty for no identity number. */
    static String sex(String idNumber) {
        return !IdNumbers.valid(idNumber) ? "" : (idNumber.charAt(16) - '0') % 2 == 1 ? "男" : "女";
    }

    /** Full years on a day (yyyy-MM-dd), as a bill says them; empty for no identity number. */
    static String age(String idNumber, String day) {
        if (!IdNumbers.valid(idNumber)) {
            return "";
        }
        LocalDate born =
                LocalDate.parse(idNumber.substring(6, 14), DateTimeFormatter.BASIC_ISO_DATE);
        try {
            return Period.between(born, LocalDate.parse(day)).getYears() + "岁";
        } catch (DateTimeException e) {
            return "";
        }
    }
}
