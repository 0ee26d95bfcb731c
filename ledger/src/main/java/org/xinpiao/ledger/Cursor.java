package org.xinpiao.ledger;

import com.google.protobuf.ByteString;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Walks entries in key order. Used and closed by the thread that opened it. */
interface Cursor extends AutoCloseable {

    /** The next entry; null at the end. */
    Map.@Nullable Entry<String, ByteString> next();

    @Override
    void close();
}
