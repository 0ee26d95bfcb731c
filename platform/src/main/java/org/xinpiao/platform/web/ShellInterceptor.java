package org.xinpiao.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.support.RequestContextUtils;
import org.springframework.web.util.UriComponentsBuilder;
import org.xinpiao.platform.identity.CurrentUser;
import org.xinpiao.platform.identity.User;

/** Gives every page the {@link Shell} its layout shows; an answer without a page costs nothing. */
@Component
class ShellInterceptor implements HandlerInterceptor, WebMvcConfigurer {

    private final CurrentUser current;
    private final LogHead log;
    private final List<NavEntry> entries;

    ShellInterceptor(CurrentUser current, LogHead log, ObjectProvider<NavEntry> entries) {
        this.current = current;
        this.log = log;
        this.entries = entries.stream().sorted(Comparator.comparingInt(NavEntry::order)).toList();
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this);
    }

    @Override
    public void addViewControllers(ViewControllerRegistry registry) {
        registry.addRedirectViewController("/favicon.ico", "/img/seal.svg");
    }

    @Override
    public void postHandle(
            HttpServletRequest request,
            HttpServletResponse response,
            Object handler,
            @Nullable ModelAndView page) {
        String view = page == null ? null : page.getViewName();
        if (page != null && view != null && !view.startsWith("redirect:")) {
            page.addObject("shell", shell(request, RequestContextUtils.getLocale(request)));
        }
    }

    private Shell shell(HttpServletRequest request, Locale locale) {
        var user = current.find().orElse(null);
        boolean large = Preferences.largePrint(request);
        boolean english = locale.getLanguage().equals("en");
        return new Shell(
                locale,
                large,
                user,
                entries.stream().filter(entry -> sees(user, entry)).toList(),
                Preferences.askedPath(request),
                with(request, Preferences.LANGUAGE, english ? "zh" : "en"),
                with(request, Preferences.PRINT, large ? "normal" : Preferences.LARGE),
                log.head().orElse(null));
    }

    private static boolean sees(@Nullable User user, NavEntry entry) {
        return entry.role() == null || (user != null && user.role() == entry.role());
    }

    /** This page with one preference changed; the rest of its address stays. */
    private static String with(HttpServletRequest request, String name, String value) {
        return UriComponentsBuilder.fromPath(Preferences.askedPath(request))
                .query(request.getQueryString())
                .replaceQueryParam(name, value)
                .build()
                .toUriString();
    }
}
