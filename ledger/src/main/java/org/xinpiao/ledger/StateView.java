package org.xinpiao.ledger;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.xinpiao.contracts.State;

/** A state to read; writing is refused unless an implementation allows it. */
interface StateView extends State {

    /** Entries whose key begins with a prefix, in key order. */
    Cursor cursor(String prefix);

    @Override
    default List<Map.Entry<String, ByteString>> scan(String prefix, int limit) {
        List<Map.Entry<String, ByteString>> found = new ArrayList<>();
        try (Cursor cursor = cursor(prefix)) {
            while (found.size() < limit) {
                Map.@Nullable Entry<String, ByteString> entry = cursor.next();
                if (entry == null) {
                    break;
                }
                found.add(entry);
            }
        }
        return found;
    }

    @Override
    default void put(String key, ByteString value) {
        throw new UnsupportedOperationException("committed state is written by blocks only");
    }

    @Override
    default void delete(String key) {
        throw new UnsupportedOperationException("committed state is written by blocks only");
    }
}
