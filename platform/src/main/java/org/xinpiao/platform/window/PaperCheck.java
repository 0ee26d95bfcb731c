package org.xinpiao.platform.window;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.xinpiao.contracts.bill.BillId;
import org.xinpiao.contracts.bill.BillState;
import org.xinpiao.contracts.bill.Bills;
import org.xinpiao.contracts.claim.ClaimContract;
import org.xinpiao.contracts.registry.Role;
import org.xinpiao.platform.bill.Categories;
import org.xinpiao.platform.claim.BankCards;
import org.xinpiao.platform.coverage.Insured;
import org.xinpiao.platform.node.LedgerState;
import org.xinpiao.platform.readmodel.ChinaTime;
import org.xinpiao.platform.registry.Directory;

/**
 * The window's own checks of a paper: each that fails has a field and a word, {@code
 * window.fault.WORD} in the messages.
 */
@Component
class PaperCheck {

    static final long TOTAL_FEN_MAX = 100_000_000_00L;

    private static final int NAME_MAX = 100;

    private final People people;
    private final WindowPapers papers;
    private final LedgerState state;
    private final Directory directory;
    private final Clock clock;

    PaperCheck(
            People people,
            WindowPapers papers,
            LedgerState state,
            Directory directory,
            Clock clock) {
        this.people = people;
        this.papers = papers;
        this.state = state;
        this.directory = directory;
        this.clock = clock;
    }

    /** What is wrong with a form, by field; empty when nothing is. */
    Map<String, String> faults(String agency, PaperForm form) {
        Map<String, String> faults = new LinkedHashMap<>();
        paper(agency, form, faults);
        days(form, faults);
        institution(form, faults);
        amounts(form, faults);
        if (!BankCards.valid(form.bankCard())) {
            faults.put("bankCard", "card");
        }
        if (!faults.containsKey("day")) {
            Optional<Insured> insured =
                    people.find(agency, form.person(), LocalDate.parse(form.day()));
            if (insured.isEmpty()) {
                faults.put("person", "person");
            }
        }
        return faults;
    }

    private void paper(String agency, PaperForm form, Map<String, String> faults) {
        if (!form.code().matches("\\d{8}")) {
            faults.put("code", "code");
        }
        if (!form.number().matches("\\d{1,10}")) {
            faults.put("number", "number");
        }
        if (!form.check().matches("[0-9a-z]{0,20}")) {
            faults.put("check", "check");
        }
        if (faults.isEmpty()) {
            String known = known(agency, form);
            if (!known.isEmpty()) {
                faults.put("number", known);
            }
        }
    }

    /** Whether the ledger, or this window, knows the paper; empty when neither does. */
    private String known(String agency, PaperForm form) {
        BillId id = BillId.newBuilder().setCode(form.code()).setNumber(form.padded()).build();
        BillState bill = Bills.find(state, id);
        if (bill != null) {
            return bill.hasOrigin() ? "registered" : "e-bill";
        }
        if (Bills.ofPaper(state, form.code(), form.number()) != null) {
            return "paper-of-e-bill";
        }
        if (Bills.isGranted(state, id)) {
            return "e-bill-number";
        }
        return papers.isOpen(agency, form.code(), form.padded()) ? "entered" : "";
    }

    private void days(PaperForm form, Map<String, String> faults) {
        if (!PaperForm.KINDS.contains(form.kind())) {
            faults.put("kind", "kind");
        } else if (form.code().matches("\\d\\d060[12]\\d\\d")
                && form.inpatient() != form.code().startsWith("0602", 2)) {
            faults.put("kind", "kind-of-code");
        }
        LocalDate today = ChinaTime.date(clock.millis());
        Optional<LocalDate> day = day(form.day());
        if (day.isEmpty()) {
            faults.put("day", "day");
            return;
        }
        if (day.get().isAfter(today)) {
            faults.put("day", "future");
        } else if (day.get().isBefore(today.minusDays(ClaimContract.DEADLINE_DAYS))) {
            faults.put("day", "late");
        }
        if (form.inpatient()
                && day(form.admission()).filter(from -> !from.isAfter(day.get())).isEmpty()) {
            faults.put("admission", "admission");
        }
    }

    private void institution(PaperForm form, Map<String, String> faults) {
        if (form.outside()) {
            if (form.name().isEmpty() || form.name().length() > NAME_MAX) {
                faults.put("name", "name");
            }
            if (!form.region().matches("\\d{6}")) {
                faults.put("region", "region");
            }
            if (!form.level().matches("0[1-9]|1[01]")) {
                faults.put("level", "level");
            }
        } else if (directory
                .member(form.institution())
                .filter(member -> member.getRole() == Role.INSTITUTION)
                .isEmpty()) {
            faults.put("institution", "institution");
        }
    }

    private static void amounts(PaperForm form, Map<String, String> faults) {
        long sum = 0;
        for (int i = 0; i < form.lines().size(); i++) {
            PaperForm.Line line = form.lines().get(i);
            long fen = fen(line.amount());
            if (fen <= 0
                    || line.name().length() > NAME_MAX
                    || !List.of("1", "2", "3").contains(line.itemClass())
                    || Categories.name(line.category()).isEmpty()
                    || preSelfPay(line) < 0) {
                faults.put("line-" + i, "line");
            } else {
                sum += fen;
            }
        }
        long total = fen(form.total());
        if (total <= 0 || total > TOTAL_FEN_MAX) {
            faults.put("total", "amount");
        } else if (sum != total) {
            faults.put("total", "sum");
        }
    }

    /** Fen of an amount in yuan; -1 when it is none. */
    static long fen(String yuan) {
        return yuan.matches("\\d{1,9}(\\.\\d{1,2})?")
                ? new BigDecimal(yuan).movePointRight(2).longValueExact()
                : -1;
    }

    /** Basis points of a class-B line's percent; 0 for other classes, -1 when it is none. */
    static int preSelfPay(PaperForm.Line line) {
        if (!line.itemClass().equals("2") || line.preSelfPay().isEmpty()) {
            return 0;
        }
        return line.preSelfPay().matches("(\\d{1,2}(\\.\\d{1,2})?|100)")
                ? new BigDecimal(line.preSelfPay()).movePointRight(2).intValueExact()
                : -1;
    }

    private static Optional<LocalDate> day(String text) {
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
