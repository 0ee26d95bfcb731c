package org.xinpiao.ledger;

import com.google.protobuf.ByteString;
import org.jspecify.annotations.Nullable;
import org.xinpiao.contracts.Rules.SigningKeyRecord;

/**
 * A transaction made ready for execution: parsed and hashed, and with the key that its signature
 * was already found good under, so that it need not be checked again.
 */
public final class Candidate {

    private final ByteString bytes;
    private final byte[] hash;
    private final @Nullable Transaction transaction;
    private final byte[] message;
    private final ByteString signature;
    private final @Nullable SigningKeyRecord verified;
    private final ByteString digest;

    Candidate(
            ByteString bytes,
            byte[] hash,
            @Nullable Transaction transaction,
            byte[] message,
            ByteString signature,
            @Nullable SigningKeyRecord verified,
            ByteString digest) {
        this.bytes = bytes;
        this.hash = hash;
        this.transaction = transaction;
        this.message = message;
        this.signature = signature;
        this.verified = verified;
        this.digest = digest;
    }

    /** Bytes that are no transaction. */
    static Candidate unreadable(ByteString bytes, byte[] hash) {
        return new Candidate(
                bytes, hash, null, new byte[0], ByteString.EMPTY, null, ByteString.EMPTY);
    }

    /** The SignedTransaction, exact bytes. */
    public ByteString bytes() {
        return bytes;
    }

    byte[] hash() {
        return hash;
    }

    /** Null when the bytes are no transaction. */
    @Nullable Transaction transaction() {
        return transaction;
    }

    /** What its signature must be over. */
    byte[] message() {
        return message;
    }

    ByteString signature() {
        return signature;
    }

    /** The key under which the signature is good; null when that is not known. */
    @Nullable SigningKeyRecord verified() {
        return verified;
    }

    /** What the idempotency key stands for; empty when the bytes are no transaction. */
    ByteString digest() {
        return digest;
    }
}
