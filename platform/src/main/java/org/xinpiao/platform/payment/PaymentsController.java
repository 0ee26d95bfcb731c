package org.xinpiao.platform.payment;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.xinpiao.platform.identity.User;
import org.xinpiao.platform.payment.BatchDesk.Outcome;
import org.xinpiao.platform.payment.PaymentQueries.StateCount;
import org.xinpiao.platform.web.PageOf;

/** Instructions and orders of an agency, or an insurer, for its clerks. */
@Controller
@RequestMapping({"/agency/payments", "/insurer/payments"})
class PaymentsController {

    private static final int PAGE = 25;

    private static final List<String> STATES =
            List.of(
                    "queued",
                    "batched",
                    "ordered",
                    "pending",
                    "executed",
                    "refused",
                    "returned",
                    "declined",
                    "cancelled");

    private final PaymentQueries queries;
    private final PaymentRows payments;
    private final BatchRows batches;
    private final BatchDesk desk;
    private final MessageSource messages;

    PaymentsController(
            PaymentQueries queries,
            PaymentRows payments,
            BatchRows batches,
            BatchDesk desk,
            MessageSource messages) {
        this.queries = queries;
        this.payments = payments;
        this.batches = batches;
        this.desk = desk;
        this.messages = messages;
    }

    @GetMapping
    String list(
            User user,
            @RequestParam(defaultValue = "") String state,
            @RequestParam(defaultValue = "1") int page,
            Model model) {
        String agency = agency(user);
        String chosen = STATES.contains(state) ? state : "";
        Map<String, StateCount> counts =
                queries.states(agency).stream()
                        .collect(Collectors.toMap(StateCount::state, each -> each));
        List<StateCount> filters = new ArrayList<>();
        filters.add(
                new StateCount(
                        "",
                        counts.values().stream().mapToLong(StateCount::payments).sum(),
                        counts.values().stream().mapToLong(StateCount::sumFen).sum()));
        STATES.stream().map(counts::get).filter(Objects::nonNull).forEach(filters::add);
        long total =
                filters.stream()
                        .filter(each -> each.state().equals(chosen))
                        .mapToLong(StateCount::payments)
                        .sum();
        int number = Math.clamp(page, 1, (int) Math.max(1, Math.ceilDiv(total, PAGE)));
        model.addAttribute("filters", filters);
        model.addAttribute("state", chosen);
        model.addAttribute("held", queries.held(agency));
        model.addAttribute(
                "page",
                PageOf.of(
                        queries.payments(agency, chosen, (number - 1) * PAGE, PAGE),
                        number,
                        PAGE,
                        total));
        return "payment/payments";
    }

    @GetMapping("/orders/{id}")
    String order(User user, @PathVariable String id, Model model) {
        Batch batch = batch(user, id);
        model.addAttribute("batch", batch);
        model.addAttribute("payments", payments.ofOrder(id));
        model.addAttribute("mayApprove", !user.id().equals(batch.firstClerk()));
        return "payment/order";
    }

    @PostMapping("/orders/{id}/approve")
    String approve(User user, @PathVariable String id, Locale locale, RedirectAttributes kept) {
        tell(desk.approve(agency(user), id, user.id()), locale, kept);
        return "redirect:" + home(user) + "/orders/" + batch(user, id).messageId();
    }

    @PostMapping("/orders/{id}/decline")
    String decline(User user, @PathVariable String id, Locale locale, RedirectAttributes kept) {
        tell(desk.decline(agency(user), id, user.id()), locale, kept);
        return "redirect:" + home(user) + "/orders/" + batch(user, id).messageId();
    }

    @PostMapping("/again")
    String again(
            User user, @RequestParam String endToEndId, Locale locale, RedirectAttributes kept) {
        boolean queued = desk.queueAgain(agency(user), endToEndId);
        kept.addFlashAttribute(
                queued ? "done" : "refused",
                messages.getMessage(
                        queued ? "payment.again.done" : "payment.outcome.nothing", null, locale));
        return "redirect:" + home(user);
    }

    private void tell(Outcome outcome, Locale locale, RedirectAttributes kept) {
        boolean good =
                outcome == Outcome.FIRST
                        || outcome == Outcome.APPROVED
                        || outcome == Outcome.DECLINED;
        kept.addFlashAttribute(
                good ? "done" : "refused",
                messages.getMessage("payment.outcome." + outcome.word(), null, locale));
    }

    private Batch batch(User user, String id) {
        return batches.find(id)
                .filter(batch -> batch.agency().equals(agency(user)))
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private static String home(User user) {
        return user.role().home() + "/payments";
    }

    static String agency(User user) {
        return Objects.requireNonNull(user.memberId(), "a clerk acts for an agency");
    }
}
