package org.xinpiao.platform.identity;

import java.io.Serializable;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A person who may sign in.
 *
 * @param id the user name, as the OpenID provider calls the person
 * @param nameZh the name to show, in Chinese
 * @param nameEn the name to show, in English
 * @param role the one role the person acts in
 * @param memberId the ledger member the person acts for; null for a patient
 * @param region the administrative division code the person belongs to, six digits
 * @param personRef the reference of the insured person; null for anyone but a patient
 */
public record User(
        String id,
        String nameZh,
        String nameEn,
        Role role,
        @Nullable String memberId,
        String region,
        @Nullable String personRef)
        implements Serializable {

    /** The name to show in a language. */
    public String displayName(Locale locale) {
        return locale.getLanguage().equals("en") ? nameEn : nameZh;
    }
}
