package org.xinpiao.contracts.policy;

import java.util.List;

/**
 * Tiers that pay after the basic fund: serious illness over the personal part, large amount over
 * what lies above the basic cap.
 *
 * @param fund who pays, {@link Fund#HIFMI} or {@link Fund#HIFOB}
 * @param insutypes insurance types that have it
 * @param aboveCap whether it counts the in-scope amount above the basic cap; else the personal
 *     in-scope part
 * @param deductibleFen what the year's amount must exceed, in fen
 * @param tiers bands over the year's amount beyond the deductible
 * @param capFen most it pays in a year, or {@link Band#OPEN}
 */
public record Supplement(
        String id,
        Label name,
        Fund fund,
        List<String> insutypes,
        boolean aboveCap,
        long deductibleFen,
        List<Band> tiers,
        long capFen) {

    public Supplement {
        insutypes = List.copyOf(insutypes);
        tiers = List.copyOf(tiers);
    }
}
