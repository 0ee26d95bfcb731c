package org.xinpiao.contracts.policy;

import java.util.List;

/** What care outside the insured place does to the ratio. A policy names its mode. */
public sealed interface Cut {

    /** As local. */
    record None() implements Cut {}

    /**
     * Percentage points off.
     *
     * @param bp basis points to subtract, 0 to 10000
     */
    record Points(int bp) implements Cut {}

    /**
     * The ratio times a factor.
     *
     * @param bp factor in basis points, 0 to 10000
     */
    record Factor(int bp) implements Cut {}

    /** A complete table that replaces the bands; age and years do not change it. */
    record Table(List<LevelRatio> ratios) implements Cut {
        public Table {
            ratios = List.copyOf(ratios);
        }
    }

    /** The fund pays nothing. */
    record Nothing() implements Cut {}

    /**
     * One row of a table.
     *
     * @param level a level's id or {@link Level#ANY}
     * @param bp the ratio, 0 to 10000
     */
    record LevelRatio(String level, int bp) {}

    /** When which cut applies. */
    record Rule(Filing filing, Place place, Cut cut) {}
}
