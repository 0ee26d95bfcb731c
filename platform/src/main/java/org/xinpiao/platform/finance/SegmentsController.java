package org.xinpiao.platform.finance;

import jakarta.servlet.http.HttpServletResponse;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.util.UriComponentsBuilder;
import org.xinpiao.ledger.Rejected;
import org.xinpiao.platform.identity.User;
import org.xinpiao.platform.node.RejectedException;
import org.xinpiao.platform.web.PageOf;

/** Segments of bill numbers: who holds which, how far they are used, granting and closing them. */
@Controller("financeSegmentsController")
class SegmentsController {

    private static final int PAGE = 25;

    /**
     * The form as it was filled in.
     *
     * @param form key of the form
     */
    record Grant(String form, String institution, String code, String from, String to) {

        static Grant empty() {
            return new Grant(Forms.key(), "", "", "", "");
        }

        /** The same for another try: a form that was refused is a new act. */
        Grant again() {
            return new Grant(Forms.key(), institution, code, from, to);
        }
    }

    private final FinanceQueries queries;
    private final Supervision supervision;
    private final MessageSource messages;

    SegmentsController(FinanceQueries queries, Supervision supervision, MessageSource messages) {
        this.queries = queries;
        this.supervision = supervision;
        this.messages = messages;
    }

    @GetMapping("/finance/segments")
    String segments(
            @RequestParam(defaultValue = "") String holder,
            @RequestParam(defaultValue = "1") int page,
            Model model,
            Locale locale) {
        return show(holder, page, Grant.empty(), Map.of(), model, locale);
    }

    @PostMapping("/finance/segments")
    String grant(
            User user,
            @ModelAttribute Grant grant,
            Model model,
            Locale locale,
            HttpServletResponse response,
            RedirectAttributes kept) {
        Map<String, String> errors = check(grant, locale);
        if (errors.isEmpty()) {
            try {
                supervision.grant(
                        Forms.member(user),
                        grant.form(),
                        grant.institution(),
                        grant.code(),
                        Long.parseLong(grant.from()),
                        Long.parseLong(grant.to()));
                kept.addFlashAttribute(
                        "done",
                        messages.getMessage(
                                "finance.granted",
                                new Object[] {grant.code(), grant.from(), grant.to()},
                                locale));
                return "redirect:/finance/segments";
            } catch (RejectedException e) {
                errors.put(field(e.rejected()), Forms.sentence(e.rejected(), locale));
            }
        }
        response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
        return show("", 1, grant.again(), errors, model, locale);
    }

    @PostMapping("/finance/segments/write-off")
    String writeOff(
            User user,
            @RequestParam String form,
            @RequestParam String institution,
            @RequestParam String code,
            @RequestParam long from,
            @RequestParam(defaultValue = "") String holder,
            Locale locale,
            RedirectAttributes kept) {
        if (!Forms.isKey(form)) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST);
        }
        try {
            supervision.writeOff(Forms.member(user), form, institution, code, from);
            kept.addFlashAttribute(
                    "done",
                    messages.getMessage(
                            "finance.writtenOff",
                            new Object[] {code, Long.toString(from)},
                            locale));
        } catch (RejectedException e) {
            kept.addFlashAttribute("refused", Forms.sentence(e.rejected(), locale));
        }
        return "redirect:"
                + UriComponentsBuilder.fromPath("/finance/segments")
                        .queryParam("holder", holder.matches("[\\w-]*") ? holder : "")
                        .toUriString();
    }

    private String show(
            String holder,
            int page,
            Grant grant,
            Map<String, String> errors,
            Model model,
            Locale locale) {
        long total = queries.segments(holder);
        int number = Math.clamp(page, 1, (int) Math.max(1, Math.ceilDiv(total, PAGE)));
        var rows = queries.segments(holder, (number - 1) * PAGE, PAGE);
        model.addAttribute("page", PageOf.of(rows, number, PAGE, total));
        model.addAttribute("holder", holder);
        model.addAttribute("institutions", queries.issuers());
        model.addAttribute("grant", grant);
        model.addAttribute("errors", errors);
        model.addAttribute("form", Forms.key());
        model.addAttribute("english", Forms.english(locale));
        return "finance/segments";
    }

    /** What can be said without asking the ledger; the rules themselves are the ledger's. */
    private Map<String, String> check(Grant grant, Locale locale) {
        Map<String, String> errors = new LinkedHashMap<>();
        if (grant.institution().isEmpty()) {
            errors.put("institution", messages.getMessage("finance.error.choose", null, locale));
        }
        for (var number : Map.of("from", grant.from(), "to", grant.to()).entrySet()) {
            if (!number.getValue().matches("\\d{1,10}")) {
                errors.put(
                        number.getKey(), messages.getMessage("finance.error.number", null, locale));
            }
        }
        if (!Forms.isKey(grant.form())) {
            errors.put("", messages.getMessage("finance.error.form", null, locale));
        }
        return errors;
    }

    /** The field that a rejection is about; empty when it is about the whole. */
    private static String field(Rejected rejected) {
        return switch (rejected.getCode()) {
            case "bill.malformed" -> rejected.getDetail().equals("code") ? "code" : "to";
            case "bill.segment-overlap" -> "from";
            case "bill.institution-unknown" -> "institution";
            case String _ -> "";
        };
    }
}
