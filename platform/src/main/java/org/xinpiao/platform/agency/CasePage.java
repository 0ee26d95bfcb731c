package org.xinpiao.platform.agency;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;
import org.springframework.web.server.ResponseStatusException;
import org.xinpiao.contracts.Money;
import org.xinpiao.contracts.claim.ClaimState;
import org.xinpiao.contracts.claim.Claims;
import org.xinpiao.platform.claim.Cases;
import org.xinpiao.platform.claim.Casework;
import org.xinpiao.platform.claim.ClaimDocuments;
import org.xinpiao.platform.claim.ClaimForms;
import org.xinpiao.platform.claim.Clerk;
import org.xinpiao.platform.claim.Disagreements;
import org.xinpiao.platform.claim.Draft;
import org.xinpiao.platform.claim.LineReason;
import org.xinpiao.platform.claim.Reasons;
import org.xinpiao.platform.claim.Rulings;
import org.xinpiao.platform.claim.Traces;
import org.xinpiao.platform.node.LedgerState;
import org.xinpiao.platform.node.Parties;
import org.xinpiao.platform.payment.Repayments;
import org.xinpiao.platform.web.TimelineEntry;

/** Fills the page of one claim: evidence, what a clerk can do, and what was done. */
@Component
class CasePage {

    /** Names of the form's fields for a line of the bill, before its number. */
    static final String AMOUNT = "amount-";

    static final String REASON = "reason-";

    private final ClaimFiles files;
    private final Casework casework;
    private final Cases cases;
    private final ClaimForms forms;
    private final ClaimDocuments documents;
    private final Disagreements disagreements;
    private final Traces traces;
    private final Repayments repayments;
    private final LedgerState state;
    private final Parties parties;
    private final Wording wording;
    private final MessageSource messages;

    CasePage(
            ClaimFiles files,
            Casework casework,
            Cases cases,
            ClaimForms forms,
            ClaimDocuments documents,
            Disagreements disagreements,
            Traces traces,
            Repayments repayments,
            LedgerState state,
            Parties parties,
            Wording wording,
            MessageSource messages) {
        this.files = files;
        this.casework = casework;
        this.cases = cases;
        this.forms = forms;
        this.documents = documents;
        this.disagreements = disagreements;
        this.traces = traces;
        this.repayments = repayments;
        this.state = state;
        this.parties = parties;
        this.wording = wording;
        this.messages = messages;
    }

    /**
     * The page's view.
     *
     * @param typed what the clerk typed and shall not type again; null for a fresh page
     * @throws ResponseStatusException 404 when this agency has no such claim
     */
    String show(
            Clerk clerk,
            String id,
            @Nullable Map<String, String> typed,
            Model model,
            Locale locale) {
        ClaimFile file =
                files.open(clerk.agency(), id)
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
        model.addAttribute("refusals", Reasons.REFUSE);
        model.addAttribute("upholds", Reasons.UPHOLD);
        model.addAttribute("documents", Reasons.DOCUMENTS);
        model.addAttribute("demands", Reasons.DEMAND);
        model.addAttribute("drops", Reasons.DROP);
        model.addAttribute("where", repayments.where(claim).orElse(null));
        model.addAttribute("received", repayments.of(id));
        model.addAttribute("lineReasons", LineReason.values());
        model.addAttribute("timeline", timeline(file, locale));
        model.addAttribute("endorsers", traces.endorsers(file.claim()));
        model.addAttribute(
                "disagreement",
                disagreements.results(parties.get(clerk.agency()), id).orElse(null));
        return "agency/claim";
    }

    private List<TimelineEntry> timeline(ClaimFile file, Locale locale) {
        return file.steps().stream()
                .map(step ->
                        new TimelineEntry(
                                step.at(),
                                messages.getMessage("agency.step." + step.kind(), null, locale),
                                null,
                                wording.tone(step.kind())))
                .toList();
    }

    /** A proposal as if it had been typed, so that it is changed and not made again. */
    private static Map<String, String> typed(@Nullable Draft draft) {
        Map<String, String> typed = new LinkedHashMap<>();
        if (draft != null) {
            typed.put(draft.kind(), draft.reason());
            typed.put("note", draft.note());
            typed.put("unfiled", draft.rulings().emergency() ? "" : "true");
            for (Rulings.Line line : draft.rulings().lines()) {
                typed.put(REASON + line.no(), line.reason());
                typed.put(AMOUNT + line.no(), Money.ofFen(line.approvedFen()).toString());
            }
        }
        return typed;
    }
}
