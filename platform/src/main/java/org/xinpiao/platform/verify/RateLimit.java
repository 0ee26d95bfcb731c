package org.xinpiao.platform.verify;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * So many requests a second for each client; who saved some up may ask in a burst. Remembers a
 * limited number of clients and forgets the one that asked longest ago. Thread-safe.
 */
final class RateLimit {

    private static final int CLIENTS_MAX = 10_000;
    private static final long SECOND_NANOS = 1_000_000_000;
    private static final long BURST_NANOS = 2 * SECOND_NANOS;

    private final long nanosEach;
    private final LongSupplier nanoTime;

    /** For each client the time by which what it asked is paid off. */
    private final Map<String, Long> paidOff =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
                    return size() > CLIENTS_MAX;
                }
            };

    /**
     * A limit.
     *
     * @param perSecond requests; 0 for no limit
     */
    RateLimit(int perSecond, LongSupplier nanoTime) {
        this.nanosEach = perSecond == 0 ? 0 : SECOND_NANOS / perSecond;
        this.nanoTime = nanoTime;
    }

    /** Counts a request; gives the whole seconds to wait when it is one too many, else 0. */
    synchronized long admit(String client) {
        long owed = owed(client);
        if (owed > BURST_NANOS) {
            return Math.ceilDiv(owed - BURST_NANOS, SECOND_NANOS);
        }
        charge(client, 1);
        return 0;
    }

    /** Counts what was admitted as so many requests more. */
    synchronized void charge(String client, int requests) {
        paidOff.put(client, nanoTime.getAsLong() + owed(client) + nanosEach * requests);
    }

    private long owed(String client) {
        long now = nanoTime.getAsLong();
        return Math.max(0, paidOff.getOrDefault(client, now) - now);
    }

    /** Clients remembered. */
    synchronized int clients() {
        return paidOff.size();
    }
}
