package org.xinpiao.platform.patient;

import java.util.Locale;
import org.xinpiao.platform.node.RejectedException;

/** What the ledger answered, in the reader's language. */
final class Refusal {

    private Refusal() {}

    static String of(RejectedException rejection, Locale locale) {
        return locale.getLanguage().equals("en")
                ? rejection.rejected().getEn()
                : rejection.rejected().getZh();
    }
}
