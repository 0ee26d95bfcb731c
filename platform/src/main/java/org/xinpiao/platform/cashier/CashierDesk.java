package org.xinpiao.platform.cashier;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.Year;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.xinpiao.contracts.bill.BillId;
import org.xinpiao.platform.bill.BillCodes;
import org.xinpiao.platform.bill.BillQueries;
import org.xinpiao.platform.identity.User;
import org.xinpiao.platform.readmodel.ChinaTime;
import org.xinpiao.platform.web.PageOf;

/** The window's first page: the day's totals, bills of a day or the latest, and the search. */
@Controller
@RequestMapping("/cashier")
class CashierDesk {

    private static final int PAGE_SIZE = 20;
    private static final int PAGES_MAX = 100_000;

    /** Years whose bills a search without a code looks through. */
    private static final int YEARS_SEARCHED = 3;

    private final BillQueries bills;
    private final Clock clock;

    CashierDesk(BillQueries bills, Clock clock) {
        this.bills = bills;
        this.clock = clock;
    }

    @GetMapping
    String home(
            User user,
            @RequestParam(defaultValue = "") String day,
            @RequestParam(defaultValue = "1") int page,
            Model model) {
        LocalDate today = ChinaTime.date(clock.millis());
        @Nullable LocalDate asked = day(day);
        LocalDate shown = asked == null ? today : asked;
        String institution = institution(user);
        long from = asked == null ? 0 : ChinaTime.millis(asked.atStartOfDay());
        long to =
                asked == null ? Long.MAX_VALUE : ChinaTime.millis(asked.plusDays(1).atStartOfDay());
        int number = Math.clamp(page, 1, PAGES_MAX);
        model.addAttribute("today", today);
        model.addAttribute("day", shown);
        model.addAttribute("asked", asked != null);
        model.addAttribute("totals", bills.day(institution, shown));
        model.addAttribute(
                "bills",
                PageOf.of(
                        bills.issued(
                                institution, from, to, false, (number - 1) * PAGE_SIZE, PAGE_SIZE),
                        number,
                        PAGE_SIZE,
                        bills.count(institution, from, to)));
        return "cashier/home";
    }

    /** By number, with or without the code; one hit is opened, several are listed. */
    @GetMapping("/find")
    String find(
            User user,
            @RequestParam(defaultValue = "") String code,
            @RequestParam(defaultValue = "") String number,
            Model model) {
        List<BillQueries.Row> found = found(user, code.strip(), number.strip());
        if (found.size() == 1) {
            return "redirect:" + CashierBill.path(found.getFirst().id());
        }
        model.addAttribute("code", code);
        model.addAttribute("number", number);
        model.addAttribute("found", found);
        return "cashier/found";
    }

    private List<BillQueries.Row> found(User user, String code, String number) {
        List<BillQueries.Row> found = new ArrayList<>();
        for (String each : code.isEmpty() ? codes(user) : List.of(code)) {
            Optional<BillQueries.Row> row =
                    bills.find(BillId.newBuilder().setCode(each).setNumber(padded(number)).build());
            row.filter(bill -> bill.issuer().equals(institution(user))).ifPresent(found::add);
        }
        return found;
    }

    private List<String> codes(User user) {
        int year = Year.from(ChinaTime.date(clock.millis())).getValue();
        List<String> codes = new ArrayList<>();
        for (int back = 0; back < YEARS_SEARCHED; back++) {
            codes.add(BillCodes.of(user.region(), false, year - back));
            codes.add(BillCodes.of(user.region(), true, year - back));
        }
        return codes;
    }

    /** Bill numbers have ten digits; nobody types the zeros in front. */
    private static String padded(String number) {
        return number.matches("\\d{1,10}") ? "0".repeat(10 - number.length()) + number : number;
    }

    private static @Nullable LocalDate day(String text) {
        try {
            return text.isEmpty() ? null : LocalDate.parse(text);
        } catch (DateTimeException e) {
            return null;
        }
    }

    static String institution(User user) {
        return Objects.requireNonNull(user.memberId(), "a cashier's login names an institution");
    }
}
