package org.xinpiao.platform.payment;

import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xinpiao.platform.bank.BankAwayException;

/**
 * One that fails keeps no others waiting; it is tried again at the next look. Where the bank is
 * away the others are spared.
 */
final class Each {

    private static final Logger LOG = LoggerFactory.getLogger(Each.class);

    private Each() {}

    static <T> void of(List<T> all, Consumer<T> step) {
        for (T one : all) {
            try {
                step.accept(one);
            } catch (BankAwayException e) {
                throw e;
            } catch (RuntimeException e) {
                LOG.error("payments: one stands still", e);
            }
        }
    }
}
