package org.xinpiao.platform.notice;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.xinpiao.platform.identity.User;
import org.xinpiao.platform.notice.PhoneBook.Contact;
import org.xinpiao.platform.web.Tone;

/** The outbox of the clerk's agency: what was sent, what waits, what failed. */
@Controller
@RequestMapping("/agency/outbox")
class OutboxPages {

    private static final int SHOWN = 50;

    private static final List<String> STATES =
            List.of(
                    "waiting",
                    "sending",
                    "unknown",
                    "sent",
                    "delivered",
                    "failed",
                    "quiet",
                    "boxed");

    private final Outbox outbox;
    private final OutboxQueries queries;
    private final Delivery delivery;
    private final PhoneBook phones;
    private final MessageSource messages;
    private final Clock clock;

    OutboxPages(
            Outbox outbox,
            OutboxQueries queries,
            Delivery delivery,
            PhoneBook phones,
            MessageSource messages,
            Clock clock) {
        this.outbox = outbox;
        this.queries = queries;
        this.delivery = delivery;
        this.phones = phones;
        this.messages = messages;
        this.clock = clock;
    }

    /** A way to filter the list: a state, empty for all, and how many notices are in it. */
    record Filter(String state, long notices) {}

    /** A notice in the list. */
    record Line(
            OutboxQueries.Row notice,
            Tone tone,
            @Nullable String number,
            String age,
            @Nullable String fault) {}

    @GetMapping
    String outbox(
            User user, @RequestParam(defaultValue = "") String state, Model model, Locale locale) {
        String agency = agency(user);
        String chosen = STATES.contains(state) ? state : "";
        model.addAttribute("sends", delivery.sends());
        model.addAttribute("state", chosen);
        model.addAttribute("filters", filters(agency));
        model.addAttribute(
                "lines",
                queries.last(agency, chosen, SHOWN).stream()
                        .map(row -> line(row, locale))
                        .toList());
        return "notice/outbox";
    }

    /**
     * Sends a failed message again; one that is not this agency's, or has not failed, is not there.
     */
    @PostMapping("/{id}/retry")
    String retry(User user, @PathVariable long id) {
        if (!delivery.sends() || !outbox.retry(agency(user), id)) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        delivery.wake();
        return "redirect:/agency/outbox";
    }

    private List<Filter> filters(String agency) {
        Map<String, Long> counts =
                queries.counts(agency).stream()
                        .collect(
                                Collectors.toMap(
                                        OutboxQueries.Count::state, OutboxQueries.Count::notices));
        long all = counts.values().stream().mapToLong(Long::longValue).sum();
        return java.util.stream.Stream.concat(
                        java.util.stream.Stream.of(new Filter("", all)),
                        STATES.stream()
                                .map(state -> new Filter(state, counts.getOrDefault(state, 0L))))
                .toList();
    }

    private Line line(OutboxQueries.Row row, Locale locale) {
        return new Line(
                row,
                tone(row.state()),
                phones.find(row.patient()).map(Contact::masked).orElse(null),
                age(clock.millis() - row.atMs()),
                row.fault() == null
                        ? null
                        : messages.getMessage(
                                "notice.fault." + row.fault(), null, row.fault(), locale));
    }

    private static Tone tone(String state) {
        return switch (state) {
            case "delivered" -> Tone.GOOD;
            case "waiting", "sending", "sent" -> Tone.BUSY;
            case "unknown" -> Tone.WARN;
            case "failed" -> Tone.BAD;
            default -> Tone.PLAIN;
        };
    }

    private static String age(long millis) {
        Duration age = Duration.ofMillis(Math.max(0, millis));
        if (age.toMinutes() < 1) {
            return age.toSeconds() + " s";
        }
        return age.toHours() < 2
                ? age.toMinutes() + " min"
                : age.toDays() < 2 ? age.toHours() + " h" : age.toDays() + " d";
    }

    private static String agency(User user) {
        return Objects.requireNonNull(user.memberId(), "a clerk acts for an agency");
    }
}
