package org.xinpiao.platform.bank;

import com.google.protobuf.ByteString;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.xinpiao.contracts.State;
import org.xinpiao.contracts.registry.MemberKey;
import org.xinpiao.contracts.registry.Registry;
import org.xinpiao.contracts.registry.Role;
import org.xinpiao.crypto.CryptoException;
import org.xinpiao.crypto.Keys;
import org.xinpiao.crypto.VerifyingKey;
import org.xinpiao.ledger.CorruptException;

/** The keys that the ledger's registry has; the insurance department approves. */
public final class LedgerSignatories implements Signatories {

    private final State state;
    private final Map<ByteString, VerifyingKey> keys = new ConcurrentHashMap<>();

    public LedgerSignatories(State state) {
        this.state = state;
    }

    @Override
    public @Nullable VerifyingKey key(String member, ByteString keyId, long nowMs) {
        MemberKey key = Registry.signingKey(state, member, keyId, nowMs);
        return key == null
                ? null
                : keys.computeIfAbsent(key.getKeyId(), _ -> LedgerSignatories.parsed(key));
    }

    private static VerifyingKey parsed(MemberKey key) {
        try {
            return Keys.verifying(key.getAlgorithm(), key.getPublicKey().toByteArray());
        } catch (CryptoException e) {
            throw new CorruptException("registered key", e);
        }
    }

    @Override
    public boolean approves(String member) {
        return Registry.role(state, member) == Role.INSURANCE;
    }
}
