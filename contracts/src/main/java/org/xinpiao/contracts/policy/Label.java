package org.xinpiao.contracts.policy;

/** A name in both languages. */
public record Label(String zh, String en) {

    /** Nothing to name. */
    static final Label NONE = same("");

    /** The same word in both languages, such as a serial number. */
    public static Label same(String word) {
        return new Label(word, word);
    }
}
