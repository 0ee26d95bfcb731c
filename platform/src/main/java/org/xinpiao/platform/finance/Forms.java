package org.xinpiao.platform.finance;

import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.xinpiao.ledger.Rejected;
import org.xinpiao.platform.identity.User;

/** What finance's forms have in common. */
final class Forms {

    private Forms() {}

    /** A fresh key for a form: it acts once, however often it is sent. */
    static String key() {
        return UUID.randomUUID().toString();
    }

    /** Whether a text is a key that {@link #key} could have made. */
    static boolean isKey(String text) {
        return text.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    }

    /** The member that a supervisor acts for. */
    static String member(User user) {
        return Objects.requireNonNull(user.memberId(), "a supervisor acts for a department");
    }

    static boolean english(Locale locale) {
        return locale.getLanguage().equals("en");
    }

    /** The ledger's own sentence on a rejection. */
    static String sentence(Rejected rejected, Locale locale) {
        return english(locale) ? rejected.getEn() : rejected.getZh();
    }
}
