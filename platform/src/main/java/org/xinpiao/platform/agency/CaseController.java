package org.xinpiao.platform.agency;

import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import java.util.Map;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.xinpiao.platform.claim.Casework;
import org.xinpiao.platform.claim.ClaimDocuments;
import org.xinpiao.platform.claim.ClaimQueries;
import org.xinpiao.platform.claim.Clerk;
import org.xinpiao.platform.claim.Outcome;
import org.xinpiao.platform.identity.User;
import org.xinpiao.platform.node.Parties;
import org.xinpiao.platform.web.Images;

/** What a clerk does on the page of a claim. */
@Controller
class CaseController {

    private final Casework casework;
    private final CasePage page;
    private final ClaimQueries claims;
    private final ClaimDocuments documents;
    private final Parties parties;

    CaseController(
            Casework casework,
            CasePage page,
            ClaimQueries claims,
            ClaimDocuments documents,
            Parties parties) {
        this.casework = casework;
        this.page = page;
        this.claims = claims;
        this.documents = documents;
        this.parties = parties;
    }

    /** Where nothing was done, the page comes again with what was typed and the case as it is. */
    @PostMapping("/agency/claims/{id}")
    String act(
            User user,
            @PathVariable String id,
            @RequestParam Map<String, String> typed,
            Model model,
            Locale locale,
            HttpServletResponse response,
            RedirectAttributes next) {
        Clerk clerk = ClaimsController.clerk(user);
        Outcome outcome =
                casework.act(clerk, id, typed.getOrDefault("version", ""), Acts.read(typed));
        if (outcome.done()) {
            next.addFlashAttribute("outcome", outcome);
            return "redirect:/agency/claims/" + id;
        }
        response.setStatus(Acts.status(outcome).value());
        model.addAttribute("outcome", outcome);
        return page.show(clerk, id, typed, model, locale);
    }

    /** What the typed rulings would lead to. */
    @PostMapping("/agency/claims/{id}/preview")
    String preview(
            User user,
            @PathVariable String id,
            @RequestParam Map<String, String> typed,
            Model model,
            Locale locale) {
        Clerk clerk = ClaimsController.clerk(user);
        model.addAttribute("tried", true);
        model.addAttribute(
                "preview", casework.preview(clerk, id, Acts.rulings(typed)).orElse(null));
        return page.show(clerk, id, typed, model, locale);
    }

    /** A document of the patient's, opened for this agency. */
    @GetMapping("/agency/claims/{id}/documents/{digest}")
    ResponseEntity<byte[]> document(
            User user, @PathVariable String id, @PathVariable String digest) {
        String agency = ClaimsController.agency(user);
        return Images.jpeg(
                claims.find(id)
                        .filter(row -> row.agency().equals(agency))
                        .flatMap(row -> documents.open(parties.get(agency), id, digest)));
    }
}
