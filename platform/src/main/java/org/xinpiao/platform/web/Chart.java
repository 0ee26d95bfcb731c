package org.xinpiao.platform.web;

import java.util.List;
import java.util.Locale;

/**
 * A chart and, for those who do not see it, the table of its figures.
 *
 * @param kind its form
 * @param title what it shows
 * @param unit what the figures count
 * @param labels the label of each point
 * @param series the rows of figures, each as long as the labels
 */
public record Chart(Kind kind, String title, Unit unit, List<String> labels, List<Series> series) {

    /** The form of a chart. */
    public enum Kind {
        BAR,
        STACK,
        LINE,
        PIE;

        /** The word the script knows it by. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What a figure counts. */
    public enum Unit {
        COUNT,
        FEN;

        /** The word the script knows it by. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A named row of figures. */
    public record Series(String name, List<Long> data) {
        public Series {
            data = List.copyOf(data);
        }
    }

    public Chart {
        labels = List.copyOf(labels);
        series = List.copyOf(series);
        for (Series row : series) {
            if (row.data().size() != labels.size()) {
                throw new IllegalArgumentException(
                        "series of %d figures for %d labels"
                                .formatted(row.data().size(), labels.size()));
            }
        }
    }
}
