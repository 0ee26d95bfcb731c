package org.xinpiao.ledger;

import java.util.Optional;

/**
 * What an audit came to.
 *
 * @param height blocks found sound, from the first on
 * @param transactions in them
 * @param stateEntries compared at the end
 * @param bad the first bad item and what is wrong with it; empty when all is sound
 */
public record AuditReport(long height, long transactions, long stateEntries, Optional<String> bad) {

    public boolean sound() {
        return bad.isEmpty();
    }
}
