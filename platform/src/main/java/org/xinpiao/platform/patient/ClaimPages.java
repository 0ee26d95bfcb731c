package org.xinpiao.platform.patient;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import org.xinpiao.platform.billview.BillWords;
import org.xinpiao.platform.claim.ClaimQueries;
import org.xinpiao.platform.web.TimelineEntry;
import org.xinpiao.platform.web.Tone;

/** The steps a claim has taken, in words. */
@Component
class ClaimPages {

    private final BillWords words;
    private final MessageSource messages;

    ClaimPages(BillWords words, MessageSource messages) {
        this.words = words;
        this.messages = messages;
    }

    List<TimelineEntry> steps(ClaimQueries.Row claim, Locale locale) {
        List<TimelineEntry> steps = new ArrayList<>();
        steps.add(
                step(
                        "submitted",
                        claim.submittedMs(),
                        words.member(claim.agency(), locale),
                        Tone.GOOD,
                        locale));
        if (claim.decidedMs() != null) {
            steps.add(step("decided", claim.decidedMs(), null, Tone.GOOD, locale));
        }
        if (claim.closedMs() != null) {
            Tone tone = words.claimTone(claim.status());
            steps.add(step(claim.status(), claim.closedMs(), null, tone, locale));
        }
        return steps;
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
