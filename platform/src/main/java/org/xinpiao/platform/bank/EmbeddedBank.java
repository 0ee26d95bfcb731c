package org.xinpiao.platform.bank;

import java.time.Clock;
import org.xinpiao.contracts.Primitives;

/** A sandbox bank of this process's own, behind the same door as any other, with its counter. */
public final class EmbeddedBank implements Counter, AutoCloseable {

    private final SandboxBank bank;
    private final BankDoor door;

    /** Opens a bank whose book is in a database, and its door. */
    public EmbeddedBank(
            String jdbcUrl,
            Signatories signatories,
            BankSettings settings,
            Primitives primitives,
            Clock clock) {
        bank = new SandboxBank(jdbcUrl, signatories, settings, primitives, clock);
        door = new BankDoor(0, bank, signatories, clock);
    }

    /** Where its door is. */
    public String url() {
        return door.url();
    }

    @Override
    public void payIn(String account, String reference, long amountFen) {
        bank.payIn(account, reference, amountFen);
    }

    @Override
    public void close() {
        door.close();
        bank.close();
    }
}
