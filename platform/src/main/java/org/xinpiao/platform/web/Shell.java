package org.xinpiao.platform.web;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.xinpiao.platform.identity.User;

/**
 * What the layout of every page needs to know of the request; the model attribute {@code shell}.
 *
 * @param locale the language of the page
 * @param largePrint whether the reader wants large letters
 * @param user the signed-in person; null when nobody is
 * @param nav the navigation of that person
 * @param path the path of the request, for the mark on the entry one is at
 * @param otherLanguage this page in the other language
 * @param otherPrint this page in the other size of letters
 * @param log the state of the ledger's log; null while there is none
 */
public record Shell(
        Locale locale,
        boolean largePrint,
        @Nullable User user,
        List<NavEntry> nav,
        String path,
        String otherLanguage,
        String otherPrint,
        LogHead.@Nullable Head log) {

    /** The language tag of the page. */
    public String lang() {
        return english() ? "en" : "zh-CN";
    }

    /** Whether the page is in English. */
    public boolean english() {
        return locale.getLanguage().equals("en");
    }

    /** The name of the signed-in person in the language of the page; empty when nobody is. */
    public String userName() {
        return user == null ? "" : user.displayName(locale);
    }

    /** Whether an entry of the navigation is the one that holds this page. */
    public boolean at(NavEntry entry) {
        if (!path.equals(entry.path()) && !path.startsWith(entry.path() + "/")) {
            return false;
        }
        return nav.stream()
                .noneMatch(other ->
                        other.path().length() > entry.path().length()
                                && (path.equals(other.path())
                                        || path.startsWith(other.path() + "/")));
    }
}
