package org.xinpiao.platform.web;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import tools.jackson.core.JacksonException;

/** Turns what goes wrong in an API into RFC 9457 problems: field path and reason, no internals. */
@Order(Ordered.HIGHEST_PRECEDENCE)
@RestControllerAdvice(annotations = RestController.class)
class ProblemAdvice extends ResponseEntityExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);

    private final Problems problems;

    ProblemAdvice(Problems problems) {
        this.problems = problems;
    }

    @ExceptionHandler(ProblemException.class)
    ResponseEntity<Object> refused(ProblemException refusal) {
        return answer(refusal.status(), refusal.faults(), HttpHeaders.EMPTY);
    }

    /** Security answers these itself. */
    @ExceptionHandler(AccessDeniedException.class)
    void denied(AccessDeniedException denied) {
        throw denied;
    }

    @ExceptionHandler(Exception.class)
    ResponseEntity<Object> broken(Exception cause) {
        LOG.error("an API request failed", cause);
        return answer(HttpStatus.INTERNAL_SERVER_ERROR, List.of(), HttpHeaders.EMPTY);
    }

    @Override
    protected ResponseEntity<Object> handleExceptionInternal(
            Exception cause,
            @Nullable Object body,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        return answer(status, faults(cause), headers);
    }

    private ResponseEntity<Object> answer(
            HttpStatusCode status, List<Fault> faults, HttpHeaders headers) {
        Locale locale = LocaleContextHolder.getLocale();
        return ResponseEntity.status(status)
                .headers(headers)
                .header(HttpHeaders.CONTENT_LANGUAGE, locale.toLanguageTag())
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problems.of(status, faults, locale));
    }

    private static List<Fault> faults(Exception cause) {
        return switch (cause) {
            case MissingServletRequestParameterException missing ->
                    List.of(fault(missing.getParameterName(), "request.missing"));
            case MethodArgumentTypeMismatchException wrong ->
                    List.of(fault(wrong.getName(), "request.unreadable"));
            case HttpMessageNotReadableException unreadable
                    when unreadable.getCause() instanceof JacksonException json ->
                    List.of(fault(path(json), "request.unreadable"));
            case HttpMessageNotReadableException _ -> List.of(fault("", "request.unreadable"));
            default -> List.of();
        };
    }

    private static Fault fault(String path, String reason) {
        return reason.equals("request.missing")
                ? new Fault(path, reason, "缺少此项", "this is missing")
                : new Fault(path, reason, "无法读取此项", "this cannot be read");
    }

    private static String path(JacksonException json) {
        return json.getPath().stream()
                .map(step ->
                        step.getPropertyName() == null
                                ? "[" + step.getIndex() + "]"
                                : "." + step.getPropertyName())
                .collect(Collectors.joining())
                .replaceFirst("^\\.", "");
    }
}
