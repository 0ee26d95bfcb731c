package org.xinpiao.platform.claim;

/** A file that cannot be taken as a document. */
public final class UnusablePhotoException extends Exception {

    private static final long serialVersionUID = 1;

    private final String word;

    /**
     * A refusal.
     *
     * @param word why: empty, large, kind, broken or pixels
     */
    public UnusablePhotoException(String word) {
        super(word);
        this.word = word;
    }

    /** Why, as the last part of a message key. */
    public String word() {
        return word;
    }
}
