package org.xinpiao.platform.bank;

import java.time.Clock;
import java.time.LocalDate;
import java.util.UUID;
import org.xinpiao.platform.readmodel.ChinaTime;

/** The sandbox bank's statements. */
record Statements(BankBook book, long openingFen, Clock clock) {

    /** The statement of a day in China, camt.053. */
    byte[] of(String account, LocalDate day) {
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
