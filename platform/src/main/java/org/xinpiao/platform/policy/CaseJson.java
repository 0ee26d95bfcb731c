package org.xinpiao.platform.policy;

import java.time.LocalDate;
import java.util.Locale;
import org.xinpiao.contracts.Money;
import org.xinpiao.contracts.policy.Case;
import org.xinpiao.contracts.policy.FeeLine;
import org.xinpiao.contracts.policy.FeeLine.OverLimit;
import org.xinpiao.contracts.policy.Filing;
import org.xinpiao.contracts.policy.Split;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A case as JSON that {@link CaseReader} reads back to an equal one. The same case gives the same
 * text, member by member.
 */
public final class CaseJson {

    private static final int MICRO = 6;
    private static final int COUNT = 4;

    private CaseJson() {}

    /** Writes a case. */
    public static ObjectNode of(Case given) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        person(root, given.person());
        visit(root, given.visit());
        used(root.putObject("used"), given.used());
        Case.Account account = given.account();
        root.put("acct_used_flag", flag(account.use()))
                .put("balc", yuan(account.balanceFen()))
                .put("acct_mulaid_balc", yuan(account.familyBalanceFen()));
        switch (given.fees()) {
            case Case.Fees.Totals(Split split) -> {
                root.put("medfee_sumamt", yuan(split.total()));
                split(root, split, "overlmt_selfpay");
            }
            case Case.Fees.Lines(var lines) -> {
                var list = root.putArray("feedetail");
                lines.forEach(line -> line(list.addObject(), line));
            }
        }
        return root;
    }

    private static void person(ObjectNode root, Case.Person person) {
        root.put("insutype", person.insutype())
                .put("psn_type", person.psnType())
                .put("insu_tier", person.insuTier())
                .put("gend", person.female() ? "2" : "1")
                .put("cvlserv_flag", flag(person.civilServant()));
        day(root, "brdy", person.birthDay());
        number(root, "age", person.age());
        number(root, "contribution_months", person.contributionMonths());
        day(root, "psn_insu_date", person.insuredSinceDay());
        var identities = root.putArray("idetinfo");
        person.identities().forEach(each -> identities.addObject().put("psn_idet_type", each));
    }

    private static void visit(ObjectNode root, Case.Visit visit) {
        root.put("med_type", visit.medType())
                .put("hosp_lv", visit.hospLv())
                .put("fixmedins_code", visit.institution())
                .put("tcm_flag", flag(visit.tcm()))
                .put("mdtrtarea_admdvs", visit.careRegion())
                .put("filing", word(visit.filing()))
                .put("admission_no", visit.admission())
                .put("dise_codg", visit.disease());
        if (!visit.level().isEmpty()) {
            root.put("hosp_level", visit.level());
        }
        day(root, "dscgTime", visit.dischargeDay());
    }

    private static String word(Filing filing) {
        return filing.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static void used(ObjectNode node, Case.Used used) {
        node.put("scope", yuan(used.scope()))
                .put("basic", yuan(used.basic()))
                .put("deductible", yuan(used.deductible()))
                .put("personal_scope", yuan(used.personalScope()))
                .put("above_cap", yuan(used.aboveCap()))
                .put("serious", yuan(used.serious()))
                .put("large", yuan(used.large()))
                .put("aid", yuan(used.aid()))
                .put("family", yuan(used.family()));
        var cares = node.putArray("cares");
        for (Case.CareUse use : used.cares()) {
            cares.addObject()
                    .put("med_type", use.medType())
                    .put("scope", yuan(use.scope()))
                    .put("basic", yuan(use.basic()))
                    .put("deductible", yuan(use.deductible()));
        }
        var diseases = node.putArray("diseases");
        for (Case.DiseaseUse use : used.diseases()) {
            diseases.addObject()
                    .put("dise_codg", use.code())
                    .put("year_scope", yuan(use.yearScope()))
                    .put("year_basic", yuan(use.yearBasic()))
                    .put("month_scope", yuan(use.monthScope()))
                    .put("month_basic", yuan(use.monthBasic()));
        }
    }

    private static void line(ObjectNode node, FeeLine line) {
        node.put("feedetl_sn", line.serial())
                .put("det_item_fee_sumamt", yuan(line.totalFen()))
                .put("chrgitm_lv", "0" + (line.itemClass().ordinal() + 1))
                .put("selfpay_prop", decimal(line.selfpayBp(), COUNT))
                .put("lmt_used_flag", flag(line.limitedUse()))
                .put("hosp_appr_flag", Integer.toString(line.approval().ordinal()));
        switch (line.limit()) {
            case OverLimit.Amount(long fen) -> {
                if (line.given() == null && fen != 0) {
                    node.put("overlmt_amt", yuan(fen));
                }
            }
            case OverLimit.Ceiling(long price, long ceiling, long count) ->
                    node.put("pric", decimal(price, MICRO))
                            .put("pric_uplmt_amt", decimal(ceiling, MICRO))
                            .put("cnt", decimal(count, COUNT));
        }
        if (line.given() != null) {
            split(node, line.given(), "overlmt_amt");
        }
    }

    private static void split(ObjectNode node, Split split, String overLimit) {
        node.put("fulamt_ownpay_amt", yuan(split.ownpay()))
                .put(overLimit, yuan(split.overLimit()))
                .put("preselfpay_amt", yuan(split.preSelfpay()))
                .put("inscp_scp_amt", yuan(split.inScope()));
    }

    private static void day(ObjectNode node, String name, int epochDay) {
        if (epochDay != Case.Person.UNKNOWN) {
            node.put(name, LocalDate.ofEpochDay(epochDay).toString());
        }
    }

    private static void number(ObjectNode node, String name, int value) {
        if (value != Case.Person.UNKNOWN) {
            node.put(name, value);
        }
    }

    private static String flag(boolean value) {
        return value ? "1" : "0";
    }

    private static String yuan(long fen) {
        return Money.ofFen(fen).toString();
    }

    private static String decimal(long value, int decimals) {
        return java.math.BigDecimal.valueOf(value, decimals).toPlainString();
    }
}
