package org.xinpiao.platform.node;

import com.google.protobuf.ByteString;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.xinpiao.contracts.State;
import org.xinpiao.ledger.Engine;

/** The committed state, to ask the contracts' queries; it cannot be written. */
@Component
public class LedgerState implements State {

    private final Engine engine;

    LedgerState(Engine engine) {
        this.engine = engine;
    }

    @Override
    public @Nullable ByteString get(String key) {
        return engine.ledger().get(key);
    }

    @Override
    public List<Map.Entry<String, ByteString>> scan(String prefix, int limit) {
        return engine.ledger().scan(prefix, limit);
    }

    @Override
    public void put(String key, ByteString value) {
        throw new IllegalStateException("the ledger's state changes by transactions alone");
    }

    @Override
    public void delete(String key) {
        throw new IllegalStateException("the ledger's state changes by transactions alone");
    }
}
