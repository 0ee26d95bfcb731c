package org.xinpiao.platform.notice;

import java.util.Locale;
import java.util.Objects;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.xinpiao.platform.identity.User;
import org.xinpiao.platform.keys.Pseudonyms;
import org.xinpiao.platform.notice.Choices.Choice;
import org.xinpiao.platform.notice.PhoneBook.Contact;
import org.xinpiao.platform.notice.PhoneCodes.Outcome;

/** The patient's box, and what the patient wants on the phone. */
@Controller
@RequestMapping("/patient/notices")
class NoticePages {

    private final Notices notices;
    private final Choices choices;
    private final PhoneBook phones;
    private final PhoneCodes codes;
    private final Delivery delivery;
    private final Pseudonyms pseudonyms;

    NoticePages(
            Notices notices,
            Choices choices,
            PhoneBook phones,
            PhoneCodes codes,
            Delivery delivery,
            Pseudonyms pseudonyms) {
        this.notices = notices;
        this.choices = choices;
        this.phones = phones;
        this.codes = codes;
        this.delivery = delivery;
        this.pseudonyms = pseudonyms;
    }

    @GetMapping
    String box(User user, Model model) {
        byte[] patient = pseudonym(user);
        Contact contact = phones.find(patient).orElse(null);
        model.addAttribute("notices", notices.of(patient));
        model.addAttribute(
                "waiting",
                codes.pending(patient).map(each -> each.contact().masked()).orElse(null));
        model.addAttribute("number", contact == null ? null : contact.masked());
        model.addAttribute(
                "choice",
                choices.find(patient)
                        .orElseGet(() ->
                                new Choice(
                                        false,
                                        contact == null
                                                ? "zh"
                                                : contact.language().getLanguage())));
        return "notice/box";
    }

    @PostMapping
    String choose(
            User user,
            @RequestParam(defaultValue = "false") boolean sms,
            @RequestParam String language,
            RedirectAttributes next) {
        if (!language.equals("zh") && !language.equals("en")) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST);
        }
        choices.choose(pseudonym(user), new Choice(!sms, language));
        next.addFlashAttribute("saved", true);
        return "redirect:/patient/notices";
    }

    /** Names a number; a code goes there. */
    @PostMapping("/phone")
    String name(
            User user,
            @RequestParam(defaultValue = "") String mobile,
            Locale locale,
            RedirectAttributes next) {
        String typed = mobile.replaceAll("[\\s-]", "");
        Outcome outcome =
                delivery.sends()
                        ? codes.send(pseudonym(user), typed, Texts.language(locale.getLanguage()))
                        : Outcome.AWAY;
        if (outcome == Outcome.SENT) {
            delivery.wake();
        }
        return told(outcome, next);
    }

    @PostMapping("/phone/code")
    String confirm(
            User user, @RequestParam(defaultValue = "") String code, RedirectAttributes next) {
        return told(codes.confirm(pseudonym(user), code.strip()), next);
    }

    @PostMapping("/phone/forget")
    String forget(User user, RedirectAttributes next) {
        return told(codes.forget(pseudonym(user)), next);
    }

    private static String told(Outcome outcome, RedirectAttributes next) {
        next.addFlashAttribute("phoneTone", outcome.good() ? "good" : "bad");
        next.addFlashAttribute("phone", "notice.phone." + outcome.word());
        return "redirect:/patient/notices";
    }

    private byte[] pseudonym(User user) {
        return pseudonyms.bill(
                Objects.requireNonNull(user.personRef(), "a patient's login names a person"));
    }
}
