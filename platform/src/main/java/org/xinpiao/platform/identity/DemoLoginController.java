package org.xinpiao.platform.identity;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** The embedded provider's login page, and its login by picking a demo user. */
@Controller
@ConditionalOnExpression(OidcProperties.EMBEDDED)
class DemoLoginController {

    private final UserDirectory users;
    private final CurrentUser current;
    private final SecurityContextRepository providerSession;

    DemoLoginController(
            UserDirectory users, CurrentUser current, SecurityContextRepository providerSession) {
        this.users = users;
        this.current = current;
        this.providerSession = providerSession;
    }

    @GetMapping("/login")
    String page(Model model) {
        model.addAttribute("demoUsers", users.demoUsers());
        return "login";
    }

    /** Makes the provider know the picked user; the authorization-code flow does the rest. */
    @PostMapping("/demo/login")
    String pick(
            @RequestParam String user, HttpServletRequest request, HttpServletResponse response) {
        var picked =
                users.demoUsers().stream()
                        .filter(u -> u.id().equals(user))
                        .findFirst()
                        .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        if (current.find().isPresent()) {
            request.getSession().invalidate(); // nothing of the former person may remain
        } else if (request.getSession(false) != null) {
            request.changeSessionId(); // a session planted before the login is worth nothing
        }
        var context = new SecurityContextImpl(DemoPassword.proved(picked));
        providerSession.saveContext(context, request, response);
        return "redirect:" + LazyClient.LOGIN;
    }
}
