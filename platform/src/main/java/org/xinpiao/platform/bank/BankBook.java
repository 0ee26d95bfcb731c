package org.xinpiao.platform.bank;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.xinpiao.platform.bank.Bank.Mail;

/** The sandbox bank's own book, in a schema of its own. */
final class BankBook implements AutoCloseable {

    private static final String SCHEMA = "bank";

    private static final int CONNECTIONS_MAX = 4;

    private final HikariDataSource source;
    private final JdbcClient db;
    private final TransactionTemplate transactions;

    /** Opens the book in a database, or begins one. */
    BankBook(String jdbcUrl) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(jdbcUrl);
        config.setSchema(SCHEMA);
        config.setMaximumPoolSize(CONNECTIONS_MAX);
        config.setMinimumIdle(1);
        config.setPoolName(SCHEMA);
        source = new HikariDataSource(config);
        Flyway.configure()
                .dataSource(source)
                .defaultSchema(SCHEMA)
                .schemas(SCHEMA)
                .createSchemas(true)
                // An earlier version's tables may be there.
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .locations("classpath:db/bank")
                .load()
                .migrate();
        db = JdbcClient.create(source);
        transactions = new TransactionTemplate(new JdbcTransactionManager(source));
    }

    /** All of it or nothing. */
    void atOnce(Runnable changes) {
        transactions.executeWithoutResult(_ -> changes.run());
    }

    @Override
    public void close() {
        source.close();
    }

    /**
     * An order it took.
     *
     * @param duplicates end-to-end ids that another order had used, with a space between
     */
    record Order(String account, byte[] digest, String duplicates) {}

    /**
     * A transfer.
     *
     * @param state pending, executed, refused or cancelled; one that came back stays executed
     * @param reason of a refusal or a return
     * @param dueMs when the next thing happens to it by itself; null: nothing does
     */
    record Row(
            String endToEndId,
            String bankReference,
            long amountFen,
            @Nullable Long executedMs,
            String account,
            String orderId,
            String state,
            @Nullable String reason,
            @Nullable Long dueMs,
            @Nullable Long returnedMs) {}

    private static final String SELECT =
            "select end_to_end_id, bank_reference, amount_fen, executed_ms, account, order_id,"
                    + " state, reason, due_ms, returned_ms from bank_transfer ";

    Optional<Order> order(String orderId) {
        return db.sql("select account, digest, duplicates from bank_order where order_id = ?")
                .param(orderId)
                .query(Order.class)
                .optional();
    }

    void add(String orderId, Order order, long nowMs) {
        db.sql("insert into bank_order values (?, ?, ?, ?, ?)")
                .params(orderId, order.account(), order.digest(), order.duplicates(), nowMs)
                .update();
    }

    String reference() {
        return String.format(
                Locale.ROOT,
                "SBX%012d",
                db.sql("select nextval('bank_reference')").query(Long.class).single());
    }

    /** Books a transfer; false when the account's owner used its id already. */
    boolean add(Row row, String payeeMasked) {
        return db.sql(
                                "insert into bank_transfer (end_to_end_id, bank_reference,"
                                    + " account_masked, amount_fen, executed_ms, account, order_id,"
                                    + " state, reason, due_ms) values (?, ?, ?, ?, ?, ?, ?, ?, ?,"
                                    + " ?) on conflict (account, end_to_end_id) do nothing")
                        .params(
                                Arrays.asList(
                                        row.endToEndId(),
                                        row.bankReference(),
                                        payeeMasked,
                                        row.amountFen(),
                                        row.executedMs(),
                                        row.account(),
                                        row.orderId(),
                                        row.state(),
                                        row.reason(),
                                        row.dueMs()))
                        .update()
                == 1;
    }

    Optional<Row> transfer(String account, String endToEndId) {
        return db.sql(SELECT + "where account = ? and end_to_end_id = ?")
                .params(account, endToEndId)
                .query(Row.class)
                .optional();
    }

    List<Row> ofOrder(String orderId) {
        return db.sql(SELECT + "where order_id = ? order by bank_reference")
                .param(orderId)
                .query(Row.class)
                .list();
    }

    /** To which something should have happened by now. */
    List<Row> due(long nowMs) {
        return db.sql(SELECT + "where due_ms <= ? order by due_ms, bank_reference for update")
                .param(nowMs)
                .query(Row.class)
                .list();
    }

    void executed(Row row, long nowMs, @Nullable Long returnDueMs) {
        db.sql(
                        "update bank_transfer set state = 'executed', executed_ms = ?, due_ms = ?"
                                + " where account = ? and end_to_end_id = ? and state = 'pending'")
                .params(Arrays.asList(nowMs, returnDueMs, row.account(), row.endToEndId()))
                .update();
    }

    void returned(Row row, String reason, long nowMs) {
        db.sql(
                        "update bank_transfer set returned_ms = ?, reason = ?, due_ms = null where"
                                + " account = ? and end_to_end_id = ? and returned_ms is null")
                .params(nowMs, reason, row.account(), row.endToEndId())
                .update();
    }

    void cancelled(String account, String endToEndId) {
        db.sql(
                        "update bank_transfer set state = 'cancelled', due_ms = null where account"
                                + " = ? and end_to_end_id = ? and state = 'pending'")
                .params(account, endToEndId)
                .update();
    }

    /** Puts a message into an account's mail, to be found there from a time on. */
    void mail(String account, Bank.Kind kind, byte[] message, long fromMs) {
        db.sql("insert into bank_mail (account, kind, message, from_ms) values (?, ?, ?, ?)")
                .params(account, kind.name(), message, fromMs)
                .update();
    }

    /** The oldest that was not taken, after a number. */
    Optional<Mail> mail(String account, long after, long nowMs) {
        return db.sql(
                        "select number, kind, message from bank_mail where account = ? and number"
                                + " > ? and from_ms <= ? and not taken order by number limit 1")
                .params(account, after, nowMs)
                .query(Mail.class)
                .optional();
    }

    void taken(String account, long number) {
        db.sql("update bank_mail set taken = true where account = ? and number = ?")
                .params(account, number)
                .update();
    }

    /** Books what somebody paid in. */
    void add(String account, Movement received) {
        db.sql("insert into bank_credit values (?, ?, ?, ?, ?)")
                .params(
                        received.bankReference(),
                        account,
                        received.endToEndId(),
                        received.amountFen(),
                        received.bookedMs())
                .update();
    }

    /** What moved on an account in a time, in its order. */
    List<Movement> movements(String account, long fromMs, long beforeMs) {
        return db.sql(
                        "select end_to_end_id, order_id, bank_reference, amount_fen, null as"
                            + " returned, executed_ms as booked_ms from bank_transfer where account"
                            + " = ? and executed_ms >= ? and executed_ms < ? union all select"
                            + " end_to_end_id, order_id, bank_reference || 'R', amount_fen, reason,"
                            + " returned_ms from bank_transfer where account = ? and returned_ms >="
                            + " ? and returned_ms < ? union all select end_to_end_id, null,"
                            + " bank_reference, amount_fen, '"
                                + Movement.RECEIVED
                                + "', booked_ms from bank_credit where account = ? and booked_ms >="
                                + " ? and booked_ms < ? order by booked_ms, bank_reference")
                .params(
                        account, fromMs, beforeMs, account, fromMs, beforeMs, account, fromMs,
                        beforeMs)
                .query(Movement.class)
                .list();
    }

    /** Sum of all movements before a time, credit positive. */
    long movedFen(String account, long beforeMs) {
        return db.sql(
                        "select (coalesce(sum(amount_fen) filter (where returned_ms < ?), 0) -"
                                + " coalesce(sum(amount_fen) filter (where executed_ms < ?), 0) +"
                                + " (select coalesce(sum(amount_fen), 0) from bank_credit where"
                                + " account = ? and booked_ms < ?))::bigint from bank_transfer"
                                + " where account = ?")
                .params(beforeMs, beforeMs, account, beforeMs, account)
                .query(Long.class)
                .single();
    }
}
