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
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.xinpiao.platform.agency.AgencyQueries.StatusCount;
import org.xinpiao.platform.claim.Cases;
import org.xinpiao.platform.claim.Casework;
import org.xinpiao.platform.claim.ClaimQueries;
import org.xinpiao.platform.claim.ClaimQueue;
import org.xinpiao.platform.claim.Clerk;
import org.xinpiao.platform.claim.Disagreements;
import org.xinpiao.platform.claim.Reasons;
import org.xinpiao.platform.claim.Watch;
import org.xinpiao.platform.identity.User;
import org.xinpiao.platform.web.PageOf;
import org.xinpiao.platform.web.Tile;
import org.xinpiao.platform.web.Ui;

/** The clerk's queue, and each claim with its evidence. */
@Controller("agencyClaimsController")
class ClaimsController {

    private static final int PAGE = 25;

    private static final int DAYS_MAX = 3650;

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

    /** A way to filter the queue by status, empty for all, and how many claims it has. */
    record StatusFilter(String status, long claims) {}

    private final ClaimQueries claims;
    private final ClaimQueue queue;
    private final Watch watch;
    private final Cases cases;
    private final Disagreements disagreements;
    private final Casework casework;
    private final AgencyQueries queries;
    private final CasePage page;
    private final Wording wording;
    private final MessageSource messages;
    private final Ui ui;

    ClaimsController(
            ClaimQueries claims,
            ClaimQueue queue,
            Watch watch,
            Cases cases,
            Disagreements disagreements,
            Casework casework,
            AgencyQueries queries,
            CasePage page,
            Wording wording,
            MessageSource messages,
            Ui ui) {
        this.claims = claims;
        this.queue = queue;
        this.watch = watch;
        this.cases = cases;
        this.disagreements = disagreements;
        this.casework = casework;
        this.queries = queries;
        this.page = page;
        this.wording = wording;
        this.messages = messages;
        this.ui = ui;
    }

    /** A line of the queue with the version of its case, for an act on many. */
    record Selectable(ClaimQueue.Line line, String version) {}

    @GetMapping("/agency")
    String queue(
            User user,
            @RequestParam(defaultValue = "") String status,
            @RequestParam(defaultValue = "") String reason,
            @RequestParam(defaultValue = "") String turn,
            @RequestParam(defaultValue = "0") int days,
            @RequestParam(defaultValue = "false") boolean mine,
            @RequestParam(defaultValue = "false") boolean drafts,
            @RequestParam(defaultValue = "false") boolean late,
            @RequestParam(defaultValue = "") String sort,
            @RequestParam(defaultValue = "1") int page,
            @RequestParam(defaultValue = "") String claim,
            Model model,
            Locale locale) {
        Clerk clerk = clerk(user);
        String wanted = claim.strip();
        if (!wanted.isEmpty()
                && claims.find(wanted)
                        .filter(row -> row.agency().equals(clerk.agency()))
                        .isPresent()) {
            return "redirect:/agency/claims/" + wanted;
        }
        var filter =
                new ClaimQueue.Filter(
                        STATUSES.contains(status) ? status : "",
                        word(reason),
                        word(turn),
                        Math.clamp(days, 0, DAYS_MAX),
                        mine,
                        drafts,
                        late,
                        sort.equals("waiting") ? sort : "");
        show(clerk, filter, page, model, locale);
        model.addAttribute("missing", wanted.isEmpty() ? null : wanted);
        model.addAttribute("disagreements", disagreements.standing(clerk.agency()));
        return "agency/queue";
    }

    private void show(Clerk clerk, ClaimQueue.Filter filter, int page, Model model, Locale locale) {
        Map<String, StatusCount> counts =
                queries.statuses(clerk.agency()).stream()
                        .collect(Collectors.toMap(StatusCount::status, Function.identity()));
        long total = queue.count(clerk, filter);
        int number = Math.clamp(page, 1, (int) Math.max(1, Math.ceilDiv(total, PAGE)));
        List<Selectable> rows =
                queue.lines(clerk, filter, (number - 1) * PAGE, PAGE).stream()
                        .map(line -> new Selectable(line, casework.version(line.claimId())))
                        .toList();
        model.addAttribute("agency", wording.member(clerk.agency(), locale));
        model.addAttribute("tiles", tiles(counts, locale));
        model.addAttribute("filters", filters(counts));
        model.addAttribute("filter", filter);
        model.addAttribute("mine", count(clerk, "mine"));
        model.addAttribute("drafts", count(clerk, "drafts"));
        model.addAttribute("reasons", queue.reasons(clerk.agency()));
        model.addAttribute("waiting", watch.of(clerk.agency()));
        model.addAttribute("views", cases.views(clerk.id()));
        model.addAttribute("refusals", Reasons.REFUSE);
        model.addAttribute("documents", Reasons.DOCUMENTS);
        model.addAttribute("page", PageOf.of(rows, number, PAGE, total));
    }

    private long count(Clerk clerk, String what) {
        return queue.count(
                clerk,
                new ClaimQueue.Filter(
                        "", "", "", 0, what.equals("mine"), what.equals("drafts"), false, ""));
    }

    /** A code out of an address; anything else counts as none. */
    private static String word(String text) {
        return text.matches("[a-z0-9-]{1,60}") ? text : "";
    }

    @GetMapping("/agency/claims/{id}")
    String claim(User user, @PathVariable String id, Model model, Locale locale) {
        return page.show(clerk(user), id, null, model, locale);
    }

    static Clerk clerk(User user) {
        return new Clerk(user.id(), agency(user), user.nameZh());
    }

    private static List<StatusFilter> filters(Map<String, StatusCount> counts) {
        List<StatusFilter> filters = new ArrayList<>();
        filters.add(
                new StatusFilter(
                        "", counts.values().stream().mapToLong(StatusCount::claims).sum()));
        for (String status : STATUSES) {
            StatusCount count = counts.get(status);
            if (count != null) {
                filters.add(new StatusFilter(status, count.claims()));
            } else if (status.equals("submitted") || status.equals("paid")) {
                filters.add(new StatusFilter(status, 0));
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
