package org.xinpiao.platform.notice;

import java.util.Locale;

/**
 * What a notice tells. Each kind has two texts in both languages: {@code notice.box.<word>} on the
 * patient's page and {@code notice.sms.<word>} for the phone.
 */
public enum NoticeKind {
    PAID,
    REFUSED,
    CLOSED,
    CANCELLED,
    EXPIRED,
    /** The agency asks for a document. */
    DOCUMENT,
    /** A transfer did not arrive: another account is needed. */
    ACCOUNT,
    /** Money is asked back. */
    DEMANDED,
    REPAID;

    /** The word in the database and in message keys. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
