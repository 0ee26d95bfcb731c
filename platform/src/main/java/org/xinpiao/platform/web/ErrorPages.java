package org.xinpiao.platform.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.RequestMapping;

/**
 * The last answer when nothing else answered: a page for a person, a few lines for a part of a
 * page, a problem for a program.
 */
@Controller
class ErrorPages implements ErrorController {

    /** The request attribute that carries what a page refused. */
    static final String FAULTS = ErrorPages.class.getName() + ".faults";

    private final Problems problems;

    ErrorPages(Problems problems) {
        this.problems = problems;
    }

    @RequestMapping(path = "/error", produces = MediaType.TEXT_HTML_VALUE)
    Object page(
            HttpServletRequest request, HttpServletResponse response, Model model, Locale locale) {
        if (Preferences.forProgram(request)) {
            return problem(request, locale);
        }
        var status = status(request);
        response.setStatus(status.value());
        model.addAttribute("status", status.value());
        model.addAttribute("problem", problems.of(status, faults(request), locale));
        if (!"true".equals(request.getHeader("HX-Request"))) {
            return "error";
        }
        response.setHeader("HX-Retarget", "#problems");
        response.setHeader("HX-Reswap", "innerHTML");
        return "fragments/ui :: problem(problem=${problem})";
    }

    @RequestMapping("/error")
    ResponseEntity<Object> problem(HttpServletRequest request, Locale locale) {
        var status = status(request);
        var problem = problems.of(status, faults(request), locale);
        problem.setInstance(URI.create(Preferences.askedPath(request)));
        return ResponseEntity.status(status)
                .header(HttpHeaders.CONTENT_LANGUAGE, locale.toLanguageTag())
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }

    private static List<Fault> faults(HttpServletRequest request) {
        return request.getAttribute(FAULTS) instanceof List<?> list
                ? list.stream().map(Fault.class::cast).toList()
                : List.of();
    }

    private static HttpStatus status(HttpServletRequest request) {
        var code = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        // Somebody who asks for the error page itself finds nothing there.
        var status =
                code instanceof Integer value ? HttpStatus.resolve(value) : HttpStatus.NOT_FOUND;
        return status == null ? HttpStatus.INTERNAL_SERVER_ERROR : status;
    }
}
