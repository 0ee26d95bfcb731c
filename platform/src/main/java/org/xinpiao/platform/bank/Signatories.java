package org.xinpiao.platform.bank;

import com.google.protobuf.ByteString;
import org.jspecify.annotations.Nullable;
import org.xinpiao.crypto.VerifyingKey;

/** What a bank knows of those who sign: it takes an order on the word of their keys alone. */
public interface Signatories {

    /**
     * A member's key that is valid now; null for none.
     *
     * @param keyId hash of the key
     */
    @Nullable VerifyingKey key(String member, ByteString keyId, long nowMs);

    /** Whether a member may be the second to sign for an account that is not its own. */
    boolean approves(String member);
}
