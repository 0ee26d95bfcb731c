package org.xinpiao.platform.agency;

import java.util.ArrayList;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.xinpiao.platform.claim.Act;
import org.xinpiao.platform.claim.Cases;
import org.xinpiao.platform.claim.Casework;
import org.xinpiao.platform.claim.Clerk;
import org.xinpiao.platform.claim.Outcome;
import org.xinpiao.platform.claim.Rulings;
import org.xinpiao.platform.identity.User;

/** One act on many cases, a clerk's own views of the queue, and what became of appeals. */
@Controller
class BatchController {

    private static final int CASES_MAX = 100;

    private static final int NAME_MAX = 30;

    private final Casework casework;
    private final Cases cases;

    BatchController(Casework casework, Cases cases) {
        this.casework = casework;
        this.cases = cases;
    }

    /** What became of one claim of many. */
    record Result(String claimId, Outcome outcome) {}

    /**
     * Does the same with each claim that was ticked.
     *
     * @param selected claim ids, each with {@code @} and the version of its case
     */
    @PostMapping("/agency/batch")
    String batch(
            User user,
            @RequestParam(defaultValue = "") List<String> selected,
            @RequestParam String act,
            @RequestParam(defaultValue = "") String refuse,
            @RequestParam(defaultValue = "") String ask,
            @RequestParam(defaultValue = "") String back,
            Model model) {
        Clerk clerk = ClaimsController.clerk(user);
        Act each =
                switch (act) {
                    case "take" -> new Act.Take();
                    case "release" -> new Act.Release();
                    case "approve" -> new Act.Approve(Rulings.NONE, "", false);
                    case "refuse" -> new Act.Refuse(refuse);
                    case "ask" -> new Act.Ask(ask);
                    default -> throw new ResponseStatusException(HttpStatus.BAD_REQUEST);
                };
        List<Result> results = new ArrayList<>();
        for (String one : selected.stream().distinct().limit(CASES_MAX).toList()) {
            int at = one.lastIndexOf('@');
            String claimId = one.substring(0, Math.max(0, at));
            results.add(
                    new Result(claimId, casework.act(clerk, claimId, one.substring(at + 1), each)));
        }
        model.addAttribute("results", results);
        model.addAttribute("back", query(back));
        return "agency/batch";
    }

    @PostMapping("/agency/views")
    String keep(User user, @RequestParam String name, @RequestParam String query) {
        String called = name.strip();
        if (!called.isEmpty() && called.length() <= NAME_MAX) {
            cases.keep(user.id(), new Cases.View(called, query(query)));
        }
        return "redirect:/agency?" + query(query);
    }

    @PostMapping("/agency/views/forget")
    String forget(User user, @RequestParam String name) {
        cases.forget(user.id(), name);
        return "redirect:/agency";
    }

    @GetMapping("/agency/appeals")
    String appeals(User user, Model model) {
        model.addAttribute("causes", cases.overturned(ClaimsController.agency(user)));
        return "agency/appeals";
    }

    /** A filter as an address has it; anything else is the whole queue. */
    private static String query(String text) {
        return text.matches("[a-z]+=[a-z0-9-]+(&[a-z]+=[a-z0-9-]+)*") ? text : "";
    }
}
