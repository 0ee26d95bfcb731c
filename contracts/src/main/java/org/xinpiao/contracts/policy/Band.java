package org.xinpiao.contracts.policy;

import java.util.List;

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

    /** What a limit leaves after what was used; everything when there is no limit. */
    static long left(long limit, long used) {
        return limit == OPEN ? OPEN : Math.max(0, limit - used);
    }

    /** One ratio for every amount. */
    static List<Band> flat(int ratioBp) {
        return List.of(new Band(0, OPEN, ratioBp));
    }
}
