package org.xinpiao.ledger;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xinpiao.crypto.Suite;

/** The ledger's hashes in the chain's suite; the first byte keeps their domains apart. */
final class Hashes {

    static final int BYTES = Suite.HASH_BYTES;

    private static final byte[] LEAF = {0};
    private static final byte[] NODE = {1};
    private static final byte[] PUT = {2};
    private static final byte[] DELETE = {3};
    private static final byte[] SIGNED = {4};
    private static final byte[] UNREADABLE = {5};

    private final Suite suite;

    Hashes(Suite suite) {
        this.suite = suite;
    }

    Suite suite() {
        return suite;
    }

    byte[] of(byte[]... parts) {
        return suite.hash(parts);
    }

    /**
     * Hash of a SignedTransaction that is encoded as protobuf encodes it: over its transaction's
     * hash and its signature.
     */
    byte[] signed(byte[] transactionHash, ByteString signature) {
        return suite.hash(SIGNED, transactionHash, signature.toByteArray());
    }

    /** Hash of bytes that are no such SignedTransaction. */
    byte[] unreadable(ByteString bytes) {
        return suite.hash(UNREADABLE, bytes.toByteArray());
    }

    /** Hash of a block's transaction, whatever its bytes are. */
    byte[] transaction(ByteString bytes) {
        SignedTransaction signed = SignedTransactions.exact(bytes);
        return signed == null
                ? unreadable(bytes)
                : signed(of(signed.getTransaction().toByteArray()), signed.getSignature());
    }

    /** Leaf hash of RFC 6962. */
    byte[] leaf(byte[] entry) {
        return suite.hash(LEAF, entry);
    }

    /** Interior hash of RFC 6962. */
    byte[] node(byte[] left, byte[] right) {
        return suite.hash(NODE, left, right);
    }

    /** Hash of one write: a value put under a key, or the key's deletion. */
    byte[] write(byte[] key, byte @Nullable [] value) {
        byte[] length = ByteBuffer.allocate(4).putInt(key.length).array();
        return value == null
                ? suite.hash(DELETE, length, key)
                : suite.hash(PUT, length, key, value);
    }

    /** Hash of a write set: of its writes' hashes, in key order; of nothing when it is empty. */
    byte[] writeSet(List<byte[]> writes) {
        return suite.hash(writes.toArray(byte[][]::new));
    }
}
