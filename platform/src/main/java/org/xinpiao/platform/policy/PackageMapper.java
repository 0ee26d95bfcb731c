package org.xinpiao.platform.policy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.xinpiao.contracts.policy.Band;
import org.xinpiao.contracts.policy.Care;
import org.xinpiao.contracts.policy.FamilyAccount;
import org.xinpiao.contracts.policy.Fund;
import org.xinpiao.contracts.policy.Label;
import org.xinpiao.contracts.policy.Level;
import org.xinpiao.contracts.policy.Mark;
import org.xinpiao.contracts.policy.Plan;
import org.xinpiao.contracts.policy.PolicyPackage;
import org.xinpiao.contracts.policy.Supplement;
import tools.jackson.databind.JsonNode;

/** Makes a package of a document whose form is right. */
final class PackageMapper {

    private final Field root;
    private final List<PolicyDocument.Origin> origins = new ArrayList<>();

    PackageMapper(JsonNode root, List<Fault> faults) {
        this.root = new Field(root, "", faults);
    }

    List<PolicyDocument.Origin> origins() {
        return origins;
    }

    PolicyPackage map() {
        collect(root.node(), "");
        List<Level> levels = levels();
        Field effective = root.at("effective");
        Integer from = effective.at("from").day();
        Integer to = effective.at("to").day();
        if (from != null && to != null && to < from) {
            effective.at("to").fault(Fault.Kind.DATE, "失效日早于生效日。", "It ends before it begins.");
        }
        List<Plan> plans = plans(levels);
        List<Supplement> supplements = supplements(plans);
        return new PolicyPackage(
                root.at("region").text(),
                label(root.at("name")),
                root.at("version").integer(1),
                from == null ? 0 : from,
                to == null ? PolicyPackage.NO_END : to,
                sources(),
                levels,
                medTypes(),
                plans,
                supplements,
                subsidies(),
                aids(),
                familyAccounts());
    }

    static Label label(Field field) {
        return new Label(field.at("zh").text(), field.at("en").text());
    }

    static Mark mark(String word) {
        return switch (word) {
            case "S" -> Mark.SECONDARY;
            case "C" -> Mark.COMPUTED;
            case "unverified" -> Mark.UNVERIFIED;
            case "assumption" -> Mark.ASSUMPTION;
            default -> Mark.READ;
        };
    }

    private List<PolicyPackage.Source> sources() {
        List<PolicyPackage.Source> sources = new ArrayList<>();
        for (Map.Entry<String, JsonNode> entry : root.at("sources").node().properties()) {
            Field source = root.at("sources").at(entry.getKey());
            sources.add(
                    new PolicyPackage.Source(
                            entry.getKey(),
                            source.at("text").text(),
                            mark(source.at("mark").text())));
        }
        return sources;
    }

    /** Every object that names a source is a marked value. */
    private void collect(JsonNode node, String path) {
        if (node.isObject() && node.has("source")) {
            String id = node.path("source").asString();
            Field source = root.at("sources").at(id);
            if (!source.exists()) {
                new Field(node, path, faults())
                        .at("source")
                        .fault(Fault.Kind.REFERENCE, "来源未列出。", "No such source is listed.");
            }
            String own = node.path("mark").asString("");
            Mark mark = mark(own.isEmpty() ? source.at("mark").text() : own);
            origins.add(new PolicyDocument.Origin(path, source.at("text").text(), mark));
        }
        if (node.isObject()) {
            for (Map.Entry<String, JsonNode> entry : node.properties()) {
                collect(entry.getValue(), path + "/" + entry.getKey());
            }
        } else {
            for (int i = 0; i < node.size(); i++) {
                collect(node.path(i), path + "/" + i);
            }
        }
    }

    private List<Fault> faults() {
        return root.faults();
    }

    private List<Level> levels() {
        List<Level> levels = new ArrayList<>();
        Set<String> codes = new HashSet<>();
        for (Field field : root.at("levels").elements()) {
            Level level =
                    new Level(field.at("id").text(), label(field), field.at("hosp_lv").texts());
            for (Field code : field.at("hosp_lv").elements()) {
                if (!codes.add(code.text())) {
                    code.fault(
                            Fault.Kind.REFERENCE,
                            "医院等级代码归属不唯一。",
                            "The code already means another level.");
                }
            }
            levels.add(level);
        }
        unique(root.at("levels"));
        return levels;
    }

    /** Ids of a list are used once. */
    static void unique(Field list) {
        Set<String> ids = new HashSet<>();
        for (Field field : list.elements()) {
            if (!ids.add(field.at("id").text())) {
                field.at("id").fault(Fault.Kind.REFERENCE, "标识重复。", "The id is used twice.");
            }
        }
    }

    private SortedMap<String, Care> medTypes() {
        SortedMap<String, Care> types = new TreeMap<>();
        for (Map.Entry<String, JsonNode> entry : root.at("med_types").node().properties()) {
            types.put(entry.getKey(), PlanMapper.care(entry.getValue().asString()));
        }
        return types;
    }

    private List<Plan> plans(List<Level> levels) {
        Set<String> ids = new HashSet<>();
        levels.forEach(level -> ids.add(level.id()));
        ids.add(Level.ANY);
        List<Plan> plans = new ArrayList<>();
        for (Field field : root.at("benefits").elements()) {
            plans.add(new PlanMapper(field, ids).map());
        }
        unique(root.at("benefits"));
        return plans;
    }

    private List<Supplement> supplements(List<Plan> plans) {
        List<Supplement> supplements = new ArrayList<>();
        for (Field field : root.at("supplements").elements()) {
            Field over = field.at("over");
            boolean aboveCap = over.text().equals("above-cap");
            List<String> insutypes = field.at("insutype").texts();
            if (aboveCap && plans.stream().noneMatch(plan -> hasScopeCap(plan, insutypes))) {
                over.fault(
                        Fault.Kind.REFERENCE,
                        "相应待遇没有按范围内金额计的年度限额。",
                        "No benefit of this insurance has a cap on the in-scope amount.");
            }
            supplements.add(
                    new Supplement(
                            field.at("id").text(),
                            label(field),
                            field.at("fund").text().equals("hifob") ? Fund.HIFOB : Fund.HIFMI,
                            insutypes,
                            aboveCap,
                            field.at("deductible").fen(0),
                            Bands.read(field.at("tiers").elements(), field.at("tiers")),
                            field.at("cap").fen(Band.OPEN)));
        }
        unique(root.at("supplements"));
        return supplements;
    }

    private static boolean hasScopeCap(Plan plan, List<String> insutypes) {
        Plan.Cap cap = plan.cap();
        return cap != null
                && cap.onScope()
                && plan.insutypes().stream().anyMatch(insutypes::contains);
    }

    private List<PolicyPackage.Subsidy> subsidies() {
        unique(root.at("subsidies"));
        return root.at("subsidies").elements().stream()
                .map(field ->
                        new PolicyPackage.Subsidy(
                                field.at("id").text(),
                                label(field),
                                field.at("psn_type").texts(),
                                field.at("ratio").bp(0)))
                .toList();
    }

    private List<FamilyAccount> familyAccounts() {
        unique(root.at("family_accounts"));
        return root.at("family_accounts").elements().stream()
                .map(field ->
                        new FamilyAccount(
                                field.at("id").text(),
                                label(field),
                                field.at("insutype").texts(),
                                field.at("care").texts().stream().map(PlanMapper::care).toList(),
                                field.at("over").text().equals("scope"),
                                field.at("cap").fen(Band.OPEN)))
                .toList();
    }

    private List<PolicyPackage.Aid> aids() {
        unique(root.at("aid"));
        return root.at("aid").elements().stream()
                .map(field ->
                        new PolicyPackage.Aid(
                                field.at("id").text(),
                                label(field),
                                field.at("identities").texts(),
                                field.at("deductible").fen(0),
                                field.at("ratio").bp(0),
                                field.at("cap").fen(Band.OPEN)))
                .toList();
    }
}
