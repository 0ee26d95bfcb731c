package org.xinpiao.platform.payment;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.xinpiao.platform.bank.Movement;
import org.xinpiao.platform.bank.Statement;

/** The bank's statements of the days that a match asks for, each read once. */
final class BankDays {

    private final Function<LocalDate, Statement> statements;
    private final Map<LocalDate, Statement> days = new HashMap<>();
    private final Map<LocalDate, Map<String, List<Movement>>> byId = new HashMap<>();
    private final Map<LocalDate, Map<String, Set<String>>> claims = new HashMap<>();

    BankDays(Function<LocalDate, Statement> statements) {
        this.statements = statements;
    }

    Statement statement(LocalDate day) {
        return days.computeIfAbsent(day, statements);
    }

    /** What a transfer moved on some days. */
    List<Movement> of(String endToEndId, Set<LocalDate> on) {
        List<Movement> found = new ArrayList<>();
        for (LocalDate day : on) {
            found.addAll(
                    byId.computeIfAbsent(day, this::group).getOrDefault(endToEndId, List.of()));
        }
        return found;
    }

    /** Ids of a claim's transfers that moved on some days. */
    Set<String> idsOf(String claimId, Set<LocalDate> on) {
        Set<String> ids = new TreeSet<>();
        for (LocalDate day : on) {
            ids.addAll(claims.computeIfAbsent(day, this::byClaim).getOrDefault(claimId, Set.of()));
        }
        return ids;
    }

    private Map<String, Set<String>> byClaim(LocalDate day) {
        Map<String, Set<String>> ids = new HashMap<>();
        for (Movement each : statement(day).movements()) {
            ids.computeIfAbsent(EndToEnd.claimId(each.endToEndId()), _ -> new TreeSet<>())
                    .add(each.endToEndId());
        }
        return ids;
    }

    private Map<String, List<Movement>> group(LocalDate day) {
        Map<String, List<Movement>> groups = new HashMap<>();
        for (Movement each : statement(day).movements()) {
            groups.computeIfAbsent(each.endToEndId(), _ -> new ArrayList<>()).add(each);
        }
        return groups;
    }
}
