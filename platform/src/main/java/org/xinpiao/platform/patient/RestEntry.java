package org.xinpiao.platform.patient;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.xinpiao.platform.bill.BillQueries;
import org.xinpiao.platform.billview.BillPages;
import org.xinpiao.platform.claim.ClaimIds;
import org.xinpiao.platform.claim.Submissions;
import org.xinpiao.platform.identity.User;
import org.xinpiao.platform.node.RejectedException;
import org.xinpiao.platform.readmodel.ChinaTime;
import org.xinpiao.platform.readmodel.ProjectorThread;
import org.xinpiao.platform.web.ProblemException;

/** Claims what is left of a bill from a commercial insurer, and says what it may read. */
@Controller
@RequestMapping("/patient/bills/{code}/{number}/rest")
class RestEntry {

    /** How long an insurer may read unless the patient says otherwise. */
    private static final int DAYS = 90;

    private final OwnBills own;
    private final BillPages pages;
    private final Submissions submissions;
    private final ProjectorThread readModel;
    private final ClaimIds ids;
    private final Clock clock;

    RestEntry(
            OwnBills own,
            BillPages pages,
            Submissions submissions,
            ProjectorThread readModel,
            ClaimIds ids,
            Clock clock) {
        this.own = own;
        this.pages = pages;
        this.submissions = submissions;
        this.readModel = readModel;
        this.ids = ids;
        this.clock = clock;
    }

    /** What stands in the form. */
    record Entry(String claimId, String insurer, String until, String bankCard) {}

    @GetMapping
    ModelAndView form(User user, @PathVariable String code, @PathVariable String number) {
        BillQueries.Row bill = own.bill(user, code, number);
        List<String> insurers = own.insurers(bill);
        if (insurers.isEmpty()) {
            return new ModelAndView("redirect:/patient/bills/" + code + "/" + number);
        }
        String until = ChinaTime.date(clock.millis()).plusDays(DAYS).toString();
        String only = insurers.size() == 1 ? insurers.getFirst() : "";
        return page(bill, new Entry(ids.next(), only, until, ""), Map.of(), null);
    }

    @PostMapping
    ModelAndView submit(
            User user,
            @PathVariable String code,
            @PathVariable String number,
            @RequestParam String claimId,
            @RequestParam(defaultValue = "") String insurer,
            @RequestParam(defaultValue = "") String until,
            @RequestParam(defaultValue = "") String bankCard,
            Locale locale) {
        BillQueries.Row bill = own.bill(user, code, number);
        Entry entry = new Entry(claimId, insurer, until, bankCard);
        try {
            var form =
                    ClaimEntry.form(
                            user.nameZh(),
                            own.idNumber(user),
                            pages.content(own.reader(), bill),
                            bankCard);
            readModel.awaitQuietly(
                    submissions.submitRest(claimId, bill.id(), insurer, day(until), form));
            return new ModelAndView("redirect:/patient/claims/" + claimId);
        } catch (ProblemException e) {
            return page(bill, entry, ClaimEntry.errors(e.faults(), locale), null);
        } catch (RejectedException e) {
            return page(bill, entry, Map.of(), Refusal.of(e, locale));
        }
    }

    /** What is no day is one long gone, which is refused. */
    private static LocalDate day(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            return LocalDate.EPOCH;
        }
    }

    private ModelAndView page(
            BillQueries.Row bill,
            Entry entry,
            Map<String, String> errors,
            @Nullable String refused) {
        var page = new ModelAndView("patient/rest");
        page.addObject("bill", bill);
        page.addObject("insurers", own.insurers(bill));
        page.addObject("entry", entry);
        page.addObject("errors", errors);
        page.addObject("refused", refused != null ? refused : errors.get(""));
        if (refused != null || !errors.isEmpty()) {
            page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        }
        return page;
    }
}
