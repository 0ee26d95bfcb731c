package org.xinpiao.ledger;

/** Text that is not in the format it should be in. */
public final class FormatException extends Exception {

    private final String what;

    public FormatException(String what) {
        super(what);
        this.what = what;
    }

    /** What is wrong with it. */
    public String what() {
        return what;
    }
}
