package org.xinpiao.platform.billview;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import org.xinpiao.platform.bill.BillQueries;
import org.xinpiao.platform.claim.ClaimQueries;
import org.xinpiao.platform.web.TimelineEntry;
import org.xinpiao.platform.web.Tone;
import org.xinpiao.platform.web.Ui;

/** The life of a bill in words, oldest first. */
@Component
class Timelines {

    /**
     * A bill that came to the ledger this much later, for want of a line, has a step of its own.
     */
    private static final long LATE_MS_MIN = 3_600_000;

    private final BillQueries bills;
    private final BillWords words;
    private final MessageSource messages;
    private final Ui ui;

    Timelines(BillQueries bills, BillWords words, MessageSource messages, Ui ui) {
        this.bills = bills;
        this.words = words;
        this.messages = messages;
        this.ui = ui;
    }

    List<TimelineEntry> of(BillQueries.Row row, List<ClaimQueries.Row> claims, Locale locale) {
        List<TimelineEntry> entries = new ArrayList<>();
        entries.add(issued(row, locale));
        if (row.recordedMs() - row.issuedMs() > LATE_MS_MIN) {
            entries.add(entry(row.recordedMs(), "bill.event.recorded", null, Tone.PLAIN, locale));
        }
        for (BillQueries.Happening happening : bills.timeline(row.id())) {
            entries.add(
                    entry(
                            happening.atMs(),
                            "bill.event." + happening.kind(),
                            detail(happening, claims, locale),
                            tone(happening.kind()),
                            locale));
        }
        return entries;
    }

    private TimelineEntry issued(BillQueries.Row row, Locale locale) {
        boolean red = row.reversesNumber() != null;
        return entry(
                row.issuedMs(),
                red ? "bill.event.red" : "bill.event.issued",
                red
                        ? row.reversesCode() + " " + row.reversesNumber()
                        : words.member(row.issuer(), locale),
                red ? Tone.BAD : Tone.GOOD,
                locale);
    }

    private @Nullable String detail(
            BillQueries.Happening happening, List<ClaimQueries.Row> claims, Locale locale) {
        if (!happening.kind().startsWith("claim-")) {
            return happening.detail().isEmpty() ? null : happening.detail();
        }
        return claims.stream()
                .filter(claim -> claim.claimId().equals(happening.detail()))
                .findFirst()
                .map(claim -> claim(happening.kind(), claim, locale))
                .orElse(null);
    }

    private String claim(String kind, ClaimQueries.Row claim, Locale locale) {
        Long approved = claim.approvedFen();
        boolean amount = kind.equals("claim-decided") || kind.equals("claim-paid");
        return (amount && approved != null ? ui.money(approved) + " · " : "")
                + words.member(claim.agency(), locale);
    }

    private static Tone tone(String kind) {
        return switch (kind) {
            case "claim-paid" -> Tone.GOOD;
            case "claim-submitted", "claim-decided" -> Tone.BUSY;
            case "reversed", "claim-refused" -> Tone.BAD;
            case "frozen" -> Tone.WARN;
            default -> Tone.PLAIN;
        };
    }

    private TimelineEntry entry(
            long millis, String key, @Nullable String detail, Tone tone, Locale locale) {
        return new TimelineEntry(
                Instant.ofEpochMilli(millis),
                String.valueOf(messages.getMessage(key, null, key, locale)),
                detail,
                tone);
    }
}
