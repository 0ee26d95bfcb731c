package org.xinpiao.platform.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.util.List;
import java.util.Objects;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.OAuth2AuthorizationServerConfiguration;
import org.springframework.security.config.annotation.web.configurers.oauth2.server.authorization.OAuth2AuthorizationServerConfigurer;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.oidc.OidcScopes;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationContext;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationException;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationValidator;
import org.springframework.security.oauth2.server.authorization.client.InMemoryRegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.context.AuthorizationServerContextHolder;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.settings.OAuth2TokenFormat;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.security.web.savedrequest.NullRequestCache;

/**
 * An OpenID provider in the same process, for demonstration and tests. Keys and secrets live as
 * long as the process. Its issuer is whatever address it is reached at, since the port may be
 * chosen at start.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnExpression(OidcProperties.EMBEDDED)
class EmbeddedProvider {

    private static final int SECRET_BYTES = 32;

    /** The client and the provider sit in one process: the secret passes from one to the other. */
    private final String secret = Secrets.random(SECRET_BYTES);

    @Bean
    @Order(Chains.PROVIDER)
    SecurityFilterChain providerChain(
            HttpSecurity http,
            HeaderPolicy headers,
            SecurityContextRepository providerSession,
            DemoPassword password) {
        var server = new OAuth2AuthorizationServerConfigurer();
        return http.securityMatchers(paths ->
                        paths.requestMatchers(server.getEndpointsMatcher())
                                .requestMatchers("/login", "/demo/login"))
                .with(
                        server,
                        s ->
                                s.oidc(_ -> {})
                                        .authorizationEndpoint(e ->
                                                e.authenticationProviders(
                                                        EmbeddedProvider::allowOwnAddressOnly)))
                .authorizeHttpRequests(rules ->
                        rules.requestMatchers("/login", "/demo/login")
                                .permitAll()
                                .anyRequest()
                                .authenticated())
                .securityContext(s -> s.securityContextRepository(providerSession))
                // Our own client is the only one, so a login always starts its flow afresh.
                .requestCache(c -> c.requestCache(new NullRequestCache()))
                .authenticationProvider(password)
                .formLogin(f -> f.loginPage("/login").defaultSuccessUrl(LazyClient.LOGIN, true))
                .exceptionHandling(e ->
                        e.authenticationEntryPoint(new LoginUrlAuthenticationEntryPoint("/login")))
                .headers(headers)
                .build();
    }

    /**
     * Keeps the provider's own login apart from the program's, which share one HTTP session: being
     * known to the provider opens no page before the flow has run.
     */
    @Bean
    SecurityContextRepository providerSession() {
        var repository = new HttpSessionSecurityContextRepository();
        repository.setSpringSecurityContextKey("XINPIAO_PROVIDER_CONTEXT");
        return repository;
    }

    @Bean
    RegisteredClientRepository providerClients() {
        var client =
                RegisteredClient.withId(LazyClient.ID)
                        .clientId(LazyClient.ID)
                        .clientSecret("{noop}" + secret)
                        .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                        .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                        .redirectUri("http://127.0.0.1" + LazyClient.CALLBACK)
                        .scope(OidcScopes.OPENID)
                        .clientSettings(
                                ClientSettings.builder()
                                        .requireProofKey(true)
                                        .requireAuthorizationConsent(false)
                                        .build())
                        .tokenSettings(
                                TokenSettings.builder()
                                        .accessTokenFormat(OAuth2TokenFormat.REFERENCE)
                                        .idTokenSignatureAlgorithm(SignatureAlgorithm.ES256)
                                        .build())
                        .build();
        return new InMemoryRegisteredClientRepository(client);
    }

    @Bean
    AuthorizationServerSettings providerSettings() {
        return AuthorizationServerSettings.builder().build();
    }

    /** An elliptic key, made in a millisecond where an RSA key takes a good part of a second. */
    @Bean
    JWKSource<SecurityContext> providerKeys() throws JOSEException {
        var key = new ECKeyGenerator(Curve.P_256).keyID(Secrets.random(8)).generate();
        return new ImmutableJWKSet<>(new JWKSet(key));
    }

    /** Reads tokens back at the provider's own user-info address. */
    @Bean
    JwtDecoder providerTokens(JWKSource<SecurityContext> providerKeys) {
        return OAuth2AuthorizationServerConfiguration.jwtDecoder(providerKeys);
    }

    @Bean
    OAuth2TokenCustomizer<JwtEncodingContext> providerClaims(OidcProperties properties) {
        return context -> {
            Authentication person = Objects.requireNonNull(context.getPrincipal());
            context.getClaims().claim(properties.usernameClaim(), person.getName());
        };
    }

    @Bean
    LazyClient oidcClient(Environment environment, OidcProperties properties) {
        return new LazyClient(() -> client(environment, properties));
    }

    private ClientRegistration client(Environment environment, OidcProperties properties) {
        String port = environment.getRequiredProperty("local.server.port");
        String host = environment.getProperty("server.address", "127.0.0.1");
        String self = "http://" + (host.equals("0.0.0.0") ? "127.0.0.1" : host) + ":" + port;
        return ClientRegistration.withRegistrationId(LazyClient.ID)
                .clientId(LazyClient.ID)
                .clientSecret(secret)
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                .redirectUri("{baseUrl}/login/oauth2/code/{registrationId}")
                .scope(OidcScopes.OPENID)
                // The browser stays on the address it came by; only the back channel is fixed.
                .authorizationUri("/oauth2/authorize")
                .tokenUri(self + "/oauth2/token")
                .jwkSetUri(self + "/oauth2/jwks")
                .issuerUri(self)
                .userNameAttributeName(properties.usernameClaim())
                .clientSettings(
                        ClientRegistration.ClientSettings.builder().requireProofKey(true).build())
                .build();
    }

    private static void allowOwnAddressOnly(List<AuthenticationProvider> providers) {
        for (var provider : providers) {
            if (provider instanceof OAuth2AuthorizationCodeRequestAuthenticationProvider codes) {
                codes.setAuthenticationValidator(
                        OAuth2AuthorizationCodeRequestAuthenticationValidator
                                .DEFAULT_SCOPE_VALIDATOR
                                .andThen(EmbeddedProvider::requireOwnCallback));
            }
        }
    }

    /** A code goes back only to the callback on the very address the provider was reached at. */
    private static void requireOwnCallback(
            OAuth2AuthorizationCodeRequestAuthenticationContext context) {
        OAuth2AuthorizationCodeRequestAuthenticationToken request = context.getAuthentication();
        String own =
                AuthorizationServerContextHolder.getContext().getIssuer() + LazyClient.CALLBACK;
        if (!own.equals(request.getRedirectUri())) {
            throw new OAuth2AuthorizationCodeRequestAuthenticationException(
                    new OAuth2Error("invalid_request", "redirect_uri is not our callback", null),
                    null);
        }
    }
}
