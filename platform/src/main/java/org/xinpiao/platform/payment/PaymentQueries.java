package org.xinpiao.platform.payment;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What the payment pages list. */
@Component
class PaymentQueries {

    private static final String COLUMNS =
            "select end_to_end_id, claim_id, agency, amount_fen, account_last4, created_ms, state,"
                    + " changed_ms, message_id, reason, bank_reference, executed_ms, returned_ms,"
                    + " recorded from payment ";

    private final JdbcClient db;

    PaymentQueries(JdbcClient db) {
        this.db = db;
    }

    /** How many instructions are in a state, and their sum. */
    record StateCount(String state, long payments, long sumFen) {}

    List<StateCount> states(String agency) {
        return db.sql(
                        "select state, count(*) as payments, sum(amount_fen)::bigint as sum_fen"
                                + " from payment where agency = ? group by state")
                .param(agency)
                .query(StateCount.class)
                .list();
    }

    /** An agency's instructions, newest first; of every state when {@code state} is empty. */
    List<Payment> payments(String agency, String state, int offset, int limit) {
        return db.sql(
                        COLUMNS
                                + "where agency = ? and (? = '' or state = ?) order by created_ms"
                                + " desc, end_to_end_id offset ? limit ?")
                .params(agency, state, state, offset, limit)
                .query(Payment.class)
                .list();
    }

    /** Orders that wait for clerks, oldest first. */
    List<String> held(String agency) {
        return db.sql(
                        "select message_id from payment_batch where agency = ? and state = 'held'"
                                + " order by created_ms limit 50")
                .param(agency)
                .query(String.class)
                .list();
    }
}
