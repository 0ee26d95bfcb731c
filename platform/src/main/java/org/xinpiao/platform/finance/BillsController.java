package org.xinpiao.platform.finance;

import com.google.protobuf.InvalidProtocolBufferException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.xinpiao.contracts.bill.BillId;
import org.xinpiao.contracts.bill.BillState;
import org.xinpiao.contracts.bill.Bills;
import org.xinpiao.contracts.bill.Fingerprint;
import org.xinpiao.crypto.CryptoException;
import org.xinpiao.ledger.CorruptException;
import org.xinpiao.platform.bill.BillContent;
import org.xinpiao.platform.bill.BillQueries;
import org.xinpiao.platform.bill.BillReader;
import org.xinpiao.platform.identity.User;
import org.xinpiao.platform.node.LedgerState;
import org.xinpiao.platform.node.Parties;
import org.xinpiao.platform.node.RejectedException;
import org.xinpiao.platform.registry.Directory;
import org.xinpiao.platform.web.TimelineEntry;
import org.xinpiao.platform.web.Tone;

/** A single bill, of which finance reads the face and nothing else; freezing it. */
@Controller("financeBillsController")
class BillsController {

    /** Why finance freezes a bill: codes, so that no personal data gets onto the ledger. */
    static final List<String> REASONS =
            List.of(
                    "suspected-forgery",
                    "amount-disputed",
                    "issued-in-error",
                    "under-investigation",
                    "court-order");

    /**
     * A bill as finance sees it.
     *
     * @param face with the face alone: finance holds no key of the rest
     */
    record Found(BillQueries.Row row, BillContent face, String checkCode) {
        public Instant issuedAt() {
            return Instant.ofEpochMilli(row.issuedMs());
        }
    }

    private final BillQueries bills;
    private final BillReader reader;
    private final Parties parties;
    private final Directory directory;
    private final LedgerState state;
    private final Supervision supervision;
    private final MessageSource messages;

    BillsController(
            BillQueries bills,
            BillReader reader,
            Parties parties,
            Directory directory,
            LedgerState state,
            Supervision supervision,
            MessageSource messages) {
        this.bills = bills;
        this.reader = reader;
        this.parties = parties;
        this.directory = directory;
        this.state = state;
        this.supervision = supervision;
        this.messages = messages;
    }

    @GetMapping("/finance/bills")
    String find(
            User user,
            @RequestParam(defaultValue = "") String code,
            @RequestParam(defaultValue = "") String number,
            Model model,
            Locale locale) {
        BillId id = id(code, number);
        boolean asked = !code.isBlank() || !number.isBlank();
        Optional<Found> found = asked ? find(Forms.member(user), id) : Optional.empty();
        model.addAttribute("code", code.strip());
        model.addAttribute("number", number.strip());
        model.addAttribute("missing", asked && found.isEmpty());
        model.addAttribute("found", found.orElse(null));
        model.addAttribute("tone", found.map(bill -> tone(bill.row().status())).orElse(null));
        model.addAttribute("timeline", found.map(bill -> timeline(bill, locale)).orElse(List.of()));
        found.ifPresent(bill -> {
            model.addAttribute("issuer", issuer(bill.row().issuer(), locale));
            String why = bill.row().frozen();
            model.addAttribute("frozenFor", why == null ? "" : reason(why, locale));
        });
        model.addAttribute("reasons", REASONS);
        model.addAttribute("form", Forms.key());
        return "finance/bills";
    }

    @PostMapping("/finance/bills/freeze")
    String freeze(
            User user,
            @RequestParam String form,
            @RequestParam String code,
            @RequestParam String number,
            @RequestParam String reason,
            Locale locale,
            RedirectAttributes kept) {
        if (!Forms.isKey(form) || !REASONS.contains(reason)) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST);
        }
        return act(
                code,
                number,
                "finance.frozen",
                () -> supervision.freeze(Forms.member(user), form, id(code, number), reason),
                locale,
                kept);
    }

    @PostMapping("/finance/bills/unfreeze")
    String unfreeze(
            User user,
            @RequestParam String form,
            @RequestParam String code,
            @RequestParam String number,
            Locale locale,
            RedirectAttributes kept) {
        if (!Forms.isKey(form)) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST);
        }
        return act(
                code,
                number,
                "finance.unfrozen",
                () -> supervision.unfreeze(Forms.member(user), form, id(code, number)),
                locale,
                kept);
    }

    private String act(
            String code,
            String number,
            String done,
            Runnable act,
            Locale locale,
            RedirectAttributes kept) {
        try {
            act.run();
            kept.addFlashAttribute("done", messages.getMessage(done, null, locale));
        } catch (RejectedException e) {
            kept.addFlashAttribute("refused", Forms.sentence(e.rejected(), locale));
        }
        kept.addAttribute("code", code);
        kept.addAttribute("number", number);
        return "redirect:/finance/bills";
    }

    private Optional<Found> find(String member, BillId id) {
        BillState bill = Bills.find(state, id);
        return bill == null
                ? Optional.empty()
                : bills.find(id).map(row -> new Found(row, face(member, bill), check(bill)));
    }

    private BillContent face(String member, BillState bill) {
        try {
            return reader.read(parties.get(member), bill);
        } catch (CryptoException | InvalidProtocolBufferException e) {
            throw new CorruptException("bill " + Bills.text(Bills.id(bill.getRecord())), e);
        }
    }

    private List<TimelineEntry> timeline(Found found, Locale locale) {
        var entries = new java.util.ArrayList<TimelineEntry>();
        entries.add(
                new TimelineEntry(
                        Instant.ofEpochMilli(found.row().recordedMs()),
                        messages.getMessage("finance.event.recorded", null, locale),
                        null,
                        Tone.GOOD));
        for (var event : bills.timeline(found.row().id())) {
            entries.add(
                    new TimelineEntry(
                            Instant.ofEpochMilli(event.atMs()),
                            text("finance.event." + event.kind(), event.kind(), locale),
                            detail(event, locale),
                            tone(event.kind())));
        }
        return entries;
    }

    private String detail(BillQueries.Happening event, Locale locale) {
        return event.kind().equals("frozen") ? reason(event.detail(), locale) : event.detail();
    }

    private String reason(String code, Locale locale) {
        return text("finance.reason." + code, code, locale);
    }

    private String issuer(String id, Locale locale) {
        return directory
                .member(id)
                .map(member -> Forms.english(locale) ? member.getNameEn() : member.getNameZh())
                .orElse(id);
    }

    private String text(String key, String otherwise, Locale locale) {
        return Objects.requireNonNull(messages.getMessage(key, null, otherwise, locale));
    }

    private static Tone tone(String word) {
        return switch (word) {
            case "issued", "reimbursed", "claim-paid", "unfrozen" -> Tone.GOOD;
            case "reserved", "claim-submitted", "claim-decided" -> Tone.BUSY;
            case "frozen" -> Tone.WARN;
            case "reversed", "red", "claim-refused" -> Tone.BAD;
            default -> Tone.PLAIN;
        };
    }

    private static String check(BillState bill) {
        return Fingerprint.checkCode(bill.getRecord().getFingerprint().toByteArray());
    }

    private static BillId id(String code, String number) {
        return BillId.newBuilder().setCode(code.strip()).setNumber(number.strip()).build();
    }
}
