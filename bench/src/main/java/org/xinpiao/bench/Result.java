package org.xinpiao.bench;

import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * One figure.
 *
 * @param value in {@code unit}
 * @param peer the same work by something known, in the same run and unit; null where there is none
 * @param percentiles of single pieces of work, in milliseconds; null where none were timed
 * @param bytesPerBill on disk; null where it says nothing
 * @param note what else a reader must know
 */
record Result(
        String name,
        double value,
        String unit,
        @Nullable Peer peer,
        @Nullable Percentiles percentiles,
        @Nullable Double bytesPerBill,
        String note) {

    /** The figure of something known. */
    record Peer(String name, double value) {}

    /** In milliseconds. */
    record Percentiles(double p50, double p99, double p999) {}

    static Result of(String name, double value, String unit) {
        return new Result(name, value, unit, null, null, null, "");
    }

    Result peer(String peerName, double peerValue) {
        return new Result(
                name, value, unit, new Peer(peerName, peerValue), percentiles, bytesPerBill, note);
    }

    Result percentiles(Latencies latencies) {
        return new Result(name, value, unit, peer, latencies.percentiles(), bytesPerBill, note);
    }

    Result bytesPerBill(double bytes) {
        return new Result(name, value, unit, peer, percentiles, bytes, note);
    }

    Result note(String text) {
        return new Result(name, value, unit, peer, percentiles, bytesPerBill, text);
    }

    /** The value divided by the peer's. */
    OptionalDouble ratio() {
        return peer == null || peer.value() == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(value / peer.value());
    }
}
