package org.xinpiao.contracts;

import com.google.protobuf.ByteString;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The ledger's state as the rules see it: an ordered map. Keys are text, {@code <capability>/…},
 * ordered by their UTF-8 bytes; values are deterministic protobuf bytes. What a rejected command
 * wrote is discarded by the caller.
 */
public interface State {

    @Nullable ByteString get(String key);

    void put(String key, ByteString value);

    void delete(String key);

    /**
     * The first {@code limit} entries whose key begins with {@code prefix}, in key order, own
     * writes included.
     */
    List<Map.Entry<String, ByteString>> scan(String prefix, int limit);
}
