package org.xinpiao.platform.patient;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.xinpiao.platform.claim.Trace;

/**
 * How a decision came about, for a person: the few figures that matter, then every step in groups.
 *
 * @param region admdvs of the policy
 * @param plan part of the policy that applied, empty when none did
 */
record Reckoning(String region, int version, String plan, Figures figures, List<Group> groups) {

    Reckoning {
        groups = List.copyOf(groups);
    }

    /** The kinds of steps, in the order in which a person asks. */
    enum Kind {
        LINES,
        RULES,
        DEDUCTIBLE,
        BANDS,
        SUPPLEMENTS,
        RESULT;

        /** The last word of the message key {@code patient.trace.KEY}. */
        String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        private static Kind of(String rule) {
            String template = rule.substring(rule.lastIndexOf('/') + 1);
            int dot = template.indexOf('.');
            return switch (dot < 0 ? template : template.substring(0, dot)) {
                case "line", "totals", "clerk" -> LINES;
                case "deductible", "cap" -> DEDUCTIBLE;
                case "band" -> BANDS;
                case "supplement", "subsidy", "aid" -> SUPPLEMENTS;
                case "personal", "account", "cash" -> RESULT;
                default -> RULES;
            };
        }
    }

    /**
     * Steps of one kind.
     *
     * @param key {@link Kind#key()}
     */
    record Group(String key, List<Line> lines) {}

    /**
     * One step: its rule, its sentence and its amount in fen.
     *
     * @param item the item of the bill that it is about, empty when it is about the whole
     */
    record Line(String item, String rule, String sentence, long fen) {}

    /** The figures of the summary, in fen. */
    record Figures(
            long total, long outside, long inScope, long deductible, long fund, long personal) {}

    /**
     * Reads a trace for a person.
     *
     * @param items names of the bill's lines by their numbers
     */
    static Reckoning of(Trace trace, Map<String, String> items, Locale locale) {
        boolean english = locale.getLanguage().equals("en");
        Map<Kind, List<Line>> groups = new TreeMap<>();
        for (Trace.Step step : trace.steps()) {
            Kind kind = Kind.of(step.rule());
            List<Line> lines = groups.computeIfAbsent(kind, first -> new ArrayList<>());
            lines.add(
                    new Line(
                            items.getOrDefault(step.line(), ""),
                            step.rule(),
                            english ? step.en() : step.zh(),
                            fen(step.amount())));
        }
        return new Reckoning(
                trace.region(),
                trace.version(),
                trace.plan(),
                figures(trace.amounts()),
                groups.entrySet().stream()
                        .map(entry -> new Group(entry.getKey().key(), entry.getValue()))
                        .toList());
    }

    private static Figures figures(Map<String, String> amounts) {
        long total = amount(amounts, "medfee_sumamt");
        long inScope = amount(amounts, "inscp_scp_amt");
        return new Figures(
                total,
                total - inScope,
                inScope,
                amount(amounts, "act_pay_dedc"),
                amount(amounts, "fund_pay_sumamt"),
                amount(amounts, "psn_part_amt"));
    }

    private static long amount(Map<String, String> amounts, String name) {
        return fen(amounts.getOrDefault(name, "0"));
    }

    /** A decimal string in yuan, as fen. */
    static long fen(String yuan) {
        return new BigDecimal(yuan).movePointRight(2).longValueExact();
    }
}
