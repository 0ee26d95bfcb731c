package org.xinpiao.platform.patient;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.xinpiao.contracts.bill.Visit;
import org.xinpiao.platform.bill.BillContent;
import org.xinpiao.platform.bill.BillQueries;
import org.xinpiao.platform.billview.BillPages;
import org.xinpiao.platform.claim.ClaimForm;
import org.xinpiao.platform.claim.ClaimIds;
import org.xinpiao.platform.claim.Submissions;
import org.xinpiao.platform.identity.User;
import org.xinpiao.platform.keys.IdNumbers;
import org.xinpiao.platform.node.RejectedException;
import org.xinpiao.platform.readmodel.ProjectorThread;
import org.xinpiao.platform.web.Fault;
import org.xinpiao.platform.web.ProblemException;

/**
 * The reimbursement form: filled in from login and bill, only the card is the patient's to type.
 */
@Controller
@RequestMapping("/patient/bills/{code}/{number}/claim")
class ClaimEntry {

    /** Faults that are shown beside their field. */
    private static final List<String> FIELDS = List.of("visitDate", "bankCard", "insurer", "until");

    private final OwnBills own;
    private final BillPages pages;
    private final Submissions submissions;
    private final ProjectorThread readModel;
    private final ClaimIds ids;

    ClaimEntry(
            OwnBills own,
            BillPages pages,
            Submissions submissions,
            ProjectorThread readModel,
            ClaimIds ids) {
        this.own = own;
        this.pages = pages;
        this.submissions = submissions;
        this.readModel = readModel;
        this.ids = ids;
    }

    /**
     * What stands in the form.
     *
     * @param claimId made with the form, so that a form sent twice is one claim
     */
    record Entry(String claimId, String visitDate, String visitClass, String bankCard) {}

    @GetMapping
    ModelAndView form(User user, @PathVariable String code, @PathVariable String number) {
        BillQueries.Row bill = own.bill(user, code, number);
        if (!own.claimable(bill)) {
            return new ModelAndView("redirect:/patient/bills/" + code + "/" + number);
        }
        BillContent content = pages.content(own.reader(), bill);
        var entry = new Entry(ids.next(), visit(content).getOutDate(), visitClass(content), "");
        return page(user, bill, content, entry, Map.of(), null);
    }

    @PostMapping
    ModelAndView submit(
            User user,
            @PathVariable String code,
            @PathVariable String number,
            @RequestParam String claimId,
            @RequestParam(defaultValue = "") String visitDate,
            @RequestParam(defaultValue = "") String visitClass,
            @RequestParam(defaultValue = "") String bankCard,
            Locale locale) {
        BillQueries.Row bill = own.bill(user, code, number);
        BillContent content = pages.content(own.reader(), bill);
        var entry = new Entry(claimId, visitDate, visitClass, bankCard);
        try {
            readModel.awaitQuietly(
                    submissions.submit(claimId, bill.id(), form(user, content, entry)));
            return new ModelAndView("redirect:/patient/claims/" + claimId);
        } catch (ProblemException e) {
            return page(user, bill, content, entry, errors(e.faults(), locale), null);
        } catch (RejectedException e) {
            return page(user, bill, content, entry, Map.of(), Refusal.of(e, locale));
        }
    }

    private ClaimForm form(User user, BillContent content, Entry entry) {
        return new ClaimForm(
                user.nameZh(),
                own.idNumber(user),
                content.face().getInstitutionCode(),
                day(entry.visitDate()),
                entry.visitClass().equals("inpatient") ? "inpatient" : "outpatient",
                digits(entry.bankCard()));
    }

    /** The form as the bill fills it in, with a card as somebody typed it. */
    static ClaimForm form(String name, String idNumber, BillContent content, String bankCard) {
        return new ClaimForm(
                name,
                idNumber,
                content.face().getInstitutionCode(),
                LocalDate.parse(visit(content).getOutDate()),
                visitClass(content),
                digits(bankCard));
    }

    private static String visitClass(BillContent content) {
        return content.face().getBusType().equals("01") ? "inpatient" : "outpatient";
    }

    private static String digits(String bankCard) {
        return bankCard.replaceAll("[\\s-]", "");
    }

    private static LocalDate day(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw ProblemException.unprocessable(
                    List.of(new Fault("visitDate", "claim.form", "日期不正确", "is no date")));
        }
    }

    /** The sentences by field; what belongs to no field stands under {@code ""}. */
    static Map<String, String> errors(List<Fault> faults, Locale locale) {
        boolean english = locale.getLanguage().equals("en");
        Map<String, String> errors = new TreeMap<>();
        for (Fault fault : faults) {
            boolean field = FIELDS.contains(fault.path());
            errors.merge(
                    field ? fault.path() : "",
                    english ? fault.en() : fault.zh(),
                    (one, other) -> one + (english ? "; " : "；") + other);
        }
        return errors;
    }

    private ModelAndView page(
            User user,
            BillQueries.Row bill,
            BillContent content,
            Entry entry,
            Map<String, String> errors,
            @Nullable String refused) {
        var page = new ModelAndView("patient/claim-form");
        page.addObject("bill", bill);
        page.addObject("face", content.face());
        page.addObject("visit", visit(content));
        page.addObject("entry", entry);
        page.addObject("name", user.nameZh());
        page.addObject("idMasked", IdNumbers.masked(own.idNumber(user)));
        page.addObject("errors", errors);
        page.addObject("refused", refused != null ? refused : errors.get(""));
        if (refused != null || !errors.isEmpty()) {
            page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        }
        return page;
    }

    private static Visit visit(BillContent content) {
        Visit visit = content.visit();
        if (visit == null) {
            throw new IllegalStateException("the patient service reads every section");
        }
        return visit;
    }
}
