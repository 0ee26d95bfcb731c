package org.xinpiao.platform.web;

/**
 * How a status, an alert or a step looks (CSS class {@code tone-…}); the words beside it say the
 * same without colour.
 */
public enum Tone {
    /** Done, genuine, paid. */
    GOOD,
    /** Under way. */
    BUSY,
    /** Somebody should look. */
    WARN,
    /** Refused, void, wrong. */
    BAD,
    /** Of no weight. */
    PLAIN
}
