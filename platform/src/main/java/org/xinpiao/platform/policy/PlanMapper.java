package org.xinpiao.platform.policy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.xinpiao.contracts.Money;
import org.xinpiao.contracts.policy.AgeBonus;
import org.xinpiao.contracts.policy.Care;
import org.xinpiao.contracts.policy.Cut;
import org.xinpiao.contracts.policy.Deductible;
import org.xinpiao.contracts.policy.Deductible.Admission;
import org.xinpiao.contracts.policy.Disease;
import org.xinpiao.contracts.policy.Filing;
import org.xinpiao.contracts.policy.Level;
import org.xinpiao.contracts.policy.Place;
import org.xinpiao.contracts.policy.Plan;

/** Makes one plan of one benefit. */
final class PlanMapper {

    private final Field benefit;
    private final Set<String> levels;

    PlanMapper(Field benefit, Set<String> levels) {
        this.benefit = benefit;
        this.levels = levels;
    }

    Plan map() {
        List<Plan.Terms> terms = terms();
        Field cap = benefit.at("cap");
        Field waiting = benefit.at("waiting");
        return new Plan(
                benefit.at("id").text(),
                PackageMapper.label(benefit),
                benefit.at("insutype").texts(),
                benefit.at("psn_type").texts(),
                benefit.at("insu_tier").text(),
                care(benefit.at("care").text()),
                benefit.at("places").texts().stream().map(PlanMapper::place).toList(),
                deductible(benefit.at("deductible")),
                terms,
                benefit.at("bands_per").text().equals("year"),
                ageBonus(benefit.at("age_bonus")),
                cap.exists()
                        ? new Plan.Cap(
                                cap.at("amount").fen(0),
                                cap.at("on").text().equals("scope"),
                                shared(cap.at("care")))
                        : null,
                years(benefit.at("contribution_years")),
                waiting.exists()
                        ? new Plan.Waiting(
                                waiting.at("months").integer(0), waiting.at("factor").bp(0))
                        : null,
                cuts(benefit.at("out_of_area"), terms),
                diseases(benefit.at("diseases"), terms));
    }

    /** The kinds of care that share a limit, the benefit's own among them. */
    private List<Care> shared(Field field) {
        List<String> words = field.texts();
        if (!words.isEmpty() && !words.contains(benefit.at("care").text())) {
            field.fault(
                    Fault.Kind.REFERENCE,
                    "共用限额的医疗类别须包含该待遇自身的类别。",
                    "The kinds of care that share a limit include the benefit's own.");
        }
        return words.stream().map(PlanMapper::care).toList();
    }

    static Care care(String word) {
        return Care.valueOf(word.toUpperCase(Locale.ROOT));
    }

    private static Place place(String word) {
        return Place.valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    private String level(Field row) {
        String id = row.at("level").text();
        if (!levels.contains(id)) {
            row.at("level").fault(Fault.Kind.REFERENCE, "级别未定义。", "No such level is defined.");
        }
        return id;
    }

    private static Deductible deductible(Field field) {
        List<Admission> admissions = new ArrayList<>();
        for (Field row : field.at("admissions").elements()) {
            admissions.add(
                    new Admission(
                            row.at("from").integer(1),
                            row.at("share").bp(0),
                            row.at("amount").fen(Admission.SHARE)));
        }
        rising(field.at("admissions").elements());
        return new Deductible(
                field.at("per").text().equals("year"),
                admissions,
                field.at("tcm").at("share").bp(Money.ONE_BP),
                field.at("institutions").elements().stream()
                        .map(row ->
                                new Deductible.InstitutionAmount(
                                        row.at("code").text(), row.at("amount").fen(0)))
                        .toList());
    }

    /** Rows whose {@code from} must rise. */
    private static void rising(List<Field> rows) {
        int last = 0;
        for (Field row : rows) {
            int from = row.at("from").integer(0);
            if (from <= last) {
                row.at("from").fault(Fault.Kind.ORDER, "各级起点须递增。", "The steps must rise.");
            }
            last = from;
        }
    }

    /** Joins the deductible and the bands of each level; a special level falls back to any. */
    private List<Plan.Terms> terms() {
        Map<String, Long> amounts = new LinkedHashMap<>();
        for (Field row : benefit.at("deductible").at("levels").elements()) {
            if (amounts.put(level(row), row.at("amount").fen(0)) != null) {
                row.at("level").fault(Fault.Kind.REFERENCE, "级别重复。", "The level is listed twice.");
            }
        }
        Map<String, List<Field>> bands = new LinkedHashMap<>();
        for (Field row : benefit.at("bands").elements()) {
            bands.computeIfAbsent(level(row), _ -> new ArrayList<>()).add(row);
        }
        SequencedSet<String> ids = new LinkedHashSet<>(amounts.keySet());
        ids.addAll(bands.keySet());
        // "any" answers for what is not named, so it comes last.
        if (ids.contains(Level.ANY)) {
            ids.addLast(Level.ANY);
        }
        List<Plan.Terms> terms = new ArrayList<>();
        for (String id : ids) {
            Long amount = amounts.getOrDefault(id, amounts.get(Level.ANY));
            List<Field> rows = bands.getOrDefault(id, bands.get(Level.ANY));
            if (amount != null && rows != null) {
                terms.add(new Plan.Terms(id, amount, Bands.read(rows, benefit.at("bands"))));
            } else if (!id.equals(Level.ANY)) {
                benefit.at(amount == null ? "deductible" : "bands")
                        .fault(
                                Fault.Kind.REFERENCE,
                                "缺少级别" + id + "。",
                                "Nothing is stated for level " + id + ".");
            }
        }
        return terms;
    }

    private static @Nullable AgeBonus ageBonus(Field field) {
        if (!field.exists()) {
            return null;
        }
        rising(field.at("steps").elements());
        return new AgeBonus(
                field.at("steps").elements().stream()
                        .map(row ->
                                new AgeBonus.Step(row.at("from").integer(0), row.at("bonus").bp(0)))
                        .toList(),
                field.at("cap").bp(Money.ONE_BP),
                field.at("full_from").integer(0));
    }

    private static Plan.@Nullable ContributionYears years(Field field) {
        return field.exists()
                ? new Plan.ContributionYears(
                        field.at("psn_type").texts(),
                        field.at("male").integer(0),
                        field.at("female").integer(0),
                        field.at("points").bp(0))
                : null;
    }

    private List<Cut.Rule> cuts(Field list, List<Plan.Terms> terms) {
        List<Cut.Rule> rules = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (Field row : list.elements()) {
            Cut cut = cut(row);
            if (cut instanceof Cut.Table(List<Cut.LevelRatio> ratios)) {
                whole(ratios, terms, row);
            }
            for (String filing : row.at("filing").texts()) {
                for (String place : row.at("place").texts()) {
                    if (!seen.add(filing + "/" + place)) {
                        row.fault(
                                Fault.Kind.REFERENCE,
                                "同一备案类型与就医地重复规定。",
                                "This filing and place are already ruled.");
                    }
                    rules.add(new Cut.Rule(filing(filing), place(place), cut));
                }
            }
        }
        return rules;
    }

    /** Ratios by level answer for every level that the benefit has. */
    private static void whole(List<Cut.LevelRatio> ratios, List<Plan.Terms> terms, Field row) {
        List<String> ids = ratios.stream().map(Cut.LevelRatio::level).toList();
        for (Plan.Terms each : terms) {
            if (!ids.contains(Level.ANY) && !ids.contains(each.level())) {
                row.at("ratios")
                        .fault(
                                Fault.Kind.GAP,
                                "缺少级别" + each.level() + "。",
                                "Nothing is stated for level " + each.level() + ".");
            }
        }
    }

    /** "any" answers for what is not named, so it comes last. */
    private List<Cut.LevelRatio> ratios(Field row) {
        return row.at("ratios").elements().stream()
                .map(ratio -> new Cut.LevelRatio(level(ratio), ratio.at("ratio").bp(0)))
                .sorted(Comparator.comparing(ratio -> ratio.level().equals(Level.ANY)))
                .toList();
    }

    private List<Disease> diseases(Field list, List<Plan.Terms> terms) {
        PackageMapper.unique(list);
        List<Disease> diseases = new ArrayList<>();
        Set<String> codes = new HashSet<>();
        for (Field row : list.elements()) {
            for (Field code : row.at("codes").elements()) {
                if (!codes.add(code.text())) {
                    code.fault(
                            Fault.Kind.REFERENCE,
                            "病种代码归属不唯一。",
                            "The code already means another disease.");
                }
            }
            List<Cut.LevelRatio> ratios = ratios(row);
            if (!ratios.isEmpty()) {
                whole(ratios, terms, row);
            }
            Field quota = row.at("quota");
            diseases.add(
                    new Disease(
                            row.at("id").text(),
                            PackageMapper.label(row),
                            row.at("codes").texts(),
                            ratios,
                            quota.exists()
                                    ? new Disease.Quota(
                                            quota.at("amount").fen(0),
                                            quota.at("per").text().equals("month"),
                                            quota.at("on").text().equals("scope"))
                                    : null));
        }
        return diseases;
    }

    static Filing filing(String word) {
        return Filing.valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    private Cut cut(Field row) {
        return switch (row.at("mode").text()) {
            case "points" -> new Cut.Points(row.at("points").bp(0));
            case "factor" -> new Cut.Factor(row.at("factor").bp(0));
            case "table" -> new Cut.Table(ratios(row));
            case "none" -> new Cut.None();
            default -> new Cut.Nothing();
        };
    }
}
