package org.xinpiao.platform.payment;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What tests of other packages take of the payments. */
public final class PaymentParts {

    private PaymentParts() {}

    /** Two clerks approve every order that waits for them. */
    public static void approveAll(ApplicationContext program) {
        BatchDesk desk = program.getBean(BatchDesk.class);
        for (Batch batch : program.getBean(BatchRows.class).in("held")) {
            desk.approve(batch.agency(), batch.messageId(), "first");
            desk.approve(batch.agency(), batch.messageId(), "second");
        }
    }

    /** Instructions and orders whose outcome the ledger does not know. */
    public static long open(ApplicationContext program) {
        return program.getBean(JdbcClient.class)
                .sql(
                        "select (select count(*) from payment where state in ('queued', 'batched',"
                                + " 'ordered', 'pending', 'declined') or (state in ('executed',"
                                + " 'refused') and recorded is null) or (state = 'returned' and"
                                + " recorded is distinct from 'failed')) + (select count(*) from"
                                + " payment_batch where state not in ('done', 'declined'))")
                .query(Long.class)
                .single();
    }

    /** Differences of the three-way match of all agencies on two days. */
    public static List<String> differences(ApplicationContext program, LocalDate from) {
        Matching matching = program.getBean(Matching.class);
        List<String> found = new ArrayList<>();
        for (String agency : matching.agencies()) {
            for (LocalDate day : List.of(from, from.plusDays(1))) {
                matching.match(agency, day)
                        .differences()
                        .forEach(each -> found.add(agency + " " + day + " " + each));
            }
        }
        return found;
    }
}
