package org.xinpiao.platform.agency;

import jakarta.servlet.http.HttpServletResponse;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.xinpiao.platform.claim.Act;
import org.xinpiao.platform.claim.Casework;
import org.xinpiao.platform.claim.ClaimDocuments;
import org.xinpiao.platform.claim.ClaimQueries;
import org.xinpiao.platform.claim.Clerk;
import org.xinpiao.platform.claim.Outcome;
import org.xinpiao.platform.claim.Rulings;
import org.xinpiao.platform.identity.User;
import org.xinpiao.platform.node.Parties;

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
        Outcome outcome = casework.act(clerk, id, typed.getOrDefault("version", ""), read(typed));
        if (outcome.done()) {
            next.addFlashAttribute("outcome", outcome);
            return "redirect:/agency/claims/" + id;
        }
        response.setStatus(
                outcome.word().equals("stale")
                        ? HttpStatus.CONFLICT.value()
                        : HttpStatus.UNPROCESSABLE_CONTENT.value());
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
        model.addAttribute("preview", casework.preview(clerk, id, rulings(typed)).orElse(null));
        return page.show(clerk, id, typed, model, locale);
    }

    /** A document of the patient's, opened for this agency. */
    @GetMapping("/agency/claims/{id}/documents/{digest}")
    ResponseEntity<byte[]> document(
            User user, @PathVariable String id, @PathVariable String digest) {
        String agency = ClaimsController.agency(user);
        return claims.find(id)
                .filter(row -> row.agency().equals(agency))
                .flatMap(row -> documents.open(parties.get(agency), id, digest))
                .map(image ->
                        ResponseEntity.ok()
                                .contentType(MediaType.IMAGE_JPEG)
                                .cacheControl(CacheControl.noStore())
                                .body(image))
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private static Act read(Map<String, String> typed) {
        String note = typed.getOrDefault("note", "").strip();
        return switch (typed.getOrDefault("act", "")) {
            case "take" -> new Act.Take();
            case "release" -> new Act.Release();
            case "approve" -> new Act.Approve(rulings(typed), note, true);
            case "refuse" -> new Act.Refuse(typed.getOrDefault("refuse", ""));
            case "ask" -> new Act.Ask(typed.getOrDefault("ask", ""));
            case "uphold" -> new Act.Uphold(typed.getOrDefault("uphold", ""), note);
            case "confirm" -> new Act.Confirm();
            case "send-back" -> new Act.SendBack(typed.getOrDefault("answer", "").strip());
            default -> throw new ResponseStatusException(HttpStatus.BAD_REQUEST);
        };
    }

    /** A line with a reason is refused, or lowered to the amount beside it. */
    static Rulings rulings(Map<String, String> typed) {
        List<Rulings.Line> lines = new ArrayList<>();
        typed.forEach((name, reason) -> {
            if (name.startsWith(CasePage.REASON) && !reason.isEmpty()) {
                String no = name.substring(CasePage.REASON.length());
                String amount = typed.getOrDefault(CasePage.AMOUNT + no, "").strip();
                lines.add(new Rulings.Line(no, fen(amount), reason));
            }
        });
        return new Rulings(!typed.getOrDefault("unfiled", "").equals("true"), lines);
    }

    /** Yuan as typed, in fen; nothing is 0, and what is no amount fits no line. */
    private static long fen(String yuan) {
        if (yuan.isEmpty()) {
            return 0;
        }
        return yuan.matches("\\d{1,9}(\\.\\d{1,2})?")
                ? new BigDecimal(yuan).movePointRight(2).longValueExact()
                : -1;
    }
}
