package org.xinpiao.platform.identity;

import jakarta.servlet.DispatcherType;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Fallback;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenDecoderFactory;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserRequest;
import org.springframework.security.oauth2.client.oidc.web.logout.OidcClientInitiatedLogoutSuccessHandler;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.client.userinfo.OAuth2UserService;
import org.springframework.security.oauth2.client.web.HttpSessionOAuth2AuthorizedClientRepository;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.oidc.OidcScopes;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwtDecoderFactory;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.authentication.SimpleUrlAuthenticationFailureHandler;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;

/** Login by OpenID Connect, and which role may open which path. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(OidcProperties.class)
class IdentityConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(IdentityConfiguration.class);

    private static final String[] PUBLIC = {
        "/",
        "/figures",
        "/error",
        "/login",
        "/verify/**",
        "/log/**",
        "/openapi/**",
        "/actuator/health/**",
        "/webjars/**",
        "/css/**",
        "/js/**",
        "/img/**",
        "/favicon.ico"
    };

    @Bean
    @Fallback
    UserDirectory emptyDirectory() {
        return new UserDirectory() {
            @Override
            public Optional<User> find(String username) {
                return Optional.empty();
            }

            @Override
            public List<User> demoUsers() {
                return List.of();
            }
        };
    }

    /** Of each request one observation is enough; one for each filter costs as much as the rest. */
    @Bean
    SecurityObservationSettings observations() {
        return SecurityObservationSettings.noObservations();
    }

    /** What programs call, and what anyone may ask: no session, no form. */
    @Bean
    @Order(Chains.API)
    SecurityFilterChain apiChain(HttpSecurity http, HeaderPolicy headers) {
        return http.securityMatcher("/api/**", "/verify/api/**", "/log/**")
                .authorizeHttpRequests(rules -> rules.anyRequest().permitAll())
                .sessionManagement(s -> s.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .headers(headers)
                .build();
    }

    @Bean
    @Order(Chains.PAGES)
    SecurityFilterChain pagesChain(
            HttpSecurity http,
            HeaderPolicy headers,
            LazyClient client,
            UserDirectory users,
            OidcProperties oidc) {
        var saved = new HttpSessionRequestCache();
        return http.authorizeHttpRequests(
                        rules -> {
                            rules.dispatcherTypeMatchers(
                                            DispatcherType.ERROR, DispatcherType.FORWARD)
                                    .permitAll()
                                    .requestMatchers(PUBLIC)
                                    .permitAll();
                            for (Role role : Role.values()) {
                                rules.requestMatchers(role.home(), role.home() + "/**")
                                        .hasRole(role.name());
                            }
                            rules.requestMatchers("/actuator/**").hasRole(Role.OPERATOR.name());
                            rules.anyRequest().authenticated();
                        })
                .oauth2Login(login ->
                        login.loginPage(LazyClient.LOGIN)
                                .clientRegistrationRepository(client)
                                .authorizedClientRepository(
                                        new HttpSessionOAuth2AuthorizedClientRepository())
                                .userInfoEndpoint(u -> u.oidcUserService(known(users, oidc)))
                                .successHandler(new LandOnOwnPages(saved))
                                .failureHandler(refused()))
                .logout(logout -> {
                    var leave = new OidcClientInitiatedLogoutSuccessHandler(client);
                    leave.setPostLogoutRedirectUri("{baseUrl}/");
                    logout.logoutSuccessHandler(leave);
                })
                .requestCache(c -> c.requestCache(saved))
                .exceptionHandling(e -> e.authenticationEntryPoint(toLogin()))
                .headers(headers)
                .build();
    }

    @Bean
    JwtDecoderFactory<ClientRegistration> idTokens(OidcProperties oidc) {
        var factory = new OidcIdTokenDecoderFactory();
        factory.setJwsAlgorithmResolver(
                _ -> oidc.embedded() ? SignatureAlgorithm.ES256 : oidc.idTokenAlgorithm());
        return factory;
    }

    @Bean
    @ConditionalOnExpression("!" + OidcProperties.EMBEDDED)
    LazyClient outsideClient(OidcProperties oidc) {
        return new LazyClient(() ->
                ClientRegistrations.fromIssuerLocation(oidc.issuerUri())
                        .registrationId(LazyClient.ID)
                        .clientId(oidc.clientId())
                        .clientSecret(oidc.clientSecret())
                        .scope(OidcScopes.OPENID, OidcScopes.PROFILE)
                        .userNameAttributeName(oidc.usernameClaim())
                        .clientSettings(
                                ClientRegistration.ClientSettings.builder()
                                        .requireProofKey(true)
                                        .build())
                        .build());
    }

    /** Takes the proved name to the directory: who is not in it has no business here. */
    private static OAuth2UserService<OidcUserRequest, OidcUser> known(
            UserDirectory users, OidcProperties oidc) {
        return request -> {
            String name = request.getIdToken().getClaimAsString(oidc.usernameClaim());
            return Optional.ofNullable(name)
                    .flatMap(users::find)
                    .map(user -> new SignedIn(user, request.getIdToken()))
                    .orElseThrow(() ->
                            new OAuth2AuthenticationException(new OAuth2Error("unknown_user")));
        };
    }

    /** Tells the person in plain words, and the operator why; neither names anybody. */
    private static AuthenticationFailureHandler refused() {
        var home = new SimpleUrlAuthenticationFailureHandler("/?refused");
        return (request, response, cause) -> {
            LOG.warn(
                    "login refused: {}",
                    cause instanceof OAuth2AuthenticationException oauth
                            ? oauth.getError().getErrorCode()
                            : cause.getClass().getSimpleName());
            LOG.debug("login refused", cause);
            home.onAuthenticationFailure(request, response, cause);
        };
    }

    /**
     * Part of a page cannot show a login: htmx is told to load the page again, which leads there.
     */
    private static AuthenticationEntryPoint toLogin() {
        var login = new LoginUrlAuthenticationEntryPoint(LazyClient.LOGIN);
        return (request, response, cause) -> {
            if ("true".equals(request.getHeader("HX-Request"))) {
                response.setHeader("HX-Refresh", "true");
                response.setStatus(HttpStatus.UNAUTHORIZED.value());
            } else {
                login.commence(request, response, cause);
            }
        };
    }
}
