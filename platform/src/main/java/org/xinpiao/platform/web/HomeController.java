package org.xinpiao.platform.web;

import java.util.List;
import java.util.Locale;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.xinpiao.platform.identity.DemoPassword;
import org.xinpiao.platform.identity.Role;
import org.xinpiao.platform.identity.User;
import org.xinpiao.platform.identity.UserDirectory;

/** The start page. */
@Controller
class HomeController {

    /** A way in: the role, and the demo users who may be played in it. */
    record Entry(Role role, List<User> demoUsers) {}

    private static final List<Role> DOORS =
            List.of(
                    Role.PATIENT,
                    Role.CASHIER,
                    Role.AGENCY_CLERK,
                    Role.INSURER_CLERK,
                    Role.FINANCE);

    private final UserDirectory users;
    private final boolean demo;
    private final HomeFigures figures;

    HomeController(UserDirectory users, ObjectProvider<DemoPassword> demo, HomeFigures figures) {
        this.users = users;
        this.demo = demo.getIfAvailable() != null; // only the embedded provider plays users
        this.figures = figures;
    }

    @GetMapping("/")
    String home(Model model, Locale locale, @RequestParam(required = false) String refused) {
        var played = demo ? users.demoUsers() : List.<User>of();
        model.addAttribute(
                "entries",
                DOORS.stream()
                        .map(role ->
                                new Entry(
                                        role,
                                        played.stream().filter(u -> u.role() == role).toList()))
                        .toList());
        model.addAttribute("figures", figures.figures(locale));
        model.addAttribute("refused", refused != null);
        return "home";
    }

    /** Only the figures, for the page that is open to ask again. */
    @GetMapping("/figures")
    String figures(Model model, Locale locale) {
        model.addAttribute("figures", figures.figures(locale));
        return "home :: figures";
    }
}
