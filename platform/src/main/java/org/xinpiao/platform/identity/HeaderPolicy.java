package org.xinpiao.platform.identity;

import java.net.URI;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.web.header.writers.CrossOriginOpenerPolicyHeaderWriter.CrossOriginOpenerPolicy;
import org.springframework.security.web.header.writers.CrossOriginResourcePolicyHeaderWriter.CrossOriginResourcePolicy;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.header.writers.StaticHeadersWriter;
import org.springframework.stereotype.Component;

/**
 * The security headers of every answer. HSTS is Spring's default: only over TLS. A browser runs
 * nothing but our own files: no inline script, no inline style, no other host.
 */
@Component
public class HeaderPolicy implements Customizer<HeadersConfigurer<HttpSecurity>> {

    private final String contentPolicy;

    HeaderPolicy(OidcProperties oidc) {
        // Signing out at an outside provider is a form that ends there by a redirect.
        String formTargets = oidc.embedded() ? "'self'" : "'self' " + origin(oidc.issuerUri());
        contentPolicy =
                String.join(
                        "; ",
                        "default-src 'self'",
                        "img-src 'self' data: blob:",
                        "object-src 'none'",
                        "base-uri 'none'",
                        "frame-ancestors 'none'",
                        "form-action " + formTargets);
    }

    @Override
    public void customize(HeadersConfigurer<HttpSecurity> headers) {
        headers.contentSecurityPolicy(c -> c.policyDirectives(contentPolicy))
                .frameOptions(f -> f.deny())
                .referrerPolicy(r -> r.policy(ReferrerPolicy.SAME_ORIGIN))
                .crossOriginOpenerPolicy(c -> c.policy(CrossOriginOpenerPolicy.SAME_ORIGIN))
                .crossOriginResourcePolicy(c -> c.policy(CrossOriginResourcePolicy.SAME_ORIGIN))
                .addHeaderWriter((request, response) ->
                        permissions(request.getServletPath()).writeHeaders(request, response));
    }

    /** The page that reads QR codes may ask for the camera, no other page for anything. */
    private static StaticHeadersWriter permissions(String path) {
        boolean reads = path.equals("/verify") || path.startsWith("/verify/");
        return new StaticHeadersWriter(
                "Permissions-Policy",
                (reads ? "camera=(self)" : "camera=()")
                        + ", microphone=(), geolocation=(), payment=(), usb=()");
    }

    private static String origin(String uri) {
        var parsed = URI.create(uri);
        return parsed.getScheme() + "://" + parsed.getRawAuthority();
    }
}
