package org.xinpiao.contracts;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.List;
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
     * Who votes on the block of a height, always in the same order; none where one process keeps
     * the ledger.
     *
     * @param state after some block h
     * @param height from h - 1 to h + 2
     */
    List<ValidatorRecord> validators(State state, long height);

    /** Those who do not vote on the block after the next any more, oldest first. */
    List<FormerRecord> formerValidators(State state);

    /**
     * Validators up to a change.
     *
     * @param lastHeight the last block on which they voted
     */
    record FormerRecord(long lastHeight, List<ValidatorRecord> validators) {
        public FormerRecord {
            validators = List.copyOf(validators);
        }
    }

    /**
     * One who votes on blocks and signs checkpoints.
     *
     * @param key Ed25519 public key, 32 bytes, with which it votes
     * @param checkpointKey verifier key line (C2SP signed-note) of its checkpoint key
     * @param postQuantumKey of that with which it signs checkpoints besides; empty: of none
     */
    record ValidatorRecord(
            String name, ByteString key, String checkpointKey, String postQuantumKey) {

        public ValidatorRecord(String name, ByteString key, String checkpointKey) {
            this(name, key, checkpointKey, "");
        }
    }

    /**
     * A key in good standing.
     *
     * @param algorithm as in {@code MemberKey.algorithm}
     * @param publicKey SubjectPublicKeyInfo, DER
     */
    record SigningKeyRecord(String algorithm, ByteString publicKey) {}
}
