package org.xinpiao.platform.insurer;

import jakarta.servlet.http.HttpServletResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.xinpiao.contracts.Money;
import org.xinpiao.contracts.claim.ClaimState;
import org.xinpiao.contracts.claim.Claims;
import org.xinpiao.platform.agency.Acts;
import org.xinpiao.platform.agency.Wording;
import org.xinpiao.platform.claim.AwardReason;
import org.xinpiao.platform.claim.Cases;
import org.xinpiao.platform.claim.Casework;
import org.xinpiao.platform.claim.ClaimDocuments;
import org.xinpiao.platform.claim.ClaimForms;
import org.xinpiao.platform.claim.ClaimQueries;
import org.xinpiao.platform.claim.ClaimQueue;
import org.xinpiao.platform.claim.Clerk;
import org.xinpiao.platform.claim.Draft;
import org.xinpiao.platform.claim.Outcome;
import org.xinpiao.platform.claim.Reasons;
import org.xinpiao.platform.claim.Watch;
import org.xinpiao.platform.identity.User;
import org.xinpiao.platform.node.LedgerState;
import org.xinpiao.platform.node.Parties;
import org.xinpiao.platform.web.Images;
import org.xinpiao.platform.web.PageOf;

/** The insurer's queue, and each claim with what can be done with it. */
@Controller
@RequestMapping("/insurer")
class InsurerController {

    private static final int PAGE = 25;

    /** Ways to look at the queue: all, what is to be decided, and so on. */
    private static final List<String> STATUSES =
            List.of("", "review", "waiting", "appealed", "decided", "paid", "refused");

    private final InsurerFiles files;
    private final Casework casework;
    private final Cases cases;
    private final ClaimQueue queue;
    private final ClaimQueries claims;
    private final ClaimForms forms;
    private final ClaimDocuments documents;
    private final Watch watch;
    private final Wording wording;
    private final LedgerState state;
    private final Parties parties;

    InsurerController(
            InsurerFiles files,
            Casework casework,
            Cases cases,
            ClaimQueue queue,
            ClaimQueries claims,
            ClaimForms forms,
            ClaimDocuments documents,
            Watch watch,
            Wording wording,
            LedgerState state,
            Parties parties) {
        this.files = files;
        this.casework = casework;
        this.cases = cases;
        this.queue = queue;
        this.claims = claims;
        this.forms = forms;
        this.documents = documents;
        this.watch = watch;
        this.wording = wording;
        this.state = state;
        this.parties = parties;
    }

    @GetMapping
    String queue(
            User user,
            @RequestParam(defaultValue = "") String status,
            @RequestParam(defaultValue = "1") int page,
            Model model,
            Locale locale) {
        Clerk clerk = clerk(user);
        String chosen = STATUSES.contains(status) ? status : "";
        Map<String, Long> counts = new LinkedHashMap<>();
        STATUSES.forEach(each -> counts.put(each, queue.count(clerk, filter(each))));
        long total = Objects.requireNonNull(counts.get(chosen));
        int number = Math.clamp(page, 1, (int) Math.max(1, Math.ceilDiv(total, PAGE)));
        model.addAttribute("insurer", wording.member(clerk.agency(), locale));
        model.addAttribute("counts", counts);
        model.addAttribute("status", chosen);
        model.addAttribute("waiting", watch.of(clerk.agency()));
        model.addAttribute(
                "page",
                PageOf.of(
                        queue.lines(clerk, filter(chosen), (number - 1) * PAGE, PAGE),
                        number,
                        PAGE,
                        total));
        return "insurer/queue";
    }

    private static ClaimQueue.Filter filter(String status) {
        return new ClaimQueue.Filter(status, "", "", 0, false, false, false, "waiting");
    }

    @GetMapping("/claims/{id}")
    String claim(User user, @PathVariable String id, Model model) {
        return show(clerk(user), id, null, model);
    }

    /** Where nothing was done, the page comes again with what was typed and the case as it is. */
    @PostMapping("/claims/{id}")
    String act(
            User user,
            @PathVariable String id,
            @RequestParam Map<String, String> typed,
            Model model,
            HttpServletResponse response,
            RedirectAttributes next) {
        Clerk clerk = clerk(user);
        Outcome outcome =
                casework.act(clerk, id, typed.getOrDefault("version", ""), Acts.read(typed));
        if (outcome.done()) {
            next.addFlashAttribute("outcome", outcome);
            return "redirect:/insurer/claims/" + id;
        }
        response.setStatus(Acts.status(outcome).value());
        model.addAttribute("outcome", outcome);
        return show(clerk, id, typed, model);
    }

    /** A document that the insurer asked for. */
    @GetMapping("/claims/{id}/documents/{digest}")
    ResponseEntity<byte[]> document(
            User user, @PathVariable String id, @PathVariable String digest) {
        String insurer = clerk(user).agency();
        return Images.jpeg(
                claims.find(id)
                        .filter(row -> row.payer().equals(insurer))
                        .flatMap(_ -> documents.open(parties.get(insurer), id, digest)));
    }

    private String show(Clerk clerk, String id, @Nullable Map<String, String> typed, Model model) {
        InsurerFile file =
                files.open(clerk, id)
                        .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        ClaimState claim = Objects.requireNonNull(Claims.find(state, id));
        Casework.View desk = casework.view(clerk, claim);
        model.addAttribute("file", file);
        model.addAttribute("desk", desk);
        model.addAttribute("typed", typed != null ? typed : typed(desk.draft()));
        model.addAttribute("log", cases.log(id));
        model.addAttribute("given", documents.of(id));
        model.addAttribute(
                "statement",
                claim.getAppealedMs() == 0 ? "" : forms.statement(parties.get(clerk.agency()), id));
        model.addAttribute("awards", AwardReason.values());
        model.addAttribute("refusals", Reasons.INSURER_REFUSE);
        model.addAttribute("upholds", Reasons.UPHOLD);
        model.addAttribute("documents", Reasons.DOCUMENTS);
        return "insurer/claim";
    }

    /** A proposal as if it had been typed, so that it is changed and not made again. */
    private static Map<String, String> typed(@Nullable Draft draft) {
        return draft == null
                ? Map.of()
                : Map.of(
                        "award", draft.kind().equals("award") ? draft.reason() : "",
                        "fen", draft.fen() == 0 ? "" : Money.ofFen(draft.fen()).toString(),
                        "uphold", draft.kind().equals("uphold") ? draft.reason() : "",
                        "note", draft.note());
    }

    private static Clerk clerk(User user) {
        return new Clerk(
                user.id(),
                Objects.requireNonNull(user.memberId(), "a clerk acts for an insurer"),
                user.nameZh());
    }
}
