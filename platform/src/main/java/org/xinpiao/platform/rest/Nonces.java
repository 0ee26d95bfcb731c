package org.xinpiao.platform.rest;

import java.util.concurrent.ConcurrentHashMap;

/** Remembers what was used once, until a time; in this process only. */
final class Nonces {

    /**
     * Above it, what has lapsed is cleared out; a caller cannot fill the memory for longer than a
     * nonce lives.
     */
    private static final int CLEAR_ABOVE = 10_000;

    private final ConcurrentHashMap<String, Long> untilMillis = new ConcurrentHashMap<>();

    /** Whether a nonce is used for the first time; it is remembered until a time. */
    boolean first(String nonce, long nowMillis, long until) {
        if (untilMillis.size() > CLEAR_ABOVE) {
            untilMillis.values().removeIf(end -> end < nowMillis);
        }
        return untilMillis.putIfAbsent(nonce, until) == null;
    }
}
