package org.xinpiao.platform.bank;

import com.google.protobuf.ByteString;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;
import org.xinpiao.contracts.registry.MemberKey;
import org.xinpiao.contracts.registry.Registry;
import org.xinpiao.contracts.registry.Role;
import org.xinpiao.crypto.CryptoException;
import org.xinpiao.crypto.Keys;
import org.xinpiao.crypto.VerifyingKey;
import org.xinpiao.ledger.CorruptException;
import org.xinpiao.platform.node.LedgerState;

/** Whether an order is signed by two independent members, one of them the account's owner. */
@Component
class OrderChecks {

    private final LedgerState state;
    private final Map<ByteString, VerifyingKey> keys = new ConcurrentHashMap<>();

    OrderChecks(LedgerState state) {
        this.state = state;
    }

    /** Signed by the owner and by the insurance department. */
    boolean approved(String owner, byte[] order, List<OrderSignature> signatures, long nowMs) {
        byte[] message = OrderSignature.message(order);
        boolean first = false;
        boolean second = false;
        for (OrderSignature signature : signatures) {
            if (!verifies(signature, message, nowMs)) {
                return false;
            }
            Role role = Registry.role(state, signature.member());
            first |= signature.member().equals(owner);
            second |= role == Role.INSURANCE && !signature.member().equals(owner);
        }
        return first && second;
    }

    private boolean verifies(OrderSignature signature, byte[] message, long nowMs) {
        MemberKey key = Registry.signingKey(state, signature.member(), signature.keyId(), nowMs);
        return key != null
                && keys.computeIfAbsent(key.getKeyId(), _ -> parsed(key))
                        .verify(message, signature.signature().toByteArray());
    }

    private static VerifyingKey parsed(MemberKey key) {
        try {
            return Keys.verifying(key.getAlgorithm(), key.getPublicKey().toByteArray());
        } catch (CryptoException e) {
            throw new CorruptException("registered key", e);
        }
    }
}
