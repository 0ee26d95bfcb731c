package org.xinpiao.platform.agency;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.xinpiao.platform.agency.AgencyQueries.StatusCount;
import org.xinpiao.platform.claim.ClaimQueries;
import org.xinpiao.platform.identity.User;
import org.xinpiao.platform.web.PageOf;
import org.xinpiao.platform.web.Tile;
import org.xinpiao.platform.web.TimelineEntry;
import org.xinpiao.platform.web.Ui;

/** The clerk's queue, and each claim with its evidence. */
@Controller("agencyClaimsController")
class ClaimsController {

    private static final int PAGE = 25;

    private static final List<String> STATUSES =
            List.of(
                    "submitted",
                    "review",
                    "waiting",
                    "appealed",
                    "decided",
                    "paid",
                    "closed",
                    "refused",
                    "cancelled",
                    "expired",
                    "demanded",
                    "repaid");

    /** A way to filter the queue: a status, empty for all, and how many claims it has. */
    record Filter(String status, long claims) {}

    private final ClaimQueries claims;
    private final AgencyQueries queries;
    private final ClaimFiles files;
    private final Wording wording;
    private final MessageSource messages;
    private final Ui ui;

    ClaimsController(
            ClaimQueries claims,
            AgencyQueries queries,
            ClaimFiles files,
            Wording wording,
            MessageSource messages,
            Ui ui) {
        this.claims = claims;
        this.queries = queries;
        this.files = files;
        this.wording = wording;
        this.messages = messages;
        this.ui = ui;
    }

    @GetMapping("/agency")
    String queue(
            User user,
            @RequestParam(defaultValue = "") String status,
            @RequestParam(defaultValue = "1") int page,
            @RequestParam(defaultValue = "") String claim,
            Model model,
            Locale locale) {
        String agency = agency(user);
        String wanted = claim.strip();
        if (!wanted.isEmpty()
                && claims.find(wanted).filter(row -> row.agency().equals(agency)).isPresent()) {
            return "redirect:/agency/claims/" + wanted;
        }
        String chosen = STATUSES.contains(status) ? status : "";
        Map<String, StatusCount> counts =
                queries.statuses(agency).stream()
                        .collect(Collectors.toMap(StatusCount::status, Function.identity()));
        List<Filter> filters = filters(counts);
        long total =
                filters.stream()
                        .filter(each -> each.status().equals(chosen))
                        .mapToLong(Filter::claims)
                        .sum();
        int number = Math.clamp(page, 1, (int) Math.max(1, Math.ceilDiv(total, PAGE)));
        var rows = claims.ofAgency(agency, chosen, (number - 1) * PAGE, PAGE);
        model.addAttribute("agency", wording.member(agency, locale));
        model.addAttribute("tiles", tiles(counts, locale));
        model.addAttribute("filters", filters);
        model.addAttribute("status", chosen);
        model.addAttribute("missing", wanted.isEmpty() ? null : wanted);
        model.addAttribute("page", PageOf.of(rows, number, PAGE, total));
        return "agency/queue";
    }

    @GetMapping("/agency/claims/{id}")
    String claim(User user, @PathVariable String id, Model model, Locale locale) {
        ClaimFile file =
                files.open(agency(user), id)
                        .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        model.addAttribute("file", file);
        model.addAttribute(
                "timeline",
                file.steps().stream()
                        .map(step ->
                                new TimelineEntry(
                                        step.at(),
                                        text("agency.step." + step.kind(), locale),
                                        null,
                                        wording.tone(step.kind())))
                        .toList());
        return "agency/claim";
    }

    private static List<Filter> filters(Map<String, StatusCount> counts) {
        List<Filter> filters = new ArrayList<>();
        filters.add(new Filter("", counts.values().stream().mapToLong(StatusCount::claims).sum()));
        for (String status : STATUSES) {
            StatusCount count = counts.get(status);
            if (count != null) {
                filters.add(new Filter(status, count.claims()));
            } else if (status.equals("submitted") || status.equals("paid")) {
                filters.add(new Filter(status, 0));
            }
        }
        return filters;
    }

    private List<Tile> tiles(Map<String, StatusCount> counts, Locale locale) {
        return List.of(
                tile(
                        "waiting",
                        sum(counts, "submitted", "review", "waiting", "appealed", "decided"),
                        null,
                        locale),
                tile("paid", sum(counts, "paid"), fen(counts.get("paid")), locale),
                tile("nothing", sum(counts, "closed"), null, locale),
                tile("refused", sum(counts, "refused", "cancelled", "expired"), null, locale));
    }

    private Tile tile(String key, long value, @Nullable String hint, Locale locale) {
        return new Tile(text("agency.tile." + key, locale), ui.count(value), hint);
    }

    private @Nullable String fen(@Nullable StatusCount count) {
        return count == null ? null : ui.money(count.approvedFen());
    }

    private static long sum(Map<String, StatusCount> counts, String... statuses) {
        long sum = 0;
        for (String status : statuses) {
            StatusCount count = counts.get(status);
            sum += count == null ? 0 : count.claims();
        }
        return sum;
    }

    private String text(String key, Locale locale) {
        return messages.getMessage(key, null, locale);
    }

    static String agency(User user) {
        return Objects.requireNonNull(user.memberId(), "a clerk acts for an agency");
    }
}
