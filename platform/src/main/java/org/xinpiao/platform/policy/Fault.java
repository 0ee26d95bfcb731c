package org.xinpiao.platform.policy;

/**
 * What is wrong with a package or a case, and where.
 *
 * @param path JSON pointer to the value, such as {@code /benefits/0/bands/1/ratio}; empty for the
 *     whole document
 */
public record Fault(Kind kind, String path, String zh, String en) {

    /** What kind of fault. */
    public enum Kind {
        /** Not YAML or JSON, too large, or a key twice. */
        SYNTAX,
        /** A field is missing, unknown, or of the wrong form. */
        FORM,
        /** A date that does not exist or an end before its beginning. */
        DATE,
        /** A ratio, share or factor above 100 %. */
        RATIO,
        /** Two bands cover the same amount. */
        OVERLAP,
        /** Amounts that no band covers. */
        GAP,
        /** A word that refers to nothing, or says the same thing twice. */
        REFERENCE,
        /** Steps that do not rise. */
        ORDER,
        /** Amounts that do not add up. */
        SUM
    }

    @Override
    public String toString() {
        return (path.isEmpty() ? "/" : path) + ": " + zh + " " + en;
    }
}
