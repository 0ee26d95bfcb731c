package org.xinpiao.platform.window;

import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.xinpiao.contracts.registry.Role;
import org.xinpiao.ledger.Engine;
import org.xinpiao.platform.bill.Categories;
import org.xinpiao.platform.claim.Clerk;
import org.xinpiao.platform.claim.Photos;
import org.xinpiao.platform.identity.User;
import org.xinpiao.platform.keys.IdNumbers;
import org.xinpiao.platform.node.RejectedException;
import org.xinpiao.platform.readmodel.ChinaTime;
import org.xinpiao.platform.readmodel.ProjectorThread;
import org.xinpiao.platform.registry.Directory;
import org.xinpiao.platform.web.Images;
import org.xinpiao.platform.web.ProblemException;

/** The window's pages: the form for a paper, the papers, and each with what is still to be done. */
@Controller
@RequestMapping("/agency/window")
class WindowController {

    private final Window window;
    private final WindowPapers papers;
    private final Directory directory;
    private final Engine engine;
    private final ProjectorThread readModel;
    private final Clock clock;

    WindowController(
            Window window,
            WindowPapers papers,
            Directory directory,
            Engine engine,
            ProjectorThread readModel,
            Clock clock) {
        this.window = window;
        this.papers = papers;
        this.directory = directory;
        this.engine = engine;
        this.readModel = readModel;
        this.clock = clock;
    }

    @GetMapping
    ModelAndView page(User user) {
        return page(clerk(user), PaperForm.empty(), Map.of());
    }

    @PostMapping
    ModelAndView enter(
            User user,
            @RequestParam MultiValueMap<String, String> fields,
            @RequestParam MultipartFile photo,
            RedirectAttributes next)
            throws IOException {
        PaperForm form = PaperForm.of(fields);
        Window.Entered entered = window.enter(clerk(user), form, photo.getBytes());
        if (entered.id() == null) {
            return page(clerk(user), form, entered.faults());
        }
        next.addFlashAttribute("done", "window.done.entered");
        return new ModelAndView("redirect:/agency/window/" + entered.id());
    }

    private ModelAndView page(Clerk clerk, PaperForm form, Map<String, String> faults) {
        var page = new ModelAndView("window/window");
        page.addObject("papers", papers.of(clerk.agency()));
        page.addObject("form", form);
        page.addObject(
                "lines", form.lines().isEmpty() ? List.of(PaperForm.Line.EMPTY) : form.lines());
        page.addObject("blank", PaperForm.Line.EMPTY);
        page.addObject("faults", faults);
        page.addObject("institutions", directory.members(Role.INSTITUTION));
        page.addObject("kinds", PaperForm.KINDS);
        page.addObject("categories", Categories.CODES);
        page.addObject("today", ChinaTime.date(clock.millis()));
        page.addObject("photoMax", Photos.BYTES_MAX);
        if (!faults.isEmpty()) {
            page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        }
        return page;
    }

    @GetMapping("/{id}")
    String paper(User user, @PathVariable String id, Model model) {
        Window.File file =
                window.open(agency(user), id)
                        .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        model.addAttribute("file", file);
        model.addAttribute("idMasked", IdNumbers.masked(file.insured().idNumber()));
        model.addAttribute("institution", directory.member(file.form().institution()).orElse(null));
        model.addAttribute("own", file.row().enteredBy().equals(user.id()));
        model.addAttribute("declines", Window.DECLINE);
        model.addAttribute("today", ChinaTime.date(clock.millis()));
        return "window/paper";
    }

    @GetMapping("/{id}/photo")
    ResponseEntity<byte[]> photo(User user, @PathVariable String id) {
        return Images.jpeg(window.photo(agency(user), id));
    }

    @PostMapping("/{id}/answer")
    String answer(
            User user,
            @PathVariable String id,
            @RequestParam(defaultValue = "") String asked,
            @RequestParam(defaultValue = "") String day,
            @RequestParam(defaultValue = "") String words,
            @RequestParam(defaultValue = "") String result,
            RedirectAttributes next) {
        var answer = new Window.Answer(asked.strip(), day.strip(), words.strip());
        String done =
                List.of("genuine", "denied").contains(result)
                        ? window.answer(
                                clerk(user), row(user, id), answer, result.equals("genuine"))
                        : "answer-incomplete";
        return back(id, done, next);
    }

    @PostMapping("/{id}/confirm")
    String confirm(
            User user,
            @PathVariable String id,
            @RequestParam(defaultValue = "false") boolean stamped,
            @RequestParam(defaultValue = "") String archive,
            Locale locale,
            RedirectAttributes next) {
        boolean english = locale.getLanguage().equals("en");
        try {
            String done = window.confirm(clerk(user), row(user, id), stamped, archive.strip());
            readModel.awaitQuietly(engine.ledger().height());
            return back(id, done, next);
        } catch (RejectedException e) {
            next.addFlashAttribute(
                    "refused", english ? e.rejected().getEn() : e.rejected().getZh());
        } catch (ProblemException e) {
            var fault = e.faults().getFirst();
            next.addFlashAttribute("refused", english ? fault.en() : fault.zh());
        }
        return "redirect:/agency/window/" + id;
    }

    @PostMapping("/{id}/decline")
    String decline(
            User user,
            @PathVariable String id,
            @RequestParam(defaultValue = "") String reason,
            RedirectAttributes next) {
        return back(id, window.decline(clerk(user), row(user, id), reason), next);
    }

    private WindowPapers.Row row(User user, String id) {
        return papers.find(agency(user), id)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private static String back(String id, String done, RedirectAttributes next) {
        boolean good = List.of("answered", "declined", "registered").contains(done);
        next.addFlashAttribute(good ? "done" : "wrong", "window.done." + done);
        return "redirect:/agency/window/" + id;
    }

    private static Clerk clerk(User user) {
        return new Clerk(user.id(), agency(user), user.nameZh());
    }

    private static String agency(User user) {
        return Objects.requireNonNull(user.memberId(), "a clerk acts for an agency");
    }
}
