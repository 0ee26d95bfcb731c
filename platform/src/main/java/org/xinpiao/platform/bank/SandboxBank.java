package org.xinpiao.platform.bank;

import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * A bank of this process's own: executes a transfer once for each end-to-end id, and says so again
 * when asked again.
 */
@Service
public class SandboxBank {

    private final JdbcClient db;
    private final Clock clock;

    SandboxBank(JdbcClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    /**
     * Transfers money, or finds the transfer that was executed under the same id.
     *
     * @param endToEndId ISO 20022 EndToEndId, at most 35 characters
     * @param account the payee's card
     * @param amountFen 1 or more
     * @return the bank's reference
     * @throws IllegalArgumentException when the id stands for another amount
     */
    public String transfer(String endToEndId, String account, long amountFen) {
        if (amountFen <= 0 || endToEndId.length() > 35) {
            throw new IllegalArgumentException(
                    "a transfer has an amount and an id of at most 35 characters");
        }
        String masked = "****" + account.substring(Math.max(0, account.length() - 4));
        long number = db.sql("select nextval('bank_reference')").query(Long.class).single();
        db.sql(
                        "insert into bank_transfer values (?, ?, ?, ?, ?) on conflict"
                                + " (end_to_end_id) do nothing")
                .params(
                        endToEndId,
                        String.format(Locale.ROOT, "SBX%012d", number),
                        masked,
                        amountFen,
                        clock.millis())
                .update();
        Transfer executed = find(endToEndId).orElseThrow();
        if (executed.amountFen() != amountFen || !executed.accountMasked().equals(masked)) {
            throw new IllegalArgumentException(
                    "transfer " + endToEndId + " was executed otherwise");
        }
        return executed.bankReference();
    }

    /** An executed transfer. */
    public record Transfer(
            String endToEndId,
            String bankReference,
            String accountMasked,
            long amountFen,
            long executedMs) {}

    public Optional<Transfer> find(String endToEndId) {
        return db.sql("select * from bank_transfer where end_to_end_id = ?")
                .param(endToEndId)
                .query(Transfer.class)
                .optional();
    }
}
