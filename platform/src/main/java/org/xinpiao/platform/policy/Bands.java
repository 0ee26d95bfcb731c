package org.xinpiao.platform.policy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.xinpiao.contracts.policy.Band;

/** Reads bands and checks that together they cover every amount from zero, once. */
final class Bands {

    private Bands() {}

    private record Row(Field field, Band band) {}

    /** The bands in rising order; faults are noted at the row that has them. */
    static List<Band> read(List<Field> fields, Field whole) {
        List<Row> rows = new ArrayList<>();
        for (Field field : fields) {
            long to = field.at("to").fen(Band.OPEN);
            Band band = new Band(field.at("from").fen(0), to, field.at("ratio").bp(0));
            if (band.hiFen() <= band.loFen()) {
                field.at("to").fault(Fault.Kind.GAP, "分段止点不大于起点。", "The band is empty.");
            }
            rows.add(new Row(field, band));
        }
        rows.sort(Comparator.comparingLong(row -> row.band().loFen()));
        long covered = 0;
        for (Row row : rows) {
            long from = row.band().loFen();
            if (from < covered) {
                row.field().fault(Fault.Kind.OVERLAP, "分段重叠。", "The band overlaps another.");
            } else if (from > covered) {
                row.field()
                        .fault(
                                Fault.Kind.GAP,
                                "分段之间有空档。",
                                "Amounts below this band are not covered.");
            }
            covered = Math.max(covered, row.band().hiFen());
        }
        if (covered != Band.OPEN) {
            whole.fault(
                    Fault.Kind.GAP,
                    "最后一段应无上限。",
                    "The last band must be open; use a cap to limit payment.");
        }
        return rows.stream().map(Row::band).toList();
    }
}
