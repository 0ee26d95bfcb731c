package org.xinpiao.platform.cashier;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.xinpiao.ledger.Engine;
import org.xinpiao.platform.bill.Categories;
import org.xinpiao.platform.bill.Issued;
import org.xinpiao.platform.bill.Issuing;
import org.xinpiao.platform.gateway.Intake;
import org.xinpiao.platform.identity.User;
import org.xinpiao.platform.node.RejectedException;
import org.xinpiao.platform.readmodel.ChinaTime;
import org.xinpiao.platform.readmodel.ProjectorThread;
import org.xinpiao.platform.registry.Directory;
import org.xinpiao.platform.web.Fault;
import org.xinpiao.platform.web.ProblemException;

/** Issues a bill by hand, through the same door as the hospital systems. */
@Controller
@RequestMapping("/cashier/issue")
class CashierIssue {

    private static final int SERIAL_BYTES = 4;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** Channels a person pays by: cash, WeChat, Alipay, card. */
    private static final List<String> CHANNELS = List.of("02", "05", "04", "07");

    /** Where the interface's fields stand in the form. */
    private static final Map<String, String> PLACES =
            Map.of(
                    "payer", "name",
                    "cardNo", "idNumber",
                    "patientCategory", "department",
                    "category", "department",
                    "consultationDate", "visitDate",
                    "outHospitalDate", "visitDate",
                    "inHospitalDate", "admissionDate");

    private final Intake intake;
    private final Directory directory;
    private final Engine engine;
    private final ProjectorThread readModel;
    private final MessageSource messages;
    private final Clock clock;

    CashierIssue(
            Intake intake,
            Directory directory,
            Engine engine,
            ProjectorThread readModel,
            MessageSource messages,
            Clock clock) {
        this.intake = intake;
        this.directory = directory;
        this.engine = engine;
        this.readModel = readModel;
        this.messages = messages;
        this.clock = clock;
    }

    @GetMapping
    ModelAndView form() {
        return page(IssueForm.empty(serial(), today().toString()), Map.of());
    }

    @PostMapping
    ModelAndView issue(
            User user,
            @RequestParam MultiValueMap<String, String> fields,
            Locale locale,
            RedirectAttributes next) {
        var form = IssueForm.of(fields);
        String institution = CashierDesk.institution(user);
        try {
            Issued issued =
                    intake.issue(
                            form.kind().method(),
                            institution,
                            Charge.message(
                                    form,
                                    directory.required(institution),
                                    user,
                                    ChinaTime.dateTime(clock.millis())));
            readModel.awaitQuietly(engine.ledger().height());
            next.addFlashAttribute("done", "cashier.done.issued");
            return new ModelAndView("redirect:" + CashierBill.path(issued.id()));
        } catch (ProblemException e) {
            return page(form, errors(e.faults(), locale));
        } catch (Issuing.SerialUsedException e) {
            String bill = e.bill().getCode() + " " + e.bill().getNumber();
            return page(
                    form,
                    Map.of(
                            "",
                            messages.getMessage(
                                    "cashier.issue.used", new Object[] {bill}, locale)));
        } catch (RejectedException e) {
            return page(
                    form,
                    Map.of("", english(locale) ? e.rejected().getEn() : e.rejected().getZh()));
        }
    }

    private ModelAndView page(IssueForm form, Map<String, String> errors) {
        var page = new ModelAndView("cashier/issue");
        page.addObject("form", form);
        page.addObject(
                "lines", form.lines().isEmpty() ? List.of(IssueForm.Line.EMPTY) : form.lines());
        page.addObject("blank", IssueForm.Line.EMPTY);
        page.addObject("kinds", VisitKind.values());
        page.addObject("channels", CHANNELS);
        page.addObject("categories", Categories.CODES);
        page.addObject("today", today());
        page.addObject("errors", errors);
        if (!errors.isEmpty()) {
            page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        }
        return page;
    }

    /** The sentences by place: a field's name, {@code line-N} from 0, or "" for the whole. */
    static Map<String, String> errors(List<Fault> faults, Locale locale) {
        Map<String, String> errors = new TreeMap<>();
        List<Fault> own = faults.stream().filter(fault -> !follows(fault.path())).toList();
        for (Fault fault : own.isEmpty() ? faults : own) {
            errors.merge(
                    place(fault.path()),
                    english(locale) ? fault.en() : fault.zh(),
                    (one, other) -> one.contains(other) ? one : one + " · " + other);
        }
        return errors;
    }

    /** Fields that nobody types: what is wrong with them is wrong with what they follow from. */
    private static boolean follows(String path) {
        return path.equals("sex") || path.equals("age") || path.startsWith("chargeDetail");
    }

    private static String place(String path) {
        if (path.startsWith("listDetail[")) {
            return "line-" + path.substring("listDetail[".length(), path.indexOf(']'));
        }
        return path.startsWith("listDetail") ? "lines" : PLACES.getOrDefault(path, "");
    }

    private String serial() {
        byte[] random = new byte[SERIAL_BYTES];
        RANDOM.nextBytes(random);
        return "W"
                + today().toString().replace("-", "")
                + HexFormat.of().withUpperCase().formatHex(random);
    }

    private LocalDate today() {
        return ChinaTime.date(clock.millis());
    }

    private static boolean english(Locale locale) {
        return locale.getLanguage().equals("en");
    }
}
