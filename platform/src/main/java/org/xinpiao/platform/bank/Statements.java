package org.xinpiao.platform.bank;

import java.time.Clock;
import java.time.LocalDate;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.xinpiao.platform.readmodel.ChinaTime;

/** The sandbox bank's statements, also for who has only its book. */
public final class Statements {

    private final BankBook book;
    private final long openingFen;
    private final Clock clock;

    public Statements(JdbcClient db, BankSettings settings, Clock clock) {
        this(new BankBook(db), settings, clock);
    }

    Statements(BankBook book, BankSettings settings, Clock clock) {
        this.book = book;
        this.openingFen = settings.openingFen();
        this.clock = clock;
    }

    /** The statement of a day in China, camt.053. */
    public byte[] of(String account, LocalDate day) {
        long from = ChinaTime.millis(day.atStartOfDay());
        long before = ChinaTime.millis(day.plusDays(1).atStartOfDay());
        return new Statement(
                        messageId(),
                        clock.millis(),
                        account,
                        day,
                        Math.addExact(openingFen, book.movedFen(account, from)),
                        book.movements(account, from, before))
                .write();
    }

    /** An id for a message of the bank: 35 characters. */
    static String messageId() {
        return "SBX" + UUID.randomUUID().toString().replace("-", "");
    }
}
