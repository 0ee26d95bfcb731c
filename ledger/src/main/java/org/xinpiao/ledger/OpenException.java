package org.xinpiao.ledger;

/** A data directory that cannot be opened as it was asked for; nothing in it was changed. */
public final class OpenException extends RuntimeException {

    /** What stands in the way. */
    public enum Cause {
        /** The directory holds another chain, genesis, suite or log. */
        OTHER_LEDGER,
        /** It was written by a newer program. */
        OTHER_FORMAT,
        /** There is no ledger in it. */
        NOT_FOUND,
        /** Another process has it open. */
        IN_USE,
        /** The file system refused. */
        INPUT_OUTPUT
    }

    private final Cause why;

    public OpenException(Cause why, String message) {
        super(message);
        this.why = why;
    }

    public OpenException(Cause why, String message, Throwable cause) {
        super(message, cause);
        this.why = why;
    }

    public Cause why() {
        return why;
    }
}
