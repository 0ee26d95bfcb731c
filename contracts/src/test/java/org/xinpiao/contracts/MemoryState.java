package org.xinpiao.contracts;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A state in memory whose writes are kept or dropped together. */
final class MemoryState implements State {

    private final TreeMap<String, ByteString> kept = new TreeMap<>();
    private final TreeMap<String, ByteString> writes = new TreeMap<>();
    private int reads;

    /** Keeps the writes since the last call. */
    void commit() {
        writes.forEach((key, value) -> {
            if (value.isEmpty()) {
                kept.remove(key);
            } else {
                kept.put(key, value);
            }
        });
        writes.clear();
    }

    void discard() {
        writes.clear();
    }

    /** Reads and scans since the last call. */
    int takeReads() {
        int taken = reads;
        reads = 0;
        return taken;
    }

    /** A hash over everything that is kept. */
    byte[] hash(Primitives primitives) {
        List<byte[]> parts = new ArrayList<>();
        kept.forEach((key, value) -> {
            parts.add(ByteString.copyFromUtf8(key + "=" + value.size() + ":").toByteArray());
            parts.add(value.toByteArray());
        });
        return primitives.hash(parts.toArray(new byte[0][]));
    }

    @Override
    public @Nullable ByteString get(String key) {
        reads++;
        ByteString value = writes.containsKey(key) ? writes.get(key) : kept.get(key);
        return value == null || value.isEmpty() ? null : value;
    }

    @Override
    public void put(String key, ByteString value) {
        if (value.isEmpty()) {
            throw new IllegalArgumentException("no empty value at " + key);
        }
        writes.put(key, value);
    }

    @Override
    public void delete(String key) {
        writes.put(key, ByteString.EMPTY);
    }

    @Override
    public List<Map.Entry<String, ByteString>> scan(String prefix, int limit) {
        reads++;
        Map<String, ByteString> written = below(writes, prefix);
        TreeMap<String, ByteString> found = new TreeMap<>(written);
        // Those that a write hides or deletes count too: a few more than asked for are enough.
        below(kept, prefix).entrySet().stream()
                .limit((long) limit + written.size())
                .forEach(entry -> found.putIfAbsent(entry.getKey(), entry.getValue()));
        return found.entrySet().stream()
                .filter(entry -> !entry.getValue().isEmpty())
                .limit(limit)
                .map(entry -> Map.entry(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static Map<String, ByteString> below(
            NavigableMap<String, ByteString> map, String prefix) {
        return map.subMap(prefix, true, prefix + Character.MAX_VALUE, false);
    }
}
