package org.xinpiao.platform.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.xinpiao.contracts.policy.Case;
import org.xinpiao.contracts.policy.FeeLine;
import org.xinpiao.contracts.policy.FeeLine.Approval;
import org.xinpiao.contracts.policy.FeeLine.ItemClass;
import org.xinpiao.contracts.policy.FeeLine.OverLimit;
import org.xinpiao.contracts.policy.Filing;
import org.xinpiao.contracts.policy.Split;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads a case from JSON with the field names of {@code setlinfo} and of the fee lines: at the top
 * or inside an object {@code setlinfo}, fee lines in {@code feedetail}.
 */
public final class CaseReader {

    /** The largest file, in bytes. */
    public static final int BYTES_MAX = 16 << 20;

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
    private static final int MICRO = 6;
    private static final int COUNT = 4;

    private final List<Fault> faults = new ArrayList<>();
    private final Field root;
    private final Field info;

    private CaseReader(JsonNode node) {
        root = new Field(node, "", faults);
        info = root.at("setlinfo");
    }

    /** Reads a case; every fault names its field. */
    public static Reading<Case> read(byte[] json) {
        if (json.length > BYTES_MAX) {
            return bad("文件过大。", "The file is too large.");
        }
        JsonNode node;
        try {
            node = JSON.readTree(json);
        } catch (JacksonException e) {
            String at = "line " + e.getLocation().getLineNr();
            return bad("JSON格式错误（" + at + "）。", "This is not JSON (" + at + ").");
        }
        return read(node);
    }

    /** Reads a case that is JSON already. */
    static Reading<Case> read(JsonNode node) {
        if (!node.isObject()) {
            return bad("应为JSON对象。", "A case is a JSON object.");
        }
        CaseReader reader = new CaseReader(node);
        Case read = reader.read();
        return reader.faults.isEmpty() && read != null
                ? new Reading.Good<>(read)
                : new Reading.Bad<>(reader.faults);
    }

    private static Reading<Case> bad(String zh, String en) {
        return new Reading.Bad<>(List.of(new Fault(Fault.Kind.SYNTAX, "", zh, en)));
    }

    private @Nullable Case read() {
        known(root, CaseFields.CASE);
        known(info, CaseFields.CASE);
        known(root.at("used"), CaseFields.USED);
        Integer day = dischargeDay();
        Case.Person person = person();
        Case.Used used = used();
        Case.Account account =
                new Case.Account(
                        flag(at("acct_used_flag")),
                        notNegative(at("balc")),
                        notNegative(at("acct_mulaid_balc")));
        Case.Fees fees = at("feedetail").exists() ? lines() : totals();
        return day == null ? null : new Case(person, visit(day), used, account, fees);
    }

    /** A field at the top, else in setlinfo. */
    private Field at(String name) {
        Field top = root.at(name);
        return top.exists() || !info.exists() ? top : info.at(name);
    }

    private static void known(Field field, Set<String> names) {
        for (Map.Entry<String, JsonNode> entry : field.node().properties()) {
            if (!names.contains(entry.getKey())) {
                field.at(entry.getKey()).fault(Fault.Kind.FORM, "未知字段。", "Unknown field.");
            }
        }
    }

    private Case.Person person() {
        Field gend = at("gend");
        List<String> identities =
                at("idetinfo").elements().stream().map(f -> f.at("psn_idet_type").text()).toList();
        return new Case.Person(
                matching(at("insutype"), "[0-9]{3}", true),
                matching(at("psn_type"), "[0-9]{2,4}", true),
                at("insu_tier").text(),
                matching(gend, "[0-9]", false).equals("2"),
                orUnknown(at("brdy").day()),
                age(at("age")),
                flag(at("cvlserv_flag")),
                identities,
                at("contribution_months").integer(Case.Person.UNKNOWN),
                orUnknown(at("psn_insu_date").day()));
    }

    private static int orUnknown(@Nullable Integer day) {
        return day == null ? Case.Person.UNKNOWN : day;
    }

    /** Age has one decimal in the interface; only full years count. */
    private static int age(Field field) {
        long tenths = field.decimal(1, true, -1);
        if (tenths < 0) {
            if (field.exists() && field.node().asString("").startsWith("-")) {
                field.fault(Fault.Kind.FORM, "年龄不得为负。", "An age is not negative.");
            }
            return Case.Person.UNKNOWN;
        }
        return (int) Math.min(tenths / 10, 999);
    }

    private Case.Visit visit(int day) {
        Field filing = at("filing");
        String filed =
                matching(filing, "(long[-_]term|referral|emergency|unfiled)", false)
                        .replace('_', '-');
        Field admission = at("admission_no");
        int nth = admission.integer(1);
        if (nth < 1) {
            admission.fault(Fault.Kind.FORM, "次数从1开始。", "Admissions count from 1.");
        }
        return new Case.Visit(
                matching(at("med_type"), "[0-9A-Z]{2,8}", true),
                matching(at("hosp_lv"), "0[1-9]|1[01]", !at("hosp_level").exists()),
                at("hosp_level").text(),
                at("fixmedins_code").text(),
                flag(at("tcm_flag")),
                matching(at("mdtrtarea_admdvs"), "[0-9]{6}", false),
                filed.isEmpty() ? Filing.UNFILED : PlanMapper.filing(filed),
                nth,
                day,
                matching(at("dise_codg"), "[0-9A-Z.]{1,20}", false));
    }

    private @Nullable Integer dischargeDay() {
        for (String name :
                List.of("dscgTime", "dscg_time", "enddate", "endtime", "setl_time", "begntime")) {
            if (at(name).exists()) {
                return at(name).day();
            }
        }
        at("setl_time")
                .fault(
                        Fault.Kind.FORM,
                        "缺少出院或就诊日期（dscgTime、enddate、setl_time）。",
                        "The day of discharge or visit is missing (dscgTime, enddate, setl_time).");
        return null;
    }

    private Case.Used used() {
        Field used = at("used");
        return new Case.Used(
                notNegative(used.at("scope")),
                notNegative(used.at("basic")),
                notNegative(used.at("deductible")),
                notNegative(used.at("personal_scope")),
                notNegative(used.at("above_cap")),
                notNegative(used.at("serious")),
                notNegative(used.at("large")),
                notNegative(used.at("aid")),
                notNegative(used.at("family")),
                used.at("diseases").elements().stream().map(CaseReader::disease).toList(),
                used.at("cares").elements().stream().map(CaseReader::care).toList());
    }

    private static Case.CareUse care(Field use) {
        known(use, CaseFields.CARE);
        return new Case.CareUse(
                matching(use.at("med_type"), "[0-9A-Z]{2,8}", true),
                notNegative(use.at("scope")),
                notNegative(use.at("basic")),
                notNegative(use.at("deductible")));
    }

    private static Case.DiseaseUse disease(Field use) {
        known(use, CaseFields.DISEASE);
        return new Case.DiseaseUse(
                matching(use.at("dise_codg"), "[0-9A-Z.]{1,20}", true),
                notNegative(use.at("year_scope")),
                notNegative(use.at("year_basic")),
                notNegative(use.at("month_scope")),
                notNegative(use.at("month_basic")));
    }

    private static long notNegative(Field field) {
        long fen = field.fen(0);
        if (fen < 0) {
            field.fault(Fault.Kind.FORM, "金额不得为负。", "This amount is not negative.");
            return 0;
        }
        return fen;
    }

    private static String matching(Field field, String pattern, boolean needed) {
        String text = field.text();
        if (text.isEmpty() && needed) {
            field.fault(Fault.Kind.FORM, "缺少该字段。", "This field is missing.");
        } else if (!text.isEmpty() && !text.matches(pattern)) {
            field.fault(Fault.Kind.FORM, "代码格式不正确。", "This is not a code of the list.");
            return "";
        }
        return text;
    }

    private static boolean flag(Field field) {
        return matching(field, "[01]", false).equals("1");
    }

    private Case.Fees totals() {
        Field total = at("medfee_sumamt");
        if (!total.exists()) {
            total.fault(
                    Fault.Kind.FORM,
                    "须提供费用明细或总额。",
                    "Fee lines (feedetail) or the total are needed.");
        }
        long sum = total.fen(0);
        long own = at("fulamt_ownpay_amt").fen(0);
        long over = at("overlmt_selfpay").fen(0);
        long pre = at("preselfpay_amt").fen(0);
        long scope = at("inscp_scp_amt").fen(sum - own - over - pre);
        Split split = new Split(own, over, pre, scope);
        if (split.total() != sum) {
            total.fault(Fault.Kind.SUM, "四部分之和不等于总额。", "The four parts do not add up to it.");
        }
        return new Case.Fees.Totals(split);
    }

    private Case.Fees lines() {
        List<FeeLine> lines = new ArrayList<>();
        long sum = 0;
        for (Field field : at("feedetail").elements()) {
            FeeLine line = FeeLineReader.read(field);
            known(field, CaseFields.LINE);
            sum = Math.addExact(sum, line.totalFen());
            lines.add(line);
        }
        Field total = at("medfee_sumamt");
        if (total.exists() && total.fen(sum) != sum) {
            total.fault(Fault.Kind.SUM, "明细之和不等于总额。", "The fee lines do not add up to it.");
        }
        return new Case.Fees.Lines(lines);
    }

    /** Reads one fee line. */
    private static final class FeeLineReader {

        static FeeLine read(Field field) {
            Field amount = field.at("det_item_fee_sumamt");
            if (!amount.exists()) {
                amount.fault(Fault.Kind.FORM, "缺少该字段。", "This field is missing.");
            }
            long total = amount.fen(0);
            Split given = given(field, total);
            return new FeeLine(
                    matching(field.at("feedetl_sn"), ".{1,30}", true),
                    total,
                    itemClass(field.at("chrgitm_lv"), given == null),
                    rate(field.at("selfpay_prop")),
                    limit(field, total),
                    flag(field.at("lmt_used_flag")),
                    approval(field.at("hosp_appr_flag")),
                    given);
        }

        /** The care place's own split, when all four parts are there. */
        private static @Nullable Split given(Field field, long total) {
            Field scope = field.at("inscp_scp_amt");
            boolean whole =
                    scope.exists()
                            && field.at("fulamt_ownpay_amt").exists()
                            && field.at("overlmt_amt").exists()
                            && field.at("preselfpay_amt").exists();
            if (!whole) {
                return null;
            }
            Split split =
                    new Split(
                            field.at("fulamt_ownpay_amt").fen(0),
                            field.at("overlmt_amt").fen(0),
                            field.at("preselfpay_amt").fen(0),
                            scope.fen(0));
            if (split.total() != total) {
                field.at("det_item_fee_sumamt")
                        .fault(
                                Fault.Kind.SUM,
                                "四部分之和不等于金额。",
                                "The four parts do not add up to it.");
            }
            return split;
        }

        private static ItemClass itemClass(Field field, boolean needed) {
            return switch (matching(field, "0?[123]", needed)) {
                case "02", "2" -> ItemClass.B;
                case "03", "3" -> ItemClass.C;
                default -> ItemClass.A;
            };
        }

        private static int rate(Field field) {
            long rate = field.decimal(COUNT, true, 0);
            if (rate < 0 || rate > 10_000) {
                field.fault(Fault.Kind.RATIO, "比例应在0与1之间。", "The share is not from 0 to 1.");
                return 0;
            }
            return (int) rate;
        }

        private static OverLimit limit(Field field, long total) {
            Field ceiling = field.at("pric_uplmt_amt");
            if (field.at("overlmt_amt").exists()) {
                return new OverLimit.Amount(field.at("overlmt_amt").fen(0));
            }
            // A ceiling of 0 stands for none.
            if (!ceiling.exists() || ceiling.decimal(MICRO, true, 0) == 0) {
                return OverLimit.NONE;
            }
            long count = field.at("cnt").decimal(COUNT, true, 0);
            if (!field.at("cnt").exists() || (count < 0) != (total < 0)) {
                field.at("cnt")
                        .fault(
                                Fault.Kind.FORM,
                                "有限价时须有数量，且与金额同号。",
                                "A ceiling needs the count, of the amount's sign.");
            }
            long price = field.at("pric").decimal(MICRO, true, 0);
            return new OverLimit.Ceiling(price, ceiling.decimal(MICRO, true, 0), count);
        }

        private static Approval approval(Field field) {
            return switch (matching(field, "[012]", false)) {
                case "1" -> Approval.PASSED;
                case "2" -> Approval.REFUSED;
                default -> Approval.NOT_NEEDED;
            };
        }
    }
}
