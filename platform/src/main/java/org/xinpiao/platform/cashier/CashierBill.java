package org.xinpiao.platform.cashier;

import java.util.List;
import java.util.Locale;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.xinpiao.contracts.bill.BillId;
import org.xinpiao.ledger.Engine;
import org.xinpiao.platform.bill.BillQueries;
import org.xinpiao.platform.bill.Papers;
import org.xinpiao.platform.bill.Reversals;
import org.xinpiao.platform.billview.BillPages;
import org.xinpiao.platform.identity.User;
import org.xinpiao.platform.node.Parties;
import org.xinpiao.platform.node.RejectedException;
import org.xinpiao.platform.proof.BillDocuments;
import org.xinpiao.platform.readmodel.ProjectorThread;

/** A bill at the window: what it says, print, reverse, turn to paper. */
@Controller
@RequestMapping("/cashier/bills/{code}/{number}")
class CashierBill {

    private static final int REASON_MAX = 200;

    private final BillQueries bills;
    private final BillPages pages;
    private final Parties parties;
    private final Reversals reversals;
    private final Papers papers;
    private final BillDocuments documents;
    private final Engine engine;
    private final ProjectorThread readModel;

    CashierBill(
            BillQueries bills,
            BillPages pages,
            Parties parties,
            Reversals reversals,
            Papers papers,
            BillDocuments documents,
            Engine engine,
            ProjectorThread readModel) {
        this.bills = bills;
        this.pages = pages;
        this.parties = parties;
        this.reversals = reversals;
        this.papers = papers;
        this.documents = documents;
        this.engine = engine;
        this.readModel = readModel;
    }

    static String path(BillId id) {
        return "/cashier/bills/" + id.getCode() + "/" + id.getNumber();
    }

    @GetMapping
    String bill(
            User user,
            @PathVariable String code,
            @PathVariable String number,
            Model model,
            Locale locale) {
        BillQueries.Row row = own(user, code, number);
        model.addAttribute(
                "bill",
                pages.open(row, parties.get(CashierDesk.institution(user)), List.of(), locale));
        return "cashier/bill";
    }

    @GetMapping("/pdf")
    ResponseEntity<byte[]> pdf(User user, @PathVariable String code, @PathVariable String number) {
        BillQueries.Row row = own(user, code, number);
        byte[] pdf =
                documents
                        .pdf(row.id(), parties.get(CashierDesk.institution(user)))
                        .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_PDF)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.inline()
                                .filename(code + "-" + number + ".pdf")
                                .build()
                                .toString())
                .body(pdf);
    }

    @PostMapping("/reverse")
    String reverse(
            User user,
            @PathVariable String code,
            @PathVariable String number,
            @RequestParam(defaultValue = "") String reason,
            Locale locale,
            RedirectAttributes next) {
        BillQueries.Row row = own(user, code, number);
        return act(
                row,
                reason,
                locale,
                next,
                "cashier.done.reversed",
                () -> reversals.reverse(row.issuer(), row.id(), reason.strip(), user.nameZh(), 0));
    }

    @PostMapping("/paper")
    String paper(
            User user,
            @PathVariable String code,
            @PathVariable String number,
            @RequestParam(defaultValue = "") String batch,
            @RequestParam(defaultValue = "") String paperNumber,
            Locale locale,
            RedirectAttributes next) {
        BillQueries.Row row = own(user, code, number);
        return act(
                row,
                batch.isBlank() ? "" : paperNumber,
                locale,
                next,
                "cashier.done.paper",
                () -> papers.rebind(row.issuer(), row.id(), batch.strip(), paperNumber.strip()));
    }

    @PostMapping("/paper/void")
    String voidPaper(
            User user,
            @PathVariable String code,
            @PathVariable String number,
            @RequestParam(defaultValue = "") String reason,
            Locale locale,
            RedirectAttributes next) {
        BillQueries.Row row = own(user, code, number);
        return act(
                row,
                reason,
                locale,
                next,
                "cashier.done.paperVoid",
                () -> papers.cancel(row.issuer(), row.id(), reason.strip()));
    }

    /**
     * Does an act whose {@code typed} text is mandatory, and tells on the bill's page how it went.
     */
    private String act(
            BillQueries.Row row,
            String typed,
            Locale locale,
            RedirectAttributes next,
            String done,
            Runnable act) {
        if (typed.isBlank() || typed.length() > REASON_MAX) {
            next.addFlashAttribute("missing", true);
            return "redirect:" + path(row.id());
        }
        try {
            act.run();
            readModel.awaitQuietly(engine.ledger().height());
            next.addFlashAttribute("done", done);
        } catch (RejectedException e) {
            boolean english = locale.getLanguage().equals("en");
            next.addFlashAttribute(
                    "refused", english ? e.rejected().getEn() : e.rejected().getZh());
        }
        return "redirect:" + path(row.id());
    }

    private BillQueries.Row own(User user, String code, String number) {
        return bills.find(BillId.newBuilder().setCode(code).setNumber(number).build())
                .filter(row -> row.issuer().equals(CashierDesk.institution(user)))
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}
