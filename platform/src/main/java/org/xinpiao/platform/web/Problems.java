package org.xinpiao.platform.web;

import java.util.List;
import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;

/**
 * Writes problems in the reader's language: what happened, in words that help, and no internals.
 */
@Component
class Problems {

    /** One fault as it is sent. */
    public record Sent(String path, String reason, String message) {}

    private final MessageSource messages;

    Problems(MessageSource messages) {
        this.messages = messages;
    }

    ProblemDetail of(HttpStatusCode status, List<Fault> faults, Locale locale) {
        var problem = ProblemDetail.forStatus(status);
        problem.setTitle(messages.getMessage(key(status) + ".title", null, locale));
        problem.setDetail(messages.getMessage(key(status) + ".detail", null, locale));
        if (!faults.isEmpty()) {
            boolean english = locale.getLanguage().equals("en");
            problem.setProperty(
                    "faults",
                    faults.stream()
                            .map(f -> new Sent(f.path(), f.reason(), english ? f.en() : f.zh()))
                            .toList());
        }
        return problem;
    }

    /** The statuses we have words for; any other is told as its class's first. */
    private static String key(HttpStatusCode status) {
        var known = HttpStatus.resolve(status.value());
        String word =
                switch (known) {
                    case UNAUTHORIZED -> "401";
                    case FORBIDDEN -> "403";
                    case NOT_FOUND -> "404";
                    case METHOD_NOT_ALLOWED -> "405";
                    case NOT_ACCEPTABLE -> "406";
                    case CONFLICT -> "409";
                    case CONTENT_TOO_LARGE -> "413";
                    case UNSUPPORTED_MEDIA_TYPE -> "415";
                    case UNPROCESSABLE_CONTENT -> "422";
                    case TOO_MANY_REQUESTS -> "429";
                    case SERVICE_UNAVAILABLE -> "503";
                    case null, default -> status.is5xxServerError() ? "500" : "400";
                };
        return "problem." + word;
    }
}
