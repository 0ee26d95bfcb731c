package org.xinpiao.ledger;

import com.google.protobuf.ByteString;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes over a state that itself stays as it is; dropping the overlay drops them. */
final class Overlay implements StateView {

    private final StateView below;
    private final TreeMap<String, Optional<ByteString>> writes = new TreeMap<>(StateKeys.ORDER);

    Overlay(StateView below) {
        this.below = below;
    }

    /** The writes in key order; an empty value is a deletion. */
    SortedMap<String, Optional<ByteString>> writes() {
        return writes;
    }

    @Override
    public @Nullable ByteString get(String key) {
        Optional<ByteString> written = writes.get(key);
        return written == null ? below.get(key) : written.orElse(null);
    }

    @Override
    public void put(String key, ByteString value) {
        writes.put(key, Optional.of(value));
    }

    @Override
    public void delete(String key) {
        writes.put(key, Optional.empty());
    }

    @Override
    public Cursor cursor(String prefix) {
        return new Merged(prefix);
    }

    /** Own writes and what lies below, in one order; an own write hides what it replaced. */
    private final class Merged implements Cursor {

        private final Cursor lower;
        private final String prefix;
        private final Iterator<Map.Entry<String, Optional<ByteString>>> own;
        private Map.@Nullable Entry<String, ByteString> nextLower;
        private Map.@Nullable Entry<String, Optional<ByteString>> nextOwn;

        Merged(String prefix) {
            this.prefix = prefix;
            lower = below.cursor(prefix);
            own = writes.tailMap(prefix, true).entrySet().iterator();
            nextLower = lower.next();
            nextOwn = advanceOwn();
        }

        @Override
        public Map.@Nullable Entry<String, ByteString> next() {
            while (true) {
                Map.Entry<String, Optional<ByteString>> mine = nextOwn;
                Map.Entry<String, ByteString> theirs = nextLower;
                int order =
                        mine == null
                                ? 1
                                : theirs == null
                                        ? -1
                                        : StateKeys.ORDER.compare(mine.getKey(), theirs.getKey());
                if (order >= 0 && theirs != null) {
                    nextLower = lower.next();
                }
                if (order > 0 || mine == null) {
                    return theirs;
                }
                nextOwn = advanceOwn();
                if (mine.getValue().isPresent()) {
                    return Map.entry(mine.getKey(), mine.getValue().get());
                }
            }
        }

        private Map.@Nullable Entry<String, Optional<ByteString>> advanceOwn() {
            if (!own.hasNext()) {
                return null;
            }
            Map.Entry<String, Optional<ByteString>> entry = own.next();
            return entry.getKey().startsWith(prefix) ? entry : null;
        }

        @Override
        public void close() {
            lower.close();
        }
    }
}
