package org.xinpiao.platform.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The limit as a client over HTTP meets it. */
@SpringBootTest(
        classes = VerifyPageIT.App.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "xinpiao.verify.status-per-second=10")
class StatusLimitIT {

    private static final String GUESS = "?code=33060126&number=0000000001&check=zzzzzz";

    @LocalServerPort private int port;

    @Test
    void guessesEndInAProblemThatSaysHowLongToWait() throws Exception {
        assertThat(get("/verify/api/status" + GUESS).statusCode()).isEqualTo(404);

        HttpResponse<String> refused = get("/verify/api/status" + GUESS);
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValueAsLong("Retry-After").orElse(0)).isBetween(1L, 8L);
        assertThat(refused.headers().firstValue("Content-Type").orElse(""))
                .startsWith("application/problem+json");
        assertThat(refused.body()).contains("\"status\":429");

        HttpResponse<String> page = get("/verify" + GUESS);
        assertThat(page.statusCode()).isEqualTo(429);
        assertThat(page.headers().firstValue("Retry-After")).isPresent();
        assertThat(get("/verify").statusCode()).as("the page itself").isEqualTo(200);
    }

    private HttpResponse<String> get(String path) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }
}
