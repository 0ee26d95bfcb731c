package org.xinpiao.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every answer says to the browser, and how long files may be kept. */
class HeadersIT extends ShellIT {

    @ParameterizedTest
    @ValueSource(strings = {"/", "/login", "/nowhere", "/api/test/refused", "/css/xinpiao.css"})
    void everyAnswerIsGuarded(String path) {
        var answer = visitor().peek(path);
        assertThat(header(answer, "Content-Security-Policy"))
                .contains("default-src 'self'", "object-src 'none'", "frame-ancestors 'none'")
                .contains("base-uri 'none'", "form-action 'self'")
                .doesNotContain("unsafe", "http:", "*");
        assertThat(header(answer, "X-Frame-Options")).isEqualTo("DENY");
        assertThat(header(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(header(answer, "Referrer-Policy")).isEqualTo("same-origin");
        assertThat(header(answer, "Permissions-Policy")).contains("camera=()", "microphone=()");
        assertThat(answer.headers().firstValue("Strict-Transport-Security")).isEmpty();
    }

    @Test
    void verifyPageMayAskForTheCamera() {
        assertThat(header(visitor().get("/verify/gallery"), "Permissions-Policy"))
                .contains("camera=(self)", "microphone=()");
    }

    @Test
    void pagesHaveNothingInlineAndNothingFromElsewhere() {
        assertThat(visitor().get("/verify/gallery").body())
                .doesNotContainPattern("<script(?![^>]*src=)")
                .doesNotContain("<style", " style=\"", "onclick=", "http://", "https://", "??");
    }

    @Test
    void filesAreKeptForAYearAndPagesNotAtAll() {
        var home = visitor().get("/");
        assertThat(header(home, "Cache-Control")).contains("no-store");
        var sheet = java.util.regex.Pattern.compile("/css/xinpiao-[0-9a-f]{32}\\.css");
        var match = sheet.matcher(home.body());
        assertThat(match.find()).as("the style sheet's address names its content").isTrue();
        for (String file :
                new String[] {match.group(), "/webjars/htmx.org/2.0.10/dist/htmx.min.js"}) {
            var answer = visitor().get(file);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(header(answer, "Cache-Control")).contains("max-age=31536000", "public");
        }
    }

    @Test
    void healthIsPublicAndMetricsAreNot() {
        assertThat(visitor().get("/actuator/health", "Accept", "application/json").body())
                .contains("UP");
        assertThat(visitor().peek("/actuator/prometheus").statusCode()).isEqualTo(302);
    }

    @Test
    void interfaceDescriptionIsPublished() {
        assertThat(visitor().get("/openapi", "Accept", "application/json").body())
                .contains("/api/test/bills");
    }

    private static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }
}
