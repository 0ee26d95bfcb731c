package org.xinpiao.platform.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.xinpiao.simulator.Envelope;
import tools.jackson.databind.node.ObjectNode;

/** A hospital system's side of the e-bill interface, over HTTP. */
final class HisClient {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final HttpClient http = HttpClient.newHttpClient();
    private final String base;
    private final Envelope.Noise noise = new Envelope.Noise(1);

    /** Speaks to a platform, such as {@code http://127.0.0.1:8080}. */
    HisClient(String base) {
        this.base = base;
    }

    Envelope.Answer call(String method, String appid, String key, ObjectNode body) {
        Envelope request = Envelope.request(appid, key, noise.next(), body);
        try {
            HttpResponse<String> response =
                    http.send(
                            HttpRequest.newBuilder(URI.create(base + "/api/medical/" + method))
                                    .header("Content-Type", "application/json")
                                    .timeout(TIMEOUT)
                                    .POST(HttpRequest.BodyPublishers.ofString(request.toJson()))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new IllegalStateException(
                        method + ": HTTP " + response.statusCode() + " " + response.body());
            }
            return request.readAnswer(response.body(), key);
        } catch (IOException e) {
            throw new IllegalStateException(method + " got no answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
