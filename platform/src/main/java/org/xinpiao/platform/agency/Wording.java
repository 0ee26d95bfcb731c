package org.xinpiao.platform.agency;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import org.xinpiao.contracts.registry.Member;
import org.xinpiao.ledger.Rejected;
import org.xinpiao.platform.claim.Outcome;
import org.xinpiao.platform.claim.Reasons;
import org.xinpiao.platform.registry.Directory;
import org.xinpiao.platform.web.Tone;

/** How the clerk's pages call things; templates call it {@code @agencyWording}. */
@Component("agencyWording")
public class Wording {

    private final Directory directory;
    private final MessageSource messages;

    Wording(Directory directory, MessageSource messages) {
        this.directory = directory;
        this.messages = messages;
    }

    /** The name of a member in the language of the page; its id when it is not registered. */
    public String member(String id, Locale locale) {
        return directory.member(id).map(member -> name(member, locale)).orElse(id);
    }

    /** A code in words; the code itself when there are none; nothing for no code. */
    public String code(String prefix, @Nullable String code, Locale locale) {
        return code == null
                ? ""
                : String.valueOf(messages.getMessage(prefix + "." + code, null, code, locale));
    }

    /**
     * A claim's reason in words: a document that the patient was asked for, or gave, or why a clerk
     * looks, or why it ended so.
     */
    public String reason(String status, @Nullable String reason, Locale locale) {
        if (reason == null || !Reasons.DOCUMENTS.contains(reason)) {
            return code("agency.reason", reason, locale);
        }
        String document = code("agency.document", reason, locale);
        return status.equals("waiting")
                ? document
                : messages.getMessage("agency.given", new Object[] {document}, locale);
    }

    /** A reason, a document or a rejection's code in words; nothing for nothing. */
    public String any(String code, Locale locale) {
        return code("agency.reason", code, locale).equals(code)
                ? code("agency.document", code, locale)
                : code("agency.reason", code, locale);
    }

    /** What became of an act, or the ledger's own sentence when it would not. */
    public String outcome(Outcome outcome, Locale locale) {
        Rejected rejected = outcome.rejected();
        if (rejected != null) {
            return locale.getLanguage().equals("en") ? rejected.getEn() : rejected.getZh();
        }
        return messages.getMessage("agency.outcome." + outcome.word(), null, locale);
    }

    /** How a claim's status looks. */
    public Tone tone(String status) {
        return switch (status) {
            case "paid" -> Tone.GOOD;
            case "submitted", "decided", "review", "appealed" -> Tone.BUSY;
            case "waiting", "demanded" -> Tone.WARN;
            case "refused" -> Tone.BAD;
            case "expired" -> Tone.WARN;
            default -> Tone.PLAIN;
        };
    }

    /** A time of the ledger. */
    public Instant at(long millis) {
        return Instant.ofEpochMilli(millis);
    }

    /** A day of the ledger. */
    public LocalDate day(int epochDay) {
        return LocalDate.ofEpochDay(epochDay);
    }

    /** Milliseconds as a clerk reads a waiting time. */
    public String duration(long millis) {
        if (millis < 1_000) {
            return millis + " ms";
        }
        if (millis < 60_000) {
            return String.format(Locale.ROOT, "%.1f s", millis / 1_000.0);
        }
        long minutes = millis / 60_000;
        return minutes < 120 ? minutes + " min" : minutes / 60 + " h";
    }

    private static String name(Member member, Locale locale) {
        return locale.getLanguage().equals("en") ? member.getNameEn() : member.getNameZh();
    }
}
