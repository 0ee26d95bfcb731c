package org.xinpiao.platform.cashier;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.springframework.util.LinkedMultiValueMap;
import org.xinpiao.contracts.registry.Institution;
import org.xinpiao.contracts.registry.Member;
import org.xinpiao.platform.identity.Role;
import org.xinpiao.platform.identity.User;
import org.xinpiao.platform.web.Fault;
import tools.jackson.databind.node.ObjectNode;

class ChargeTest {

    private static final String ID = "330102198001010026";
    private static final Member HOSPITAL =
            Member.newBuilder()
                    .setId("H33010099001")
                    .setInstitution(Institution.newBuilder().setType("三级甲等综合医院"))
                    .build();
    private static final User CASHIER =
            new User("wang", "王芳", "Wang Fang", Role.CASHIER, "H33010099001", "330100", null);

    @Test
    void messageCarriesSumsByCategoryAndClass() {
        ObjectNode message = message(VisitKind.OUTPATIENT);

        assertThat(message.path("totalAmt").decimalValue()).isEqualByComparingTo("187.87");
        assertThat(message.path("ownPay").decimalValue()).isEqualByComparingTo("100");
        assertThat(message.path("selfPayAmt").decimalValue()).isEqualByComparingTo("87.87");
        assertThat(message.path("chargeDetail").size()).isEqualTo(2);
        assertThat(message.path("chargeDetail").get(1).path("amt").decimalValue())
                .isEqualByComparingTo("100");
        // 31.4325 times 2 is half a fen above 62.86.
        assertThat(message.path("listDetail").get(1).path("amt").decimalValue())
                .isEqualByComparingTo("62.87");
        assertThat(message.path("listDetail").get(1).path("remark").asString())
                .isEqualTo("selfpay_prop=0.10");
    }

    @Test
    void messageDescribesPatientAndVisit() {
        ObjectNode message = message(VisitKind.INPATIENT);

        assertThat(message.path("sex").asString()).isEqualTo("女");
        assertThat(message.path("age").asString()).isEqualTo("46岁");
        assertThat(message.path("busType").asString()).isEqualTo("01");
        assertThat(message.path("inHospitalDate").asString()).isEqualTo("20260820");
        assertThat(message.path("outHospitalDate").asString()).isEqualTo("20260823");
        assertThat(message.path("category").asString()).isEqualTo("内科");
    }

    @Test
    void wrongFiguresGoToTheDoorAsTheyWereTyped() {
        var line = new IssueForm.Line("09", "药", "1", "", "", "12,5", "x");
        var form =
                new IssueForm(
                        "W1", VisitKind.OUTPATIENT, "张", "1", "内科", "?", "", "02", List.of(line));

        ObjectNode message =
                Charge.message(form, HOSPITAL, CASHIER, LocalDateTime.of(2026, 8, 23, 9, 0));

        assertThat(message.path("listDetail").get(0).path("std").asString()).isEqualTo("12,5");
        assertThat(message.path("sex").asString()).isEmpty();
        assertThat(message.path("age").asString()).isEmpty();
    }

    @Test
    void blankLinesAreLeftOut() {
        var fields = new LinkedMultiValueMap<String, String>();
        fields.add("idNumber", " 33010219800101002x ");
        fields.put("lineName", List.of("", "诊查费"));
        fields.put("linePrice", List.of("", "25"));
        fields.put("lineQuantity", List.of("1", "1"));

        var form = IssueForm.of(fields);

        assertThat(form.lines()).extracting(IssueForm.Line::name).containsExactly("诊查费");
        assertThat(form.idNumber()).isEqualTo("33010219800101002X");
    }

    @Test
    void faultsStandWhereTheFieldIs() {
        var errors =
                CashierIssue.errors(
                        List.of(
                                fault("cardNo", "is wrong"),
                                fault("sex", "is mandatory"),
                                fault("listDetail[2].std", "is mandatory"),
                                fault("chargeDetail[0].amt", "is wrong"),
                                fault("totalAmt", "must be positive")),
                        Locale.ENGLISH);

        assertThat(errors)
                .containsOnlyKeys("idNumber", "line-2", "")
                .containsEntry("idNumber", "is wrong");
    }

    private static ObjectNode message(VisitKind kind) {
        var form =
                new IssueForm(
                        "W1",
                        kind,
                        "张秀兰",
                        ID,
                        "内科",
                        "2026-08-23",
                        "2026-08-20",
                        "02",
                        List.of(
                                new IssueForm.Line("09", "葡萄糖", "1", "", "袋", "25", "1"),
                                new IssueForm.Line("09", "阿托伐他汀", "2", "10", "盒", "31.4325", "2"),
                                new IssueForm.Line("14", "陪护费", "3", "", "日", "100", "1")));
        return Charge.message(form, HOSPITAL, CASHIER, LocalDateTime.of(2026, 8, 23, 9, 0));
    }

    private static Fault fault(String path, String en) {
        return new Fault(path, "intake.field", "有误", en);
    }
}
