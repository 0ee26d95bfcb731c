package org.xinpiao.platform.agency;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.xinpiao.contracts.fund.FundBook.Side;
import org.xinpiao.platform.agency.AgencyQueries.Line;
import org.xinpiao.platform.identity.User;
import org.xinpiao.platform.web.PageOf;

/** The fund book of the clerk's region: double entry, every sum shown. */
@Controller("agencyFundController")
class FundController {

    private static final int PAGE = 15;

    /** A fund's three accounts, debit positive; they sum to zero. */
    record Fund(String code, long bankFen, long poolFen, long payableFen) {
        public long sumFen() {
            return bankFen + poolFen + payableFen;
        }
    }

    /** One movement, with its lines; they sum to zero. */
    record Posting(long leaf, String reference, Instant at, List<Line> lines) {
        public long sumFen() {
            return lines.stream().mapToLong(Line::amountFen).sum();
        }
    }

    private final AgencyQueries queries;

    FundController(AgencyQueries queries) {
        this.queries = queries;
    }

    @GetMapping("/agency/fund")
    String fund(User user, @RequestParam(defaultValue = "1") int page, Model model) {
        long total = queries.postings(user.region());
        int number = Math.clamp(page, 1, (int) Math.max(1, Math.ceilDiv(total, PAGE)));
        List<Fund> funds = funds(queries.balances(user.region()));
        model.addAttribute("region", user.region());
        model.addAttribute("funds", funds);
        model.addAttribute(
                "sum",
                new Fund(
                        "",
                        funds.stream().mapToLong(Fund::bankFen).sum(),
                        funds.stream().mapToLong(Fund::poolFen).sum(),
                        funds.stream().mapToLong(Fund::payableFen).sum()));
        var postings = postings(queries.lines(user.region(), (number - 1) * PAGE, PAGE));
        model.addAttribute("page", PageOf.of(postings, number, PAGE, total));
        return "agency/fund";
    }

    /** Accounts are named {@code <region>/<fund>/<side>}. */
    private static List<Fund> funds(Map<String, Long> balances) {
        return balances.keySet().stream()
                .map(account -> account.substring(0, account.lastIndexOf('/')))
                .distinct()
                .map(fund ->
                        new Fund(
                                fund.substring(fund.indexOf('/') + 1),
                                balance(balances, fund, Side.BANK),
                                balance(balances, fund, Side.POOL),
                                balance(balances, fund, Side.PAYABLE)))
                .toList();
    }

    private static long balance(Map<String, Long> balances, String fund, Side side) {
        return balances.getOrDefault(fund + "/" + side.word(), 0L);
    }

    private static List<Posting> postings(List<Line> lines) {
        Map<Long, List<Line>> byLeaf = new LinkedHashMap<>();
        for (Line line : lines) {
            byLeaf.computeIfAbsent(line.leaf(), _ -> new ArrayList<>()).add(line);
        }
        return byLeaf.entrySet().stream()
                .map(entry -> {
                    Line first = entry.getValue().getFirst();
                    return new Posting(
                            entry.getKey(),
                            first.reference(),
                            Instant.ofEpochMilli(first.atMs()),
                            List.copyOf(entry.getValue()));
                })
                .toList();
    }
}
