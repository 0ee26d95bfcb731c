package org.xinpiao.contracts.policy;

/**
 * A stretch of in-scope amount and what the fund pays of it.
 *
 * @param loFen from, in fen
 * @param hiFen to, in fen; {@link #OPEN} when it has no end
 * @param ratioBp the ratio in basis points, 0 to 10000
 */
public record Band(long loFen, long hiFen, int ratioBp) {

    /** No upper edge. */
    public static final long OPEN = Long.MAX_VALUE;
}
