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
    private final @Nullable SignedTransaction signed;
    private final @Nullable Transaction transaction;
    private final @Nullable SigningKeyRecord verified;
    private final ByteString digest;

    Candidate(
            ByteString bytes,
            byte[] hash,
            @Nullable SignedTransaction signed,
            @Nullable Transaction transaction,
            @Nullable SigningKeyRecord verified,
            ByteString digest) {
        this.bytes = bytes;
        this.hash = hash;
        this.signed = signed;
        this.transaction = transaction;
        this.verified = verified;
        this.digest = digest;
    }

    /** The SignedTransaction, exact bytes. */
    public ByteString bytes() {
        return bytes;
    }

    byte[] hash() {
        return hash;
    }

    /** Null when the bytes are no transaction. */
    @Nullable SignedTransaction signed() {
        return signed;
    }

    /** Null when the bytes are no transaction. */
    @Nullable Transaction transaction() {
        return transaction;
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
