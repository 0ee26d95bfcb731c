package org.xinpiao.platform.patient;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;
import org.xinpiao.contracts.claim.ClaimContract;
import org.xinpiao.platform.billview.BillWords;
import org.xinpiao.platform.claim.ClaimDocuments;
import org.xinpiao.platform.claim.ClaimQueries;
import org.xinpiao.platform.claim.Photos;
import org.xinpiao.platform.claim.Reasons;
import org.xinpiao.platform.claim.Watch;
import org.xinpiao.platform.readmodel.ChinaTime;
import org.xinpiao.platform.web.TimelineEntry;
import org.xinpiao.platform.web.Tone;

/** How a claim stands, in words: the steps it took, why, and what the patient can do. */
@Component
class ClaimPages {

    /** Outcomes that a patient may appeal against. */
    private static final Set<String> OUTCOMES = Set.of("refused", "closed", "paid", "demanded");

    /** What a claim is doing now, where no time of its own stands for it. */
    private static final Set<String> NOW = Set.of("review", "waiting", "demanded", "repaid");

    private final BillWords words;
    private final ClaimDocuments documents;
    private final Watch watch;
    private final MessageSource messages;
    private final Clock clock;

    ClaimPages(
            BillWords words,
            ClaimDocuments documents,
            Watch watch,
            MessageSource messages,
            Clock clock) {
        this.words = words;
        this.documents = documents;
        this.watch = watch;
        this.messages = messages;
        this.clock = clock;
    }

    /** Why a claim stands as it does, and what can be done about it. */
    record Reason(String title, String hint) {}

    /** A document that the patient gave. */
    record Paper(String digest, String name, long givenMs) {}

    /** Puts all but the money into a page's model. */
    void fill(Model model, ClaimQueries.Row claim, Locale locale) {
        model.addAttribute("turn", watch.turn(claim.claimId()));
        model.addAttribute("steps", steps(claim, locale));
        model.addAttribute("reason", reason(claim, locale));
        model.addAttribute("asked", document(claim.reason(), locale));
        model.addAttribute("photoMax", Photos.BYTES_MAX);
        model.addAttribute("appealUntil", appealUntil(claim));
        model.addAttribute("answer", answer(claim));
        model.addAttribute(
                "given",
                documents.of(claim.claimId()).stream()
                        .map(given ->
                                new Paper(
                                        given.digest(),
                                        document(given.kind(), locale),
                                        given.givenMs()))
                        .toList());
    }

    private @Nullable Reason reason(ClaimQueries.Row claim, Locale locale) {
        String reason = claim.reason();
        if (reason == null || claim.status().equals("waiting")) {
            return null;
        }
        if (Reasons.DOCUMENTS.contains(reason)) {
            Object[] given = {document(reason, locale)};
            return new Reason(messages.getMessage("patient.given", given, locale), "");
        }
        // What helps after a refusal is no advice while a clerk looks.
        boolean early = claim.status().equals("review") && Reasons.REFUSE.contains(reason);
        return new Reason(
                words.code("refused", reason, reason, locale),
                early ? "" : words.code("refused", reason + ".hint", "", locale));
    }

    private String document(@Nullable String kind, Locale locale) {
        return kind == null
                ? ""
                : String.valueOf(
                        messages.getMessage("patient.document." + kind, null, kind, locale));
    }

    /** The last day on which an appeal is taken; null when none is. */
    private @Nullable LocalDate appealUntil(ClaimQueries.Row claim) {
        Long closed = claim.closedMs();
        if (closed == null || claim.appealedMs() != null || !OUTCOMES.contains(claim.status())) {
            return null;
        }
        long until = closed + ClaimContract.APPEAL_MS_MAX;
        return clock.millis() <= until ? ChinaTime.date(until) : null;
    }

    /** What became of an appeal, as the end of a message key; null while there is no answer. */
    private static @Nullable String answer(ClaimQueries.Row claim) {
        Long appealed = claim.appealedMs();
        if (appealed == null || claim.status().equals("appealed")) {
            return null;
        }
        if (claim.decidedMs() != null && claim.decidedMs() > appealed) {
            return "overturned";
        }
        return claim.reason() != null && Reasons.UPHOLD.contains(claim.reason())
                ? "upheld"
                : "withdrawn";
    }

    /** The steps a claim has taken. */
    List<TimelineEntry> steps(ClaimQueries.Row claim, Locale locale) {
        List<TimelineEntry> steps = new ArrayList<>();
        String agency = words.member(claim.agency(), locale);
        String first = claim.basic() ? "submitted" : "sent";
        steps.add(step(first, claim.submittedMs(), agency, Tone.GOOD, locale));
        if (claim.decidedMs() != null) {
            steps.add(step("decided", claim.decidedMs(), null, Tone.GOOD, locale));
        }
        String outcome = outcome(claim);
        if (claim.closedMs() != null && !outcome.equals("decided")) {
            steps.add(step(outcome, claim.closedMs(), null, words.claimTone(outcome), locale));
        }
        if (claim.appealedMs() != null) {
            steps.add(step("appealed", claim.appealedMs(), null, Tone.BUSY, locale));
        }
        if (NOW.contains(claim.status())) {
            Tone tone = words.claimTone(claim.status());
            steps.add(step(claim.status(), claim.sinceMs(), null, tone, locale));
        }
        steps.sort(Comparator.comparing(TimelineEntry::when));
        return steps;
    }

    /** What a claim's closing time stands for. */
    private static String outcome(ClaimQueries.Row claim) {
        String standing = claim.beforeAppeal() == null ? claim.status() : claim.beforeAppeal();
        return standing.equals("demanded") || standing.equals("repaid") ? "paid" : standing;
    }

    private TimelineEntry step(
            String word, long millis, @Nullable String detail, Tone tone, Locale locale) {
        return new TimelineEntry(
                Instant.ofEpochMilli(millis),
                messages.getMessage("patient.step." + word, null, locale),
                detail,
                tone);
    }
}
