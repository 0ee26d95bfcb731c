package org.xinpiao.simulator;

import java.util.List;
import java.util.Locale;

/**
 * The SplitMix64 generator: the same numbers from the same seed on every machine.
 *
 * <p>Not for secrets. Not thread-safe.
 */
final class SplitMix {

    private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private final long seed;
    private long state;

    SplitMix(long seed) {
        this.seed = seed;
        this.state = seed;
    }

    /**
     * A stream of its own for one purpose, so that a change in one part of the province leaves the
     * others as they were. Depends on this generator's seed only, not on how much was drawn from
     * it.
     */
    SplitMix fork(String purpose) {
        long hash = FNV_OFFSET;
        for (int i = 0; i < purpose.length(); i++) {
            hash = (hash ^ purpose.charAt(i)) * FNV_PRIME;
        }
        return new SplitMix(mix(seed ^ hash));
    }

    long next() {
        state += GOLDEN_GAMMA;
        return mix(state);
    }

    private static long mix(long value) {
        long z = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    /** A number from 0 to {@code bound} − 1. */
    int below(int bound) {
        return (int) ((next() >>> 33) % bound);
    }

    /** A number from {@code low} to {@code high}, both included. */
    int between(int low, int high) {
        return low + below(high - low + 1);
    }

    boolean percent(int chance) {
        return below(100) < chance;
    }

    <T> T pick(List<T> values) {
        return values.get(below(values.size()));
    }

    /** {@code length} decimal digits. */
    String digits(int length) {
        char[] digits = new char[length];
        for (int i = 0; i < length; i++) {
            digits[i] = (char) ('0' + below(10));
        }
        return new String(digits);
    }

    <T> void shuffle(List<T> values) {
        for (int i = values.size() - 1; i > 0; i--) {
            int j = below(i + 1);
            T held = values.get(i);
            values.set(i, values.get(j));
            values.set(j, held);
        }
    }

    /** The text form of a random UUID, version 4. */
    String uuid() {
        long high = (next() & 0xffffffffffff0fffL) | 0x4000L;
        long low = (next() & 0x3fffffffffffffffL) | 0x8000000000000000L;
        String hex = String.format(Locale.ROOT, "%016x%016x", high, low);
        return String.join(
                "-",
                hex.substring(0, 8),
                hex.substring(8, 12),
                hex.substring(12, 16),
                hex.substring(16, 20),
                hex.substring(20));
    }
}
