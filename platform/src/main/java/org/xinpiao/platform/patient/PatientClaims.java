package org.xinpiao.platform.patient;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.xinpiao.contracts.bill.DetailLine;
import org.xinpiao.platform.bill.BillQueries;
import org.xinpiao.platform.billview.BillPages;
import org.xinpiao.platform.claim.ClaimQueries;
import org.xinpiao.platform.claim.Traces;
import org.xinpiao.platform.identity.User;

/** The patient's claims: the list, and one with its status, its amount and every reason. */
@Controller
@RequestMapping("/patient/claims")
class PatientClaims {

    private final OwnBills own;
    private final BillQueries bills;
    private final ClaimQueries claims;
    private final ClaimPages pages;
    private final ClaimMoney money;
    private final BillPages billPages;
    private final Traces traces;

    PatientClaims(
            OwnBills own,
            BillQueries bills,
            ClaimQueries claims,
            ClaimPages pages,
            ClaimMoney money,
            BillPages billPages,
            Traces traces) {
        this.own = own;
        this.bills = bills;
        this.claims = claims;
        this.pages = pages;
        this.money = money;
        this.billPages = billPages;
        this.traces = traces;
    }

    /** A claim in the list, with its bill and who gave the care. */
    record Line(ClaimQueries.Row claim, BillQueries.Row bill, String institution) {}

    @GetMapping
    String list(User user, Model model, Locale locale) {
        List<Line> lines =
                claims.ofPatient(own.pseudonym(user)).stream()
                        .map(claim -> line(claim, locale))
                        .toList();
        model.addAttribute("claims", lines);
        return "patient/claims";
    }

    private Line line(ClaimQueries.Row claim, Locale locale) {
        BillQueries.Row bill = bills.find(claim.bill()).orElseThrow();
        return new Line(claim, bill, billPages.institution(bill, own.reader(), locale));
    }

    @GetMapping("/{claimId}")
    String claim(User user, @PathVariable String claimId, Model model, Locale locale) {
        ClaimQueries.Row claim = own.claim(user, claimId);
        model.addAttribute("claim", claim);
        BillQueries.Row bill = bills.find(claim.bill()).orElseThrow();
        model.addAttribute("bill", bill);
        model.addAttribute("institution", billPages.institution(bill, own.reader(), locale));
        pages.fill(model, claim, locale);
        money.fill(model, claim, bill);
        model.addAttribute(
                "reckoning",
                traces.read(own.reader(), claim)
                        .map(trace -> Reckoning.of(trace, items(bill), locale))
                        .orElse(null));
        return "patient/claim";
    }

    /** Names of the bill's lines by their numbers. */
    private Map<String, String> items(BillQueries.Row bill) {
        return billPages.content(own.reader(), bill).details().stream()
                .collect(
                        Collectors.toMap(
                                DetailLine::getNo, DetailLine::getName, (one, other) -> one));
    }

    /** The status for a page that waits; once it is another, the page loads anew. */
    @GetMapping("/{claimId}/status")
    Object status(
            User user,
            @PathVariable String claimId,
            @RequestParam(defaultValue = "") String was,
            Model model,
            Locale locale) {
        ClaimQueries.Row claim = own.claim(user, claimId);
        if (!was.equals(claim.status() + "-" + claim.sinceMs())) {
            return ResponseEntity.noContent().header("HX-Refresh", "true").build();
        }
        model.addAttribute("claim", claim);
        pages.fill(model, claim, locale);
        return "patient/claim :: status";
    }
}
