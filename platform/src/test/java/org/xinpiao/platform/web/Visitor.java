package org.xinpiao.platform.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A person with a browser that keeps cookies but runs no scripts. */
public final class Visitor {

    private static final Pattern TOKEN =
            Pattern.compile("name=\"csrf-token\" content=\"([^\"]+)\"");

    private final CookieManager cookies = new CookieManager();
    private final HttpClient follows = client(HttpClient.Redirect.NORMAL);
    private final HttpClient stays = client(HttpClient.Redirect.NEVER);
    private final String base;

    public Visitor(String base) {
        this.base = base;
    }

    /** Asks and follows redirects, as a browser does. */
    public HttpResponse<String> get(String path, String... headers) {
        return send(follows, request(path, headers).build());
    }

    /** Asks and shows the first answer. */
    public HttpResponse<String> peek(String path, String... headers) {
        return send(stays, request(path, headers).build());
    }

    /** Sends a form without any CSRF token. */
    public HttpResponse<String> postBlind(String path, Map<String, String> fields) {
        var body =
                fields.entrySet().stream()
                        .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), UTF_8))
                        .collect(Collectors.joining("&"));
        return send(
                follows,
                request(path, "Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build());
    }

    /** Sends a form with the CSRF token of the start page. */
    public HttpResponse<String> post(String path, Map<String, String> fields) {
        var token = TOKEN.matcher(get("/").body());
        if (!token.find()) {
            throw new AssertionError("the start page carries no CSRF token");
        }
        var all = new java.util.TreeMap<>(fields);
        all.put("_csrf", token.group(1));
        return postBlind(path, all);
    }

    /** Sends a form with one file and the CSRF token of the start page. */
    public HttpResponse<String> upload(String path, String field, String name, byte[] file) {
        var token = TOKEN.matcher(get("/").body());
        if (!token.find()) {
            throw new AssertionError("the start page carries no CSRF token");
        }
        var head =
                "--part\r\nContent-Disposition: form-data; name=\"_csrf\"\r\n\r\n"
                        + token.group(1)
                        + "\r\n--part\r\nContent-Disposition: form-data; name=\""
                        + field
                        + "\"; filename=\""
                        + name
                        + "\"\r\nContent-Type: image/jpeg\r\n\r\n";
        return send(
                follows,
                request(path, "Content-Type", "multipart/form-data; boundary=part")
                        .POST(
                                HttpRequest.BodyPublishers.concat(
                                        HttpRequest.BodyPublishers.ofString(head),
                                        HttpRequest.BodyPublishers.ofByteArray(file),
                                        HttpRequest.BodyPublishers.ofString("\r\n--part--\r\n")))
                        .build());
    }

    public HttpResponse<String> json(String path, String body, String... headers) {
        return send(
                follows,
                request(path, headers)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build());
    }

    public String cookie(String name) {
        return cookies.getCookieStore().getCookies().stream()
                .filter(c -> c.getName().equals(name))
                .map(HttpCookie::getValue)
                .findFirst()
                .orElse("");
    }

    private HttpRequest.Builder request(String path, String... headers) {
        var request = HttpRequest.newBuilder(URI.create(base).resolve(path));
        if (java.util.Arrays.stream(headers).noneMatch("Accept"::equals)) {
            request.header("Accept", path.startsWith("/api/") ? "application/json" : "text/html");
        }
        return headers.length == 0 ? request : request.headers(headers);
    }

    private HttpClient client(HttpClient.Redirect redirect) {
        return HttpClient.newBuilder().cookieHandler(cookies).followRedirects(redirect).build();
    }

    private static HttpResponse<String> send(HttpClient client, HttpRequest request) {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
