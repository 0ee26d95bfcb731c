package org.xinpiao.platform.home;

import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.xinpiao.ledger.Engine;
import org.xinpiao.platform.web.HomeFigures;
import org.xinpiao.platform.web.LogHead;
import org.xinpiao.platform.web.Tile;
import org.xinpiao.platform.web.Ui;

/** The live figures of the start page and of each page's foot. */
@Component
class Figures implements HomeFigures, LogHead {

    private final JdbcClient db;
    private final Engine engine;
    private final Ui ui;

    Figures(JdbcClient db, Engine engine, Ui ui) {
        this.db = db;
        this.engine = engine;
        this.ui = ui;
    }

    private record Counts(long bills, long amountFen, long paid, long paidFen) {}

    @Override
    public List<Tile> figures(Locale locale) {
        boolean en = locale.getLanguage().equals("en");
        Counts counts =
                db.sql(
                                "select (select coalesce(sum(count), 0)::bigint from bill_day) as"
                                    + " bills, (select coalesce(sum(total_fen + red_total_fen),"
                                    + " 0)::bigint from bill_day) as amount_fen, count(*) filter"
                                    + " (where status = 'paid') as paid, coalesce(sum(approved_fen)"
                                    + " filter (where status = 'paid'), 0)::bigint as paid_fen from"
                                    + " claim")
                        .query(Counts.class)
                        .single();
        return List.of(
                new Tile(en ? "bills issued" : "已开具票据", ui.count(counts.bills()), null),
                new Tile(en ? "amount billed" : "票面金额", ui.money(counts.amountFen()), null),
                new Tile(en ? "claims paid" : "已支付报销", ui.count(counts.paid()), null),
                new Tile(en ? "reimbursed" : "报销金额", ui.money(counts.paidFen()), null));
    }

    @Override
    public Optional<Head> head() {
        return Optional.of(
                new Head(engine.ledger().size(), HexFormat.of().formatHex(engine.ledger().root())));
    }
}
