package org.xinpiao.contracts.bill;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.xinpiao.contracts.State;
import org.xinpiao.contracts.Wire;

/** The number segments of one institution, read once for a batch and written back once. */
final class Segments {

    /** Largest number: ten digits. */
    static final long NUMBER_MAX = 9_999_999_999L;

    /** Most segments of one code in one institution's hands. */
    static final int PER_HOLDER_MAX = 1_000;

    /** Most segments of one code. */
    static final int PER_CODE_MAX = 100_000;

    private final State state;
    private final String institution;
    private final Map<String, List<Use>> byCode = new TreeMap<>();

    Segments(State state, String institution) {
        this.state = state;
        this.institution = institution;
    }

    static String key(String code, String institution, long from) {
        String digits = Long.toString(from);
        return prefix(code, institution) + "0".repeat(10 - digits.length()) + digits;
    }

    static String prefix(String code, String institution) {
        return Bills.SEGMENTS + code + '/' + institution + '/';
    }

    /** Whether any segment of the code, whoever holds it, has a number in the range. */
    static boolean overlaps(List<Segment> granted, long from, long to) {
        for (Segment segment : granted) {
            if (segment.getFrom() <= to && from <= segment.getTo()) {
                return true;
            }
        }
        return false;
    }

    /** All segments of a code. */
    static List<Segment> granted(State state, String code) {
        List<Segment> segments = new ArrayList<>();
        for (var entry : state.scan(Bills.SEGMENTS + code + '/', PER_CODE_MAX)) {
            segments.add(Wire.value(entry.getKey(), entry.getValue(), Segment.parser()));
        }
        return segments;
    }

    /** Counts a number as used in its segment; says why it cannot be. */
    @Nullable BillReason use(String code, String number) {
        long value = Long.parseLong(number);
        for (Use use : byCode.computeIfAbsent(code, this::read)) {
            Segment segment = use.segment;
            if (segment.getFrom() <= value && value <= segment.getTo()) {
                if (segment.getWrittenOff()) {
                    return BillReason.SEGMENT_CLOSED;
                }
                use.added++;
                use.highest = Math.max(use.highest, value);
                return null;
            }
        }
        return BillReason.NUMBER_OUTSIDE;
    }

    /** Writes the counts. */
    void write() {
        for (List<Use> uses : byCode.values()) {
            for (Use use : uses) {
                if (use.added > 0) {
                    Segment segment = use.segment;
                    state.put(
                            key(segment.getCode(), institution, segment.getFrom()),
                            segment.toBuilder()
                                    .setUsed(segment.getUsed() + use.added)
                                    .setHighest(use.highest)
                                    .build()
                                    .toByteString());
                }
            }
        }
    }

    private List<Use> read(String code) {
        List<Use> uses = new ArrayList<>();
        for (var entry : state.scan(prefix(code, institution), PER_HOLDER_MAX)) {
            uses.add(new Use(Wire.value(entry.getKey(), entry.getValue(), Segment.parser())));
        }
        return uses;
    }

    private static final class Use {
        final Segment segment;
        int added;
        long highest;

        Use(Segment segment) {
            this.segment = segment;
            highest = segment.getHighest();
        }
    }
}
