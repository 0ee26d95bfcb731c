package org.xinpiao.platform.claim;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.xinpiao.contracts.Money;
import org.xinpiao.contracts.claim.Settlement;
import org.xinpiao.contracts.policy.Case;
import org.xinpiao.platform.policy.CaseJson;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One place where a decision is not what its inputs and the ledger give.
 *
 * @param field such as {@code settlement.hifp_pay}, {@code case.used.scope} or {@code
 *     trace.steps.3.amount}
 * @param expected as computed again
 * @param found as it stands in the decision
 */
public record Deviation(String field, String expected, String found) {

    private static final String NOTHING = "—";

    static List<Deviation> of(String field, String expected, String found) {
        return expected.equals(found) ? List.of() : List.of(new Deviation(field, expected, found));
    }

    /** Amounts by the interface's names, in its order. */
    static List<Deviation> of(Settlement expected, Settlement found) {
        List<Deviation> deviations = new ArrayList<>();
        for (var field : Settlement.getDescriptor().getFields()) {
            deviations.addAll(
                    of(
                            "settlement." + field.getName(),
                            Money.ofFen((Long) expected.getField(field)).toString(),
                            Money.ofFen((Long) found.getField(field)).toString()));
        }
        return deviations;
    }

    static List<Deviation> of(Case expected, Case found) {
        List<Deviation> deviations = new ArrayList<>();
        compare("case", CaseJson.of(expected), CaseJson.of(found), deviations);
        return deviations;
    }

    /** Traces as they rest sealed. */
    static List<Deviation> ofTraces(byte[] expected, byte[] found) {
        List<Deviation> deviations = new ArrayList<>();
        JsonMapper json = JsonMapper.shared();
        compare(
                "trace",
                json.readTree(new String(expected, StandardCharsets.UTF_8)),
                json.readTree(new String(found, StandardCharsets.UTF_8)),
                deviations);
        return deviations;
    }

    private static void compare(
            String field, JsonNode expected, JsonNode found, List<Deviation> deviations) {
        if (expected.isObject() && found.isObject()) {
            Set<String> names = new TreeSet<>(expected.propertyNames());
            names.addAll(found.propertyNames());
            for (String name : names) {
                compare(field + "." + name, expected.path(name), found.path(name), deviations);
            }
        } else if (expected.isArray() && found.isArray()) {
            for (int i = 0; i < Math.max(expected.size(), found.size()); i++) {
                compare(field + "." + (i + 1), expected.path(i), found.path(i), deviations);
            }
        } else if (!expected.equals(found)) {
            deviations.add(new Deviation(field, text(expected), text(found)));
        }
    }

    private static String text(JsonNode node) {
        return node.isMissingNode() ? NOTHING : node.isString() ? node.asString() : node.toString();
    }
}
