package org.xinpiao.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;

/** Sends a page's refusal to {@link ErrorPages}; {@link ProblemAdvice} comes first for programs. */
@ControllerAdvice(annotations = Controller.class)
class PageProblemAdvice {

    @ExceptionHandler(ProblemException.class)
    void refused(ProblemException refusal, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        request.setAttribute(ErrorPages.FAULTS, refusal.faults());
        response.sendError(refusal.status().value());
    }
}
