package org.xinpiao.platform.payment;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.xinpiao.contracts.State;
import org.xinpiao.contracts.claim.ClaimState;
import org.xinpiao.contracts.claim.ClaimStatus;
import org.xinpiao.contracts.claim.Claims;
import org.xinpiao.contracts.claim.Transfer;
import org.xinpiao.platform.bank.Bank;
import org.xinpiao.platform.bank.Movement;
import org.xinpiao.platform.bank.Statement;
import org.xinpiao.platform.payment.Match.Sums;
import org.xinpiao.platform.readmodel.ChinaTime;

/**
 * The daily three-way match: transfers of the claims on the ledger, the fund book's postings, and
 * the bank's statements. Every claim that one of the three moved on the day is compared whole.
 */
public final class Matching {

    private final State state;
    private final JdbcClient db;
    private final BiFunction<String, LocalDate, byte[]> statements;

    /**
     * Compares what these hold.
     *
     * @param db the read model, and the process's own tables
     * @param statements camt.053 of an account and a day
     */
    public Matching(State state, JdbcClient db, BiFunction<String, LocalDate, byte[]> statements) {
        this.state = state;
        this.db = db;
        this.statements = statements;
    }

    /** Agencies that ordered from here, or have claims that were paid. */
    public List<String> agencies() {
        return db.sql(
                        "select agency from payment union select agency from claim where"
                                + " end_to_end_id is not null order by agency")
                .query(String.class)
                .list();
    }

    /** What the fund book moved at the bank for a claim on the day. */
    private record Moved(String claimId, long outFen, long backFen) {}

    /** The match of a day in China. */
    public Match match(String agency, LocalDate day) {
        long from = ChinaTime.millis(day.atStartOfDay());
        long before = ChinaTime.millis(day.plusDays(1).atStartOfDay());
        BankDays bank =
                new BankDays(each -> Statement.read(statements.apply(Bank.account(agency), each)));
        Statement statement = bank.statement(day);
        TreeSet<String> ids = new TreeSet<>(touched(agency, from, before));
        List<Moved> moved = moved(agency, from, before);
        moved.forEach(each -> ids.add(each.claimId()));
        statement.movements().forEach(each -> ids.add(EndToEnd.claimId(each.endToEndId())));
        Comparison comparison = new Comparison(agency, db, bank, before);
        long paid = 0;
        long returned = 0;
        for (String id : ids) {
            ClaimState claim = Claims.find(state, id);
            comparison.compare(id, of(agency, claim));
            returned += repaid(of(agency, claim), from, before);
            for (Transfer transfer : transfers(of(agency, claim))) {
                boolean executed = !transfer.getBankReference().isEmpty();
                paid +=
                        executed && in(transfer.getPaidMs(), from, before)
                                ? transfer.getAmountFen()
                                : 0;
                returned +=
                        executed && in(transfer.getFailedMs(), from, before)
                                ? transfer.getAmountFen()
                                : 0;
            }
        }
        return new Match(
                agency,
                day,
                new Sums(
                        paid, moved.stream().mapToLong(Moved::outFen).sum(), sum(statement, false)),
                new Sums(
                        returned,
                        moved.stream().mapToLong(Moved::backFen).sum(),
                        sum(statement, true)),
                statement.openingFen(),
                statement.closingFen(),
                comparison.differences());
    }

    private static @Nullable ClaimState of(String agency, @Nullable ClaimState claim) {
        return claim == null || !claim.getAgency().equals(agency) ? null : claim;
    }

    private static List<Transfer> transfers(@Nullable ClaimState claim) {
        return claim == null ? List.of() : claim.getTransfersList();
    }

    private static long repaid(@Nullable ClaimState claim, long from, long before) {
        return claim != null
                        && claim.getStatus() == ClaimStatus.REPAID
                        && in(claim.getClosedMs(), from, before)
                ? Claims.paidFen(claim)
                : 0;
    }

    private static boolean in(long millis, long from, long before) {
        return from <= millis && millis < before;
    }

    private static long sum(Statement statement, boolean returned) {
        return statement.movements().stream()
                .filter(each -> (each.returned() != null) == returned)
                .mapToLong(Movement::amountFen)
                .sum();
    }

    /** Claims whose payment or status moved on the day, and those whose payment is on its way. */
    private List<String> touched(String agency, long from, long before) {
        List<String> ids = new ArrayList<>();
        ids.addAll(
                db.sql(
                                "select claim_id from payment where agency = ? and ((executed_ms >="
                                    + " ? and executed_ms < ?) or (returned_ms >= ? and returned_ms"
                                    + " < ?) or (state in ('ordered', 'pending') and created_ms <"
                                    + " ?))")
                        .params(agency, from, before, from, before, before)
                        .query(String.class)
                        .list());
        ids.addAll(
                db.sql(
                                "select claim_id from claim where agency = ? and closed_ms >= ? and"
                                        + " closed_ms < ? and status in ('paid', 'repaid')")
                        .params(agency, from, before)
                        .query(String.class)
                        .list());
        ids.addAll(
                db.sql(
                                "select claim_id from repayment where agency = ? and booked_ms >= ?"
                                        + " and booked_ms < ?")
                        .params(agency, from, before)
                        .query(String.class)
                        .list());
        return ids;
    }

    private List<Moved> moved(String agency, long from, long before) {
        return db.sql(
                        "select c.claim_id, coalesce(-sum(p.amount_fen) filter (where p.amount_fen"
                            + " < 0), 0)::bigint as out_fen, coalesce(sum(p.amount_fen) filter"
                            + " (where p.amount_fen > 0), 0)::bigint as back_fen from posting p"
                            + " join claim c on c.claim_id = p.reference where c.agency = ? and"
                            + " p.account like '%/bank' and p.at_ms >= ? and p.at_ms < ? group by"
                            + " c.claim_id")
                .params(agency, from, before)
                .query(Moved.class)
                .list();
    }
}
