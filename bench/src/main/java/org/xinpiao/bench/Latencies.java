package org.xinpiao.bench;

import java.util.Arrays;

/** Times that were measured, in nanoseconds. Safe for use by many threads. */
final class Latencies {

    private long[] nanos = new long[1024];
    private int count;

    synchronized void add(long time) {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, 2 * count);
        }
        nanos[count++] = time;
    }

    synchronized int count() {
        return count;
    }

    /** Nearest-rank percentiles in milliseconds; 0 when nothing was measured. */
    synchronized Result.Percentiles percentiles() {
        long[] sorted = Arrays.copyOf(nanos, count);
        Arrays.sort(sorted);
        return new Result.Percentiles(at(sorted, 0.5), at(sorted, 0.99), at(sorted, 0.999));
    }

    /** The longest in milliseconds; 0 when nothing was measured. */
    synchronized double max() {
        return Arrays.stream(nanos, 0, count).max().orElse(0) / 1e6;
    }

    private static double at(long[] sorted, double share) {
        if (sorted.length == 0) {
            return 0;
        }
        int rank = (int) Math.ceil(sorted.length * share);
        return sorted[Math.max(1, rank) - 1] / 1e6;
    }
}
