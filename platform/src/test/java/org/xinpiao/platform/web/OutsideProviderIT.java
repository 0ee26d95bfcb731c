package org.xinpiao.platform.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.web.util.UriComponentsBuilder;
import tools.jackson.databind.json.JsonMapper;

/** Login at somebody else's provider: a small one of another make, over HTTP. */
class OutsideProviderIT extends ShellIT {

    private static final Provider PROVIDER = Provider.start();

    @DynamicPropertySource
    static void oidc(DynamicPropertyRegistry registry) {
        registry.add("xinpiao.oidc.issuer-uri", () -> PROVIDER.issuer);
        registry.add("xinpiao.oidc.client-id", () -> "taizhou");
        registry.add("xinpiao.oidc.client-secret", () -> "a secret");
    }

    @AfterAll
    static void stop() {
        PROVIDER.server.stop(0);
    }

    @Test
    void personProvedThereIsTheUserHere() {
        PROVIDER.person.set("wang");
        var visitor = visitor();
        assertThat(visitor.get("/cashier").body()).isEqualTo("home of wang");
        assertThat(visitor.peek("/patient").statusCode()).isEqualTo(403);
    }

    @Test
    void personWithoutAccountHereIsRefused() {
        PROVIDER.person.set("stranger");
        assertThat(visitor().get("/cashier").uri().toString()).endsWith("/?refused");
    }

    @Test
    void logoutEndsAtTheProvider() {
        PROVIDER.person.set("wang");
        var visitor = visitor();
        visitor.get("/cashier");
        var bye = visitor.post("/logout", Map.of());
        assertThat(bye.uri().toString()).startsWith(PROVIDER.issuer + "/bye?id_token_hint=");
        assertThat(visitor.peek("/cashier").statusCode()).isEqualTo(302);
    }

    @Test
    void embeddedProviderIsOff() {
        var visitor = visitor();
        assertThat(visitor.get("/login").statusCode()).isEqualTo(404);
        PROVIDER.person.set("wang");
        assertThat(visitor.get("/oauth2/jwks").statusCode()).isEqualTo(404);
        PROVIDER.person.set("stranger");
        assertThat(visitor.post("/demo/login", Map.of("user", "wang")).body())
                .doesNotContain("home of wang");
        assertThat(visitor.get("/").body()).doesNotContain("/demo/login");
    }

    @Test
    void formsMayEndAtTheProviderAndNowhereElse() {
        assertThat(visitor().peek("/").headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("form-action 'self' " + PROVIDER.issuer)
                .contains("default-src 'self';");
    }

    /** As much of a provider as a login needs. */
    private static final class Provider {

        private final HttpServer server;
        private final String issuer;
        private final RSAKey key;
        private final AtomicReference<String> person = new AtomicReference<>("");
        private final AtomicReference<String> nonce = new AtomicReference<>("");

        private Provider(HttpServer server, RSAKey key) {
            this.server = server;
            this.key = key;
            this.issuer = "http://127.0.0.1:" + server.getAddress().getPort();
        }

        static Provider start() {
            try {
                var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
                var server = HttpServer.create(address, 0);
                var provider =
                        new Provider(server, new RSAKeyGenerator(2048).keyID("k").generate());
                server.createContext("/.well-known/openid-configuration", provider::describe);
                server.createContext("/authorize", provider::authorize);
                server.createContext("/token", provider::token);
                server.createContext("/jwks", provider::jwks);
                server.createContext("/bye", x -> answer(x, 200, "text/plain", "bye"));
                server.start();
                return provider;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (JOSEException e) {
                throw new IllegalStateException(e);
            }
        }

        private void describe(HttpExchange exchange) throws IOException {
            json(
                    exchange,
                    Map.of(
                            "issuer",
                            issuer,
                            "authorization_endpoint",
                            issuer + "/authorize",
                            "token_endpoint",
                            issuer + "/token",
                            "jwks_uri",
                            issuer + "/jwks",
                            "end_session_endpoint",
                            issuer + "/bye",
                            "response_types_supported",
                            new String[] {"code"},
                            "subject_types_supported",
                            new String[] {"public"},
                            "id_token_signing_alg_values_supported",
                            new String[] {"RS256"}));
        }

        private void authorize(HttpExchange exchange) throws IOException {
            var asked = UriComponentsBuilder.fromUri(exchange.getRequestURI()).build();
            var query = asked.getQueryParams().toSingleValueMap();
            assertThat(query).containsKeys("code_challenge", "state", "nonce");
            nonce.set(query.getOrDefault("nonce", ""));
            var back =
                    java.net.URLDecoder.decode(query.getOrDefault("redirect_uri", ""), UTF_8)
                            + "?code=c0de&state="
                            + query.getOrDefault("state", "");
            exchange.getResponseHeaders().add("Location", back);
            answer(exchange, 302, "text/plain", "");
        }

        private void token(HttpExchange exchange) throws IOException {
            var form = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            assertThat(form).contains("code=c0de", "code_verifier=");
            var now = Instant.now();
            var claims =
                    new JWTClaimsSet.Builder()
                            .issuer(issuer)
                            .subject("4711")
                            .audience("taizhou")
                            .claim("preferred_username", person.get())
                            .claim("nonce", java.net.URLDecoder.decode(nonce.get(), UTF_8))
                            .issueTime(Date.from(now))
                            .expirationTime(Date.from(now.plusSeconds(60)))
                            .build();
            var header = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("k").build();
            var jwt = new SignedJWT(header, claims);
            try {
                jwt.sign(new RSASSASigner(key));
            } catch (JOSEException e) {
                throw new IOException(e);
            }
            json(
                    exchange,
                    Map.of(
                            "access_token",
                            "t",
                            "token_type",
                            "Bearer",
                            "expires_in",
                            60,
                            "id_token",
                            jwt.serialize()));
        }

        private void jwks(HttpExchange exchange) throws IOException {
            answer(exchange, 200, "application/json", new JWKSet(key.toPublicJWK()).toString());
        }

        private static void json(HttpExchange exchange, Map<String, ?> body) throws IOException {
            answer(exchange, 200, "application/json", JsonMapper.shared().writeValueAsString(body));
        }

        private static void answer(HttpExchange exchange, int status, String type, String body)
                throws IOException {
            var bytes = body.getBytes(UTF_8);
            exchange.getResponseHeaders().add("Content-Type", type);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        }
    }
}
