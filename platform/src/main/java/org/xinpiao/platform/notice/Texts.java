package org.xinpiao.platform.notice;

import java.util.Locale;
import java.util.Objects;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/**
 * The texts of messages to phones, from templates. They get the end of the claim's id and no more.
 */
@Component
class Texts {

    private static final int ID_SHOWN = 4;

    private final MessageSource messages;

    Texts(MessageSource messages) {
        this.messages = messages;
    }

    String sms(String kind, String claimId, Locale language) {
        String end = claimId.substring(Math.max(0, claimId.length() - ID_SHOWN));
        return Objects.requireNonNull(
                messages.getMessage("notice.sms." + kind, new Object[] {end}, language));
    }

    /** A message with a code that confirms a phone number. */
    String code(String code, Locale language) {
        return Objects.requireNonNull(
                messages.getMessage("notice.sms.code", new Object[] {code}, language));
    }

    /** The language of a stored word; Chinese unless it is English. */
    static Locale language(String word) {
        return word.equals("en") ? Locale.ENGLISH : Locale.SIMPLIFIED_CHINESE;
    }
}
