package org.xinpiao.platform.payment;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.xinpiao.platform.identity.User;

/** The three-way match of a day, and its close. */
@Controller
class DayController {

    private final DayClose days;
    private final MessageSource messages;

    DayController(DayClose days, MessageSource messages) {
        this.days = days;
        this.messages = messages;
    }

    @GetMapping("/agency/day")
    String show(User user, @RequestParam(defaultValue = "") String day, Model model) {
        LocalDate shown = day(day);
        model.addAttribute("day", days.day(PaymentsController.agency(user), shown));
        model.addAttribute("date", shown);
        model.addAttribute("today", days.today());
        return "payment/day";
    }

    @PostMapping("/agency/day/close")
    String close(User user, @RequestParam String day, Locale locale, RedirectAttributes kept) {
        LocalDate closing = day(day);
        boolean closed = days.close(PaymentsController.agency(user), closing, user.id());
        kept.addFlashAttribute(
                closed ? "done" : "refused",
                messages.getMessage(
                        closed ? "payment.day.closed" : "payment.day.notClosed", null, locale));
        return "redirect:/agency/day?day=" + closing;
    }

    /** A day up to today; today when it is none. */
    private LocalDate day(String text) {
        LocalDate today = days.today();
        try {
            LocalDate day = LocalDate.parse(text);
            return day.isAfter(today) ? today : day;
        } catch (DateTimeException e) {
            return today;
        }
    }
}
