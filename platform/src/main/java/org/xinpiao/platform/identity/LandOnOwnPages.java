package org.xinpiao.platform.identity;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.DefaultRedirectStrategy;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import org.springframework.security.web.savedrequest.DefaultSavedRequest;
import org.springframework.security.web.savedrequest.RequestCache;

/**
 * After the login: the page that was asked for, unless it belongs to another role; else the role's
 * first page.
 */
final class LandOnOwnPages implements AuthenticationSuccessHandler {

    private final RequestCache saved;
    private final DefaultRedirectStrategy redirect = new DefaultRedirectStrategy();

    LandOnOwnPages(RequestCache saved) {
        this.saved = saved;
    }

    @Override
    public void onAuthenticationSuccess(
            HttpServletRequest request, HttpServletResponse response, Authentication authentication)
            throws IOException {
        if (!(authentication.getPrincipal() instanceof SignedIn signedIn)) {
            throw new IllegalStateException("login without a user of the directory");
        }
        var asked = saved.getRequest(request, response);
        saved.removeRequest(request, response);
        Role role = signedIn.user().role();
        String home = role.home();
        String target = asked instanceof DefaultSavedRequest page ? address(page, home) : home;
        redirect.sendRedirect(request, response, open(target, role) ? target : home);
    }

    private static String address(DefaultSavedRequest page, String unknown) {
        String path = page.getServletPath();
        String query = page.getQueryString();
        return path == null ? unknown : query == null ? path : path + "?" + query;
    }

    private static boolean open(String address, Role role) {
        String path = address.replaceFirst("\\?.*", "");
        return role.owns(path) || Arrays.stream(Role.values()).noneMatch(r -> r.owns(path));
    }
}
