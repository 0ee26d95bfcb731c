package org.xinpiao.contracts;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import org.jspecify.annotations.Nullable;

/** All the ledger needs to know of the contracts. */
public interface Rules {

    /** Writes the first state. */
    void genesis(State state, ByteString genesis) throws InvalidProtocolBufferException;

    /**
     * The public key with which {@code member} may sign at {@code timeMillis}, or null: unknown
     * member or key, wrong purpose, not yet or no longer valid, revoked, or the member is
     * suspended.
     */
    @Nullable SigningKeyRecord signingKey(
            State state, String member, ByteString keyId, long timeMillis);

    /** The contract for a transaction type, or null. */
    @Nullable Contract contract(String type);

    /**
     * A key in good standing.
     *
     * @param algorithm as in {@code MemberKey.algorithm}
     * @param publicKey SubjectPublicKeyInfo, DER
     */
    record SigningKeyRecord(String algorithm, ByteString publicKey) {}
}
