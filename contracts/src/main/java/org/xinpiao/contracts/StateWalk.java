package org.xinpiao.contracts;

import com.google.protobuf.ByteString;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** Visits a whole part of the state without holding all of it in memory. */
final class StateWalk {

    /** Entries held at once. */
    static final int PAGE = 4_096;

    private static final char FIRST = 0x21;
    private static final char LAST = 0x7e;

    private StateWalk() {}

    /** Visits every entry whose key begins with the prefix, in key order. Keys are plain ASCII. */
    static void each(State state, String prefix, BiConsumer<String, ByteString> visit) {
        List<Map.Entry<String, ByteString>> page = state.scan(prefix, PAGE);
        if (page.size() < PAGE) {
            page.forEach(entry -> visit.accept(entry.getKey(), entry.getValue()));
            return;
        }
        if (page.getFirst().getKey().equals(prefix)) {
            visit.accept(prefix, page.getFirst().getValue());
        }
        for (char next = FIRST; next <= LAST; next++) {
            each(state, prefix + next, visit);
        }
    }
}
