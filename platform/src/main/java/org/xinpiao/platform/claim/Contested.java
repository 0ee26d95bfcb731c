package org.xinpiao.platform.claim;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.springframework.stereotype.Component;
import org.xinpiao.contracts.claim.ClaimState;
import org.xinpiao.contracts.claim.ClaimStatus;
import org.xinpiao.contracts.claim.Claims;
import org.xinpiao.contracts.policy.Step;
import org.xinpiao.platform.node.Party;

/** What an appeal was about: the reason of a refusal, or the rules whose amounts came out anew. */
@Component
class Contested {

    /** Cause of an appeal against an amount that stays. */
    private static final String AMOUNT = "amount";

    private final ClaimQueries claims;
    private final Traces traces;

    Contested(ClaimQueries claims, Traces traces) {
        this.claims = claims;
        this.traces = traces;
    }

    List<String> upheld(ClaimState claim) {
        return List.of(
                claim.getBeforeAppeal() == ClaimStatus.REFUSED
                                || claim.getBeforeAppeal() == ClaimStatus.DEMANDED
                        ? claim.getReason()
                        : AMOUNT);
    }

    List<String> overturned(Party agency, ClaimState claim, Decider.Result anew) {
        if (Claims.standing(claim) == ClaimStatus.REFUSED) {
            return List.of(claim.getReason());
        }
        Map<String, List<String>> before = new HashMap<>();
        claims.find(claim.getClaimId())
                .flatMap(row -> traces.read(agency, row))
                .ifPresent(trace ->
                        trace.steps().forEach(step -> add(before, step.rule(), step.amount())));
        Map<String, List<String>> after = new HashMap<>();
        for (Step step : anew.benefit().trace()) {
            add(after, step.ruleId(), org.xinpiao.contracts.Money.ofFen(step.amount()).toString());
        }
        TreeSet<String> rules = new TreeSet<>(before.keySet());
        rules.addAll(after.keySet());
        List<String> changed =
                rules.stream()
                        .filter(rule ->
                                !before.getOrDefault(rule, List.of())
                                        .equals(after.getOrDefault(rule, List.of())))
                        .toList();
        return changed.isEmpty() ? List.of(AMOUNT) : changed;
    }

    private static void add(Map<String, List<String>> amounts, String rule, String amount) {
        amounts.computeIfAbsent(rule, first -> new ArrayList<>()).add(amount);
    }
}
