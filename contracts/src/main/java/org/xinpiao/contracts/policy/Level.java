package org.xinpiao.contracts.policy;

import java.util.List;

/**
 * A class of institutions as a policy divides them.
 *
 * @param id the package's own word
 * @param hospLv national {@code hosp_lv} codes that mean it; empty when only a case can name it
 */
public record Level(String id, Label name, List<String> hospLv) {

    /** The level of terms that hold everywhere. */
    public static final String ANY = "any";

    public Level {
        hospLv = List.copyOf(hospLv);
    }
}
