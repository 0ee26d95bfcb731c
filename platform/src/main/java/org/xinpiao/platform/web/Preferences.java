package org.xinpiao.platform.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.i18n.AbstractLocaleResolver;
import org.springframework.web.util.WebUtils;

/**
 * What a reader chose, kept in cookies: the language ({@code ?lang=zh|en}, Chinese at first) and
 * large print ({@code ?print=large|normal}). Programs choose by {@code Accept-Language}.
 */
@Configuration(proxyBeanMethods = false)
class Preferences implements WebMvcConfigurer, HandlerInterceptor {

    static final String LANGUAGE = "lang";
    static final String PRINT = "print";
    static final String LARGE = "large";

    private static final Duration KEPT = Duration.ofDays(365);

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this);
    }

    @Override
    public boolean preHandle(
            HttpServletRequest request, HttpServletResponse response, Object handler) {
        keep(request, response, LANGUAGE, "zh", "en");
        keep(request, response, PRINT, LARGE, "normal");
        return true;
    }

    /** Resolves to Chinese or English, nothing else: there are no other texts. */
    @Bean
    LocaleResolver localeResolver() {
        return new AbstractLocaleResolver() {
            @Override
            public Locale resolveLocale(HttpServletRequest request) {
                if (forProgram(request)) {
                    boolean english =
                            request.getHeader(HttpHeaders.ACCEPT_LANGUAGE) != null
                                    && request.getLocale().getLanguage().equals("en");
                    return english ? Locale.ENGLISH : Locale.SIMPLIFIED_CHINESE;
                }
                return chosen(request, LANGUAGE, "zh").equals("en")
                        ? Locale.ENGLISH
                        : Locale.SIMPLIFIED_CHINESE;
            }

            @Override
            public void setLocale(
                    HttpServletRequest request,
                    @Nullable HttpServletResponse response,
                    @Nullable Locale locale) {
                throw new UnsupportedOperationException("the language is chosen by ?lang=");
            }
        };
    }

    /** The path the reader asked for, also when an error page answers in its place. */
    static String askedPath(HttpServletRequest request) {
        var asked = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
        return asked instanceof String uri ? uri : request.getRequestURI();
    }

    /** Whether a program asked, not a person before a page. */
    static boolean forProgram(HttpServletRequest request) {
        return askedPath(request).startsWith("/api/");
    }

    static boolean largePrint(HttpServletRequest request) {
        return chosen(request, PRINT, "normal").equals(LARGE);
    }

    private static String chosen(HttpServletRequest request, String name, String unset) {
        String now = request.getParameter(name);
        if (now != null) {
            return now;
        }
        Cookie kept = WebUtils.getCookie(request, name);
        return kept == null ? unset : kept.getValue();
    }

    private static void keep(
            HttpServletRequest request, HttpServletResponse response, String name, String... may) {
        String chosen = request.getParameter(name);
        for (String value : may) {
            if (value.equals(chosen)) {
                var cookie =
                        ResponseCookie.from(name, value)
                                .path("/")
                                .maxAge(KEPT)
                                .httpOnly(true)
                                .secure(request.isSecure())
                                .sameSite("Lax");
                response.addHeader(HttpHeaders.SET_COOKIE, cookie.build().toString());
            }
        }
    }
}
