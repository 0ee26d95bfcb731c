package org.xinpiao.ledger;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.xinpiao.contracts.Primitives;
import org.xinpiao.contracts.Rules;
import org.xinpiao.contracts.Rules.SigningKeyRecord;
import org.xinpiao.crypto.Suite;

/**
 * Executes blocks over the state, deterministically: the same blocks give the same bytes
 * everywhere. {@link #prepare} and {@link #check} may be called by many threads; {@link #execute}
 * and {@link #commit} by one at a time.
 */
public final class StateMachine {

    /** Longest SignedTransaction, bytes. */
    public static final int TRANSACTION_BYTES_MAX = 4 << 20;

    /** Longest receipt, bytes: a log entry's length has 16 bits. */
    public static final int RECEIPT_BYTES_MAX = 65_535;

    /** How far ahead a transport key's expiry height may lie, blocks. */
    public static final long EXPIRY_AHEAD_MAX = 1_000_000;

    /** Longest member id, type, idempotency key and signature, in chars or bytes. */
    private static final int NAME_MAX = 256;

    private final Store store;
    private final Hashes hashes;
    private final Rules rules;
    private final Primitives primitives;
    private final String chainId;
    private volatile Head head;

    private StateMachine(
            Store store,
            Hashes hashes,
            Rules rules,
            Primitives primitives,
            String chainId,
            Head head) {
        this.store = store;
        this.hashes = hashes;
        this.rules = rules;
        this.primitives = primitives;
        this.chainId = chainId;
        this.head = head;
    }

    /**
     * The machine over what a store holds; an empty one gets the genesis.
     *
     * @throws OpenException when the store holds another chain
     */
    static StateMachine open(
            Store store,
            Hashes hashes,
            Rules rules,
            Primitives primitives,
            String chainId,
            ByteString genesis) {
        String identity = identity(hashes.suite(), chainId, genesis);
        Head head = store.head();
        if (head == null) {
            BlockResult first = genesisResult(store, hashes, rules, chainId, genesis);
            store.begin(identity, genesis.toByteArray(), first);
            head = first.head();
        } else {
            requireIdentity(store, identity);
        }
        return new StateMachine(store, hashes, rules, primitives, chainId, head);
    }

    /** The chain id in an identity. */
    static String chainId(String identity) {
        return identity.lines().skip(1).findFirst().orElse("");
    }

    static String identity(Suite suite, String chainId, ByteString genesis) {
        String hash = HexFormat.of().formatHex(suite.hash(genesis.toByteArray()));
        return String.join("\n", "xinpiao-ledger/1", chainId, suite.id(), hash);
    }

    private static void requireIdentity(Store store, String expected) {
        String stored = store.identity();
        if (stored == null) {
            throw new CorruptException("the ledger's identity is missing");
        }
        if (!stored.lines().findFirst().equals(expected.lines().findFirst())) {
            throw new OpenException(
                    OpenException.Cause.OTHER_FORMAT,
                    "the directory was written in another format: " + stored.lines().findFirst());
        }
        if (!stored.equals(expected)) {
            throw new OpenException(
                    OpenException.Cause.OTHER_LEDGER,
                    "the directory holds another ledger: %s; expected: %s"
                            .formatted(stored.replace('\n', ' '), expected.replace('\n', ' ')));
        }
    }

    private static BlockResult genesisResult(
            Store store, Hashes hashes, Rules rules, String chainId, ByteString genesis) {
        Overlay first = new Overlay(store);
        try {
            rules.genesis(first, genesis);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException("the genesis is malformed", e);
        }
        List<BlockResult.Write> writes = List.copyOf(BlockExecution.made(hashes, first).values());
        List<byte[]> parts = writes.stream().map(BlockResult.Write::hash).toList();
        Receipt receipt =
                Receipt.newBuilder()
                        .setTransactionHash(ByteString.copyFrom(hashes.of(genesis.toByteArray())))
                        .setIdempotencyKey(chainId)
                        .setAccepted(Accepted.getDefaultInstance())
                        .setWriteSetHash(ByteString.copyFrom(hashes.writeSet(parts)))
                        .build();
        byte[] leaf = receipt.toByteArray();
        Edge.Growth growth = Edge.empty(hashes).append(List.of(hashes.leaf(leaf)));
        Head head = new Head(0, 0, growth.edge(), growth.edge().root());
        return new BlockResult(
                Block.getDefaultInstance(),
                0,
                List.of(receipt),
                List.of(leaf),
                List.of(BlockResult.NONE),
                writes,
                Map.of(),
                List.of(),
                growth.tiles(),
                head);
    }

    String chainId() {
        return chainId;
    }

    Head head() {
        return head;
    }

    /**
     * Parses and hashes a transaction and tries its signature against the committed state. Never
     * refuses: what is wrong with it shows when it is executed.
     *
     * @param bytes a SignedTransaction, exact bytes
     * @param timeMillis about when it will be executed
     */
    public Candidate prepare(ByteString bytes, long timeMillis) {
        SignedTransaction signed =
                bytes.size() <= TRANSACTION_BYTES_MAX ? SignedTransactions.exact(bytes) : null;
        if (signed == null) {
            return Candidate.unreadable(bytes, hashes.unreadable(bytes));
        }
        byte[] signedHash = hashes.of(signed.getTransaction().toByteArray());
        byte[] hash = hashes.signed(signedHash, signed.getSignature());
        Transaction transaction = transaction(signed);
        if (transaction == null) {
            return Candidate.unreadable(bytes, hash);
        }
        byte[] message = SignedTransactions.message(signedHash);
        SigningKeyRecord key =
                rules.signingKey(
                        store, transaction.getMember(), transaction.getKeyId(), timeMillis);
        boolean good = key != null && signedBy(primitives, key, message, signed.getSignature());
        ByteString digest =
                transaction.getContentDigest().isEmpty()
                        ? ByteString.copyFrom(hashes.of(transaction.getCommand().toByteArray()))
                        : transaction.getContentDigest();
        return new Candidate(
                bytes,
                hash,
                transaction,
                message,
                signed.getSignature(),
                good ? key : null,
                digest);
    }

    /** What was signed; null when it is no well-formed transaction. */
    private static @Nullable Transaction transaction(SignedTransaction signed) {
        try {
            Transaction transaction = Transaction.parseFrom(signed.getTransaction());
            int digest = transaction.getContentDigest().size();
            boolean wellFormed =
                    transaction.getUnknownFields().asMap().isEmpty()
                            && signed.getSignature().size() <= NAME_MAX
                            && isName(transaction.getMember())
                            && isName(transaction.getType())
                            && isName(transaction.getIdempotencyKey())
                            && (digest == 0 || digest == Hashes.BYTES)
                            && transaction.getExpiryHeight() >= 0;
            return wellFormed ? transaction : null;
        } catch (InvalidProtocolBufferException _) {
            return null; // Recorded as malformed when it is executed.
        }
    }

    private static boolean isName(String text) {
        return !text.isEmpty() && text.length() <= NAME_MAX && text.chars().noneMatch(c -> c < ' ');
    }

    static boolean signedBy(
            Primitives primitives, SigningKeyRecord key, byte[] message, ByteString signature) {
        return primitives.verify(
                key.algorithm(), key.publicKey().toByteArray(), message, signature.toByteArray());
    }

    /**
     * Advises whether a transaction is worth ordering, from the state as it is now.
     *
     * @throws RefusedException when it is not
     */
    public Candidate check(ByteString bytes, long timeMillis) {
        if (bytes.size() > TRANSACTION_BYTES_MAX) {
            throw TransactionReason.TOO_LARGE.refused("");
        }
        Candidate candidate = prepare(bytes, timeMillis);
        requireOrderable(candidate, timeMillis);
        return candidate;
    }

    /**
     * The same advice for what was prepared before.
     *
     * @throws RefusedException when it is not worth ordering
     */
    void requireOrderable(Candidate candidate, long timeMillis) {
        Transaction transaction = candidate.transaction();
        if (transaction == null) {
            throw TransactionReason.MALFORMED.refused("");
        }
        if (!transaction.getChainId().equals(chainId)) {
            throw TransactionReason.WRONG_CHAIN.refused("");
        }
        SigningKeyRecord key =
                rules.signingKey(
                        store, transaction.getMember(), transaction.getKeyId(), timeMillis);
        if (key == null) {
            throw TransactionReason.UNKNOWN_KEY.refused("");
        }
        if (!key.equals(candidate.verified())) {
            throw TransactionReason.BAD_SIGNATURE.refused("");
        }
        if (answered(candidate) == BlockResult.NONE) {
            TransactionReason late = BlockExecution.expiryFault(transaction, head.height() + 1);
            if (late != null) {
                throw late.refused("");
            }
        }
    }

    /**
     * The leaf of the committed receipt that answers a candidate already; {@link BlockResult#NONE}
     * when there is none.
     */
    long answered(Candidate candidate) {
        Transaction transaction = candidate.transaction();
        if (transaction == null) {
            return BlockResult.NONE;
        }
        KeyRecord accepted = store.key(KeyRecord.Owner.of(transaction));
        if (accepted != null && accepted.digest().equals(candidate.digest())) {
            return accepted.index();
        }
        KeyRecord rejected = store.key(KeyRecord.Owner.rejected(candidate, transaction));
        return rejected == null ? BlockResult.NONE : rejected.index();
    }

    /**
     * Executes a block that another node made.
     *
     * @throws CorruptException when it does not follow the last block
     */
    public BlockResult execute(Block block) {
        Head before = head;
        if (block.getHeight() != before.height() + 1) {
            throw new CorruptException("block " + block.getHeight() + " has the wrong height");
        }
        if (!block.getPreviousRoot().equals(ByteString.copyFrom(before.root()))) {
            throw new CorruptException(
                    "block " + block.getHeight() + " has the wrong previous root");
        }
        List<Candidate> candidates = new ArrayList<>();
        for (ByteString transaction : block.getTransactionsList()) {
            candidates.add(prepare(transaction, block.getTimeMs()));
        }
        return execute(block.getTimeMs(), candidates);
    }

    /**
     * Executes the next block; nothing is committed.
     *
     * @param timeMillis the block's time, not before the last block's
     */
    public BlockResult execute(long timeMillis, List<Candidate> candidates) {
        Head before = head;
        if (timeMillis < before.timeMillis()) {
            throw new IllegalArgumentException("time goes back in block " + (before.height() + 1));
        }
        BlockExecution execution =
                new BlockExecution(store, hashes, rules, primitives, chainId, before, timeMillis);
        Block.Builder block =
                Block.newBuilder()
                        .setHeight(before.height() + 1)
                        .setTimeMs(timeMillis)
                        .setPreviousRoot(ByteString.copyFrom(before.root()));
        for (Candidate candidate : candidates) {
            execution.execute(candidate);
            block.addTransactions(candidate.bytes());
        }
        List<byte[]> leafHashes = execution.leaves().stream().map(hashes::leaf).toList();
        Edge.Growth growth = before.edge().append(leafHashes);
        Head after = new Head(before.height() + 1, timeMillis, growth.edge(), growth.edge().root());
        return new BlockResult(
                block.build(),
                before.size(),
                execution.receipts(),
                execution.leaves(),
                execution.repeats(),
                List.copyOf(execution.writes()),
                execution.keys(),
                store.keysEnding(before.height()),
                growth.tiles(),
                after);
    }

    /** Goes on from the store's head, after the store was exchanged for one that goes further. */
    void reread() {
        Head stored = store.head();
        if (stored == null || stored.height() < head.height()) {
            throw new IllegalStateException("the store fell behind");
        }
        head = stored;
    }

    /** Makes a block's result durable, all or nothing. */
    public void commit(BlockResult result) {
        if (result.head().height() != head.height() + 1) {
            throw new IllegalStateException("the result is not that of the next block");
        }
        store.commit(result);
        head = result.head();
    }
}
