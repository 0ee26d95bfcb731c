package org.xinpiao.platform.bill;

import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.xinpiao.contracts.State;
import org.xinpiao.contracts.bill.BillId;
import org.xinpiao.contracts.bill.Bills;
import org.xinpiao.contracts.bill.Segment;
import org.xinpiao.platform.web.Fault;
import org.xinpiao.platform.web.ProblemException;

/**
 * Gives out the numbers of an institution's segments, in order. What the ledger rejected comes
 * first: its number is still unused. A gap that a stop of the program leaves is found when finance
 * writes the segment off.
 */
@Component
class Numbers {

    private static final Fault NONE_LEFT =
            new Fault(
                    "",
                    "bill.no-number",
                    "该票据代码已无可用号码，请向财政申领号段",
                    "no number of this bill code is left; ask finance for a further segment");

    /** Numbers given out before the ledger's segments are looked at again. */
    private static final int LOOK_EVERY = 100;

    private final State state;
    private final ConcurrentHashMap<String, Cursor> cursors = new ConcurrentHashMap<>();

    Numbers(State state) {
        this.state = state;
    }

    /**
     * The next number, 10 digits.
     *
     * @throws ProblemException when every segment of the code is used up
     */
    String next(String institution, String code) {
        Cursor cursor = cursors.computeIfAbsent(institution + "/" + code, key -> new Cursor());
        synchronized (cursor) {
            Long returned = cursor.returned.pollFirst();
            if (returned != null) {
                return text(returned);
            }
            long candidate = cursor.last + 1;
            if (candidate <= cursor.until) {
                cursor.last = candidate;
                return text(candidate);
            }
            for (Segment segment : Bills.segments(state, institution, code)) {
                long from =
                        Math.max(candidate, Math.max(segment.getFrom(), segment.getHighest() + 1));
                if (!segment.getWrittenOff() && from <= segment.getTo()) {
                    cursor.last = from;
                    cursor.until = Math.min(segment.getTo(), from + LOOK_EVERY - 1);
                    return text(from);
                }
            }
        }
        throw new ProblemException(HttpStatus.CONFLICT, List.of(NONE_LEFT));
    }

    /** Takes a number back whose bill the ledger rejected for another reason than the number. */
    void giveBack(String institution, BillId id) {
        Cursor cursor = cursors.get(institution + "/" + id.getCode());
        if (cursor != null) {
            synchronized (cursor) {
                cursor.returned.add(Long.valueOf(id.getNumber()));
            }
        }
    }

    /** Looks at the segments before the next number: the ledger refused one of this code. */
    void lookAgain(String institution, String code) {
        Cursor cursor = cursors.get(institution + "/" + code);
        if (cursor != null) {
            synchronized (cursor) {
                cursor.until = 0;
                cursor.returned.clear();
            }
        }
    }

    /** The codes an institution may issue under, with their segments. */
    List<Segment> segments(String institution, String code) {
        return Bills.segments(state, institution, code);
    }

    private static String text(long number) {
        return String.format(Locale.ROOT, "%010d", number);
    }

    private static final class Cursor {
        private long last;

        /** Largest number that needs no look at the segments. */
        private long until;

        private final TreeSet<Long> returned = new TreeSet<>();
    }
}
