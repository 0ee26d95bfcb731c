package org.xinpiao.bench;

import java.util.Arrays;

/**
 * When things happened, in nanoseconds of {@link System#nanoTime}. Safe for use by many threads.
 */
final class Timeline {

    private long[] times = new long[1024];
    private int count;

    synchronized void mark() {
        if (count == times.length) {
            times = Arrays.copyOf(times, 2 * count);
        }
        times[count++] = System.nanoTime();
        notifyAll();
    }

    /** Waits until so much has happened. */
    synchronized void await(int number) throws InterruptedException {
        while (count < number) {
            wait();
        }
    }

    /** How often it happened a second, between two times. */
    synchronized double perSecond(long from, long until) {
        long within = Arrays.stream(times, 0, count).filter(t -> t > from && t <= until).count();
        return within / ((until - from) / 1e9);
    }

    /** The longest time from a moment on in which nothing happened, in milliseconds. */
    synchronized double longestGap(long from) {
        long last = from;
        long longest = 0;
        for (long time : Arrays.stream(times, 0, count).filter(t -> t > from).sorted().toArray()) {
            longest = Math.max(longest, time - last);
            last = time;
        }
        return longest / 1e6;
    }
}
