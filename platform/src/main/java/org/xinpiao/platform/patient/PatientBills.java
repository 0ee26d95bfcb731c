package org.xinpiao.platform.patient;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.xinpiao.platform.bill.BillQueries;
import org.xinpiao.platform.billview.BillPages;
import org.xinpiao.platform.claim.ClaimQueries;
import org.xinpiao.platform.identity.User;
import org.xinpiao.platform.notice.Notices;
import org.xinpiao.platform.proof.BillDocuments;
import org.xinpiao.platform.verify.BundleFormat;
import org.xinpiao.platform.verify.BundleSource;
import org.xinpiao.platform.web.PageOf;

/** The patient's bills: the list, a bill with everything on it, and its files. */
@Controller
@RequestMapping("/patient")
class PatientBills {

    private static final int PAGE_SIZE = 12;
    private static final int NOTICES_SHOWN = 3;

    private final OwnBills own;
    private final BillQueries bills;
    private final BillPages pages;
    private final Notices notices;
    private final BillDocuments documents;
    private final BundleSource bundles;

    PatientBills(
            OwnBills own,
            BillQueries bills,
            BillPages pages,
            Notices notices,
            BillDocuments documents,
            BundleSource bundles) {
        this.own = own;
        this.bills = bills;
        this.pages = pages;
        this.notices = notices;
        this.documents = documents;
        this.bundles = bundles;
    }

    /** A bill in the list. */
    record Card(BillQueries.Row bill, String institution, boolean claimable) {}

    @GetMapping
    String list(User user, @RequestParam(defaultValue = "1") int page, Model model, Locale locale) {
        byte[] patient = own.pseudonym(user);
        int number = Math.clamp(page, 1, 100_000);
        List<Card> cards =
                bills.ofPatient(patient, (number - 1) * PAGE_SIZE, PAGE_SIZE).stream()
                        .map(bill ->
                                new Card(
                                        bill,
                                        pages.institution(bill, own.reader(), locale),
                                        own.claimable(bill)))
                        .toList();
        model.addAttribute(
                "bills", PageOf.of(cards, number, PAGE_SIZE, bills.countOfPatient(patient)));
        model.addAttribute("notices", notices.of(patient).stream().limit(NOTICES_SHOWN).toList());
        return "patient/bills";
    }

    @GetMapping("/bills/{code}/{number}")
    String bill(
            User user,
            @PathVariable String code,
            @PathVariable String number,
            Model model,
            Locale locale) {
        BillQueries.Row row = own.bill(user, code, number);
        List<ClaimQueries.Row> claims = own.claimsOf(row);
        model.addAttribute("bill", pages.open(row, own.reader(), claims, locale));
        model.addAttribute("claims", claims);
        model.addAttribute("claimable", own.claimable(row));
        model.addAttribute("rest", !own.insurers(row).isEmpty());
        return "patient/bill";
    }

    @GetMapping("/bills/{code}/{number}/pdf")
    ResponseEntity<byte[]> pdf(User user, @PathVariable String code, @PathVariable String number) {
        BillQueries.Row row = own.bill(user, code, number);
        return file(
                documents.pdf(row.id(), own.reader()),
                MediaType.APPLICATION_PDF,
                name(row) + ".pdf");
    }

    @GetMapping("/bills/{code}/{number}/ofd")
    ResponseEntity<byte[]> ofd(User user, @PathVariable String code, @PathVariable String number) {
        BillQueries.Row row = own.bill(user, code, number);
        return file(
                documents.ofd(row.id(), own.reader()),
                MediaType.parseMediaType("application/ofd"),
                name(row) + ".ofd");
    }

    @GetMapping("/bills/{code}/{number}/proof")
    ResponseEntity<byte[]> proof(
            User user, @PathVariable String code, @PathVariable String number) {
        BillQueries.Row row = own.bill(user, code, number);
        return file(
                bundles.export(row.code(), row.number()).map(BundleFormat::write),
                MediaType.APPLICATION_JSON,
                name(row) + BundleFormat.SUFFIX);
    }

    private static String name(BillQueries.Row row) {
        return row.code() + "-" + row.number();
    }

    private static ResponseEntity<byte[]> file(
            Optional<byte[]> bytes, MediaType type, String name) {
        byte @Nullable [] content = bytes.orElse(null);
        return content == null
                ? ResponseEntity.status(HttpStatus.NOT_FOUND).build()
                : ResponseEntity.ok()
                        .contentType(type)
                        .header(
                                HttpHeaders.CONTENT_DISPOSITION,
                                ContentDisposition.attachment().filename(name).build().toString())
                        .body(content);
    }
}
