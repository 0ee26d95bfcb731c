package org.xinpiao.platform.patient;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.xinpiao.platform.claim.Photos;

/**
 * Turns documents away that are too large, by their stated length and before any of it is read. It
 * stands before all else, since already the check of the form's token reads the whole form.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class UploadLimit extends OncePerRequestFilter {

    /** What a form has around the file. */
    private static final int AROUND_BYTES = 1 << 16;

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        long length = request.getContentLengthLong();
        if (length < 0) {
            refuse(response, HttpStatus.LENGTH_REQUIRED, "请求须注明长度。", "State the length.");
        } else if (length > Photos.BYTES_MAX + AROUND_BYTES) {
            refuse(
                    response,
                    HttpStatus.CONTENT_TOO_LARGE,
                    "文件超过 10 MB，请缩小后再提交。",
                    "The file is larger than 10 MB. Make it smaller.");
        } else {
            chain.doFilter(request, response);
        }
    }

    /** Answered here and now: an error page would read the form before it is written. */
    private static void refuse(
            HttpServletResponse response, HttpStatus status, String zh, String en)
            throws IOException {
        response.setStatus(status.value());
        response.setHeader(HttpHeaders.CONNECTION, "close");
        response.setContentType("text/plain;charset=UTF-8");
        response.getWriter().write(zh + "\n" + en + "\n");
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !HttpMethod.POST.matches(request.getMethod())
                || !request.getRequestURI()
                        .matches("/patient/claims/[^/]*/documents|/agency/window");
    }
}
