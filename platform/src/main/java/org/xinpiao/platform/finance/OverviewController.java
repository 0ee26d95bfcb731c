package org.xinpiao.platform.finance;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.xinpiao.platform.bill.BillQueries;
import org.xinpiao.platform.bill.BillQueries.Day;
import org.xinpiao.platform.readmodel.ChinaTime;
import org.xinpiao.platform.web.Chart;
import org.xinpiao.platform.web.Tile;
import org.xinpiao.platform.web.Ui;

/** Finance's first page: what is being issued, and by whom. */
@Controller("financeOverviewController")
class OverviewController {

    private static final int DAYS = 30;

    private final FinanceQueries queries;
    private final BillQueries bills;
    private final MessageSource messages;
    private final Ui ui;
    private final Clock clock;

    OverviewController(
            FinanceQueries queries, BillQueries bills, MessageSource messages, Ui ui, Clock clock) {
        this.queries = queries;
        this.bills = bills;
        this.messages = messages;
        this.ui = ui;
        this.clock = clock;
    }

    @GetMapping("/finance")
    String overview(Model model, Locale locale) {
        live(model, locale);
        model.addAttribute("chart", chart(locale));
        return "finance/overview";
    }

    /** Only the figures, for the page that is open to ask again. */
    @GetMapping("/finance/live")
    String figures(Model model, Locale locale) {
        live(model, locale);
        return "finance/overview :: live";
    }

    /** Only the chart, which changes more slowly. */
    @GetMapping("/finance/days")
    String days(Model model, Locale locale) {
        model.addAttribute("chart", chart(locale));
        return "finance/overview :: days";
    }

    private void live(Model model, Locale locale) {
        FinanceQueries.Sums sums = queries.sums();
        model.addAttribute(
                "tiles",
                List.of(
                        tile("bills", ui.count(sums.bills()), null, locale),
                        tile("amount", ui.money(sums.totalFen()), null, locale),
                        tile("red", ui.count(sums.redBills()), ui.money(sums.redFen()), locale),
                        tile("net", ui.money(sums.totalFen() + sums.redFen()), null, locale),
                        tile("paid", ui.count(sums.paid()), ui.money(sums.paidFen()), locale),
                        tile("frozen", ui.count(sums.frozen()), null, locale)));
        model.addAttribute("issuers", queries.issuers());
        model.addAttribute("english", Forms.english(locale));
    }

    private Tile tile(String key, String value, @Nullable String hint, Locale locale) {
        return new Tile(text("finance.tile." + key, locale), value, hint);
    }

    /** The days up to the last bill, those without one too: a gap must be seen as one. */
    private Chart chart(Locale locale) {
        LocalDate to = queries.lastDay().orElseGet(() -> ChinaTime.date(clock.millis()));
        LocalDate from = to.minusDays(DAYS - 1);
        Map<LocalDate, Day> found =
                bills.days(from).stream().collect(Collectors.toMap(Day::day, Function.identity()));
        List<LocalDate> days = from.datesUntil(to.plusDays(1)).toList();
        return new Chart(
                Chart.Kind.BAR,
                messages.getMessage("finance.chart", new Object[] {from, to}, locale),
                Chart.Unit.FEN,
                days.stream().map(day -> day.toString().substring(5)).toList(),
                List.of(
                        series("finance.chart.issued", days, found, Day::totalFen, locale),
                        series(
                                "finance.chart.red",
                                days,
                                found,
                                day -> -day.redTotalFen(),
                                locale)));
    }

    private Chart.Series series(
            String key,
            List<LocalDate> days,
            Map<LocalDate, Day> found,
            ToLongFunction<Day> value,
            Locale locale) {
        List<Long> data =
                days.stream()
                        .map(day -> {
                            Day totals = found.get(day);
                            return totals == null ? 0L : value.applyAsLong(totals);
                        })
                        .toList();
        return new Chart.Series(text(key, locale), data);
    }

    private String text(String key, Locale locale) {
        return messages.getMessage(key, null, locale);
    }
}
