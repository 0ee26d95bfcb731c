package org.xinpiao.simulator;

import java.time.LocalDate;

/**
 * How big a province is made.
 *
 * @param people at least 60
 * @param visits at least 200
 * @param claims from 12 to 30 % of the visits; fewer are made where the seed lacks visits to claim
 * @param days length of the period, at least 30
 * @param end last day of the period
 */
public record Scale(int people, int visits, int claims, int days, LocalDate end) {

    /** The size of the shipped sample. */
    public static final Scale SAMPLE = endingOn(LocalDate.of(2026, 10, 31));

    public Scale {
        if (people < 60 || visits < 200 || days < 30 || claims < 12 || claims * 10 > visits * 3) {
            throw new IllegalArgumentException("scale out of range");
        }
    }

    /** The sample's size with another last day: the same people at other times. */
    public static Scale endingOn(LocalDate end) {
        return new Scale(160, 300, 50, 60, end);
    }
}
