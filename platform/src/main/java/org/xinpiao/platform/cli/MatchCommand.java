package org.xinpiao.platform.cli;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.xinpiao.contracts.Money;
import org.xinpiao.contracts.Primitives;
import org.xinpiao.ledger.Engine;
import org.xinpiao.platform.bank.BankClient;
import org.xinpiao.platform.bank.BankSettings;
import org.xinpiao.platform.bank.EmbeddedBank;
import org.xinpiao.platform.bank.LedgerSignatories;
import org.xinpiao.platform.node.LedgerState;
import org.xinpiao.platform.node.NodeSettings;
import org.xinpiao.platform.node.Parties;
import org.xinpiao.platform.payment.Match;
import org.xinpiao.platform.payment.Matching;
import org.xinpiao.platform.readmodel.EmbeddedDatabase;
import org.xinpiao.platform.readmodel.Projection;
import org.xinpiao.platform.readmodel.Projector;
import org.xinpiao.platform.readmodel.ReadModel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** Compares claims, fund book and bank statement of a day. */
@Command(
        name = "match",
        description = "match claims, fund book and bank statement of a day / 三方对账",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all three agree",
            "1:the differences are listed",
            "2:the directory cannot be used"
        })
final class MatchCommand implements Callable<Integer> {

    private static final Duration ANSWER_WITHIN = Duration.ofMinutes(1);

    @Mixin private DataDirectory data = new DataDirectory();

    @Option(
            names = "--day",
            required = true,
            paramLabel = "YYYY-MM-DD",
            description = "the day in China / 日期")
    private LocalDate day = LocalDate.EPOCH;

    @Option(names = "--agency", paramLabel = "ID", description = "this agency only / 经办机构")
    private @Nullable String agency;

    @Option(
            names = "--bank",
            paramLabel = "URL",
            description = "the bank's door, if it was no part of the process / 银行接口地址")
    private @Nullable String bank;

    @Option(names = "--json", description = "answer in JSON / 以 JSON 输出")
    private boolean json;

    @Override
    public Integer call() {
        try (HeldDirectory directory = data.hold();
                ConfigurableApplicationContext node = OfflineNode.open(directory.path());
                EmbeddedDatabase database =
                        new EmbeddedDatabase(node.getBean(NodeSettings.class).databaseDirectory());
                HikariDataSource source = ReadModel.open(database.jdbcUrl(), ReadModel.VIEW)) {
            ReadModel.migrate(source, ReadModel.VIEW);
            catchUp(node, source);
            JdbcClient db = JdbcClient.create(source);
            List<Match> matches = matches(node, db, source.getJdbcUrl());
            System.out.println(json ? json(matches) : text(matches));
            return matches.stream().allMatch(Match::zero) ? 0 : 1;
        }
    }

    private List<Match> matches(
            ConfigurableApplicationContext node, JdbcClient db, String jdbcUrl) {
        LedgerState state = node.getBean(LedgerState.class);
        Parties parties = node.getBean(Parties.class);
        Clock clock = node.getBean(Clock.class);
        try (EmbeddedBank embedded = bank == null ? embedded(node, jdbcUrl) : null;
                BankClient client =
                        new BankClient(
                                embedded == null ? Objects.requireNonNull(bank) : embedded.url(),
                                ANSWER_WITHIN,
                                parties::get,
                                clock)) {
            Matching matching = new Matching(state, db, client::statement);
            List<Match> matches = new ArrayList<>();
            for (String each : agency == null ? matching.agencies() : List.of(agency)) {
                matches.add(matching.match(each, day));
            }
            return matches;
        }
    }

    /** The bank that was part of the process. */
    private static EmbeddedBank embedded(ConfigurableApplicationContext node, String jdbcUrl) {
        return new EmbeddedBank(
                jdbcUrl,
                new LedgerSignatories(node.getBean(LedgerState.class)),
                BankSettings.sandbox(BankSettings.Faults.none()),
                node.getBean(Primitives.class),
                node.getBean(Clock.class));
    }

    /** The process may have ended before its rows were written. */
    private static void catchUp(ConfigurableApplicationContext node, HikariDataSource source) {
        new Projector(
                        node.getBean(Engine.class).ledger(),
                        new JdbcTemplate(source),
                        new TransactionTemplate(new JdbcTransactionManager(source)),
                        node.getBeansOfType(Projection.class).values().stream().toList())
                .catchUp();
    }

    private static String json(List<Match> matches) {
        List<Map<String, Object>> all = new ArrayList<>();
        for (Match match : matches) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("agency", match.agency());
            fields.put("day", match.day().toString());
            fields.put("zero", match.zero());
            fields.put("paid", sums(match.paid()));
            fields.put("returned", sums(match.returned()));
            fields.put("opening_fen", match.openingFen());
            fields.put("closing_fen", match.closingFen());
            fields.put(
                    "differences", match.differences().stream().map(MatchCommand::json).toList());
            all.add(fields);
        }
        return JsonMapper.shared().writeValueAsString(all);
    }

    private static Map<String, Object> sums(Match.Sums sums) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("ledger_fen", sums.ledgerFen());
        fields.put("fund_fen", sums.fundFen());
        fields.put("bank_fen", sums.bankFen());
        return fields;
    }

    private static Map<String, Object> json(Match.Difference difference) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("cause", difference.cause().word());
        fields.put("claim", difference.claimId());
        fields.put("end_to_end_id", difference.endToEndId());
        fields.put("ledger_fen", difference.ledgerFen());
        fields.put("fund_fen", difference.fundFen());
        fields.put("bank_fen", difference.bankFen());
        return fields;
    }

    private static String text(List<Match> matches) {
        StringBuilder text = new StringBuilder();
        for (Match match : matches) {
            text.append(
                    "%s %s  %s%n"
                            .formatted(
                                    match.agency(),
                                    match.day(),
                                    match.zero() ? "一致 agree" : "有差异 differ"));
            line(text, "支付 paid", match.paid());
            line(text, "退回 returned", match.returned());
            for (Match.Difference each : match.differences()) {
                text.append(
                        "  ! %s %s %s  账本 ledger ¥%s  基金 fund ¥%s  银行 bank ¥%s%n"
                                .formatted(
                                        each.cause().word(),
                                        each.claimId(),
                                        each.endToEndId(),
                                        Money.ofFen(each.ledgerFen()),
                                        Money.ofFen(each.fundFen()),
                                        Money.ofFen(each.bankFen())));
            }
        }
        return text.toString().stripTrailing();
    }

    private static void line(StringBuilder text, String what, Match.Sums sums) {
        text.append(
                "  %s  账本 ledger ¥%s  基金 fund ¥%s  银行 bank ¥%s%n"
                        .formatted(
                                what,
                                Money.ofFen(sums.ledgerFen()),
                                Money.ofFen(sums.fundFen()),
                                Money.ofFen(sums.bankFen())));
    }
}
