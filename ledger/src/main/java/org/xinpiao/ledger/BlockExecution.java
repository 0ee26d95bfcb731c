package org.xinpiao.ledger;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.UnsafeByteOperations;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xinpiao.contracts.Context;
import org.xinpiao.contracts.Contract;
import org.xinpiao.contracts.Outcome;
import org.xinpiao.contracts.Primitives;
import org.xinpiao.contracts.Reason;
import org.xinpiao.contracts.Rules;
import org.xinpiao.contracts.Rules.SigningKeyRecord;
import org.xinpiao.contracts.State;

/** Executes the transactions of one block, one after the other, over a state that stays. */
final class BlockExecution {

    private static final Logger LOG = LoggerFactory.getLogger(BlockExecution.class);

    private final Store store;
    private final Hashes hashes;
    private final Rules rules;
    private final Primitives primitives;
    private final String chainId;
    private final long height;
    private final long timeMillis;
    private final long firstIndex;

    private final Overlay state;
    private final Map<KeyRecord.Owner, KeyRecord> keys = new LinkedHashMap<>();
    private final TreeMap<String, BlockResult.Write> writes = new TreeMap<>(StateKeys.ORDER);
    private final List<Receipt> receipts = new ArrayList<>();
    private final List<byte[]> leaves = new ArrayList<>();
    private final List<Long> repeats = new ArrayList<>();

    BlockExecution(
            Store store,
            Hashes hashes,
            Rules rules,
            Primitives primitives,
            String chainId,
            Head before,
            long timeMillis) {
        this.store = store;
        this.hashes = hashes;
        this.rules = rules;
        this.primitives = primitives;
        this.chainId = chainId;
        this.height = before.height() + 1;
        this.timeMillis = timeMillis;
        this.firstIndex = before.size();
        this.state = new Overlay(store);
    }

    List<Receipt> receipts() {
        return receipts;
    }

    List<byte[]> leaves() {
        return leaves;
    }

    List<Long> repeats() {
        return repeats;
    }

    Map<KeyRecord.Owner, KeyRecord> keys() {
        return keys;
    }

    Collection<BlockResult.Write> writes() {
        return writes.values();
    }

    void execute(Candidate candidate) {
        Receipt.Builder receipt =
                Receipt.newBuilder()
                        .setHeight(height)
                        .setIndex(receipts.size())
                        .setTimeMs(timeMillis)
                        .setTransactionHash(ByteString.copyFrom(candidate.hash()));
        Transaction transaction = candidate.transaction();
        if (transaction != null) {
            receipt.setMember(transaction.getMember())
                    .setIdempotencyKey(transaction.getIdempotencyKey());
        }
        Decision decision = decide(candidate, receipt);
        byte[] leaf = decision.receipt().toByteArray();
        if (leaf.length > StateMachine.RECEIPT_BYTES_MAX) {
            decision = reject(receipt, TransactionReason.RECEIPT_TOO_LARGE, "").remembered();
            leaf = decision.receipt().toByteArray();
        }
        // Must succeed from here.
        for (Map.Entry<String, BlockResult.Write> write : decision.writes().entrySet()) {
            writes.put(write.getKey(), write.getValue());
            byte[] value = write.getValue().value();
            if (value == null) {
                state.delete(write.getKey());
            } else {
                state.put(write.getKey(), UnsafeByteOperations.unsafeWrap(value));
            }
        }
        if (transaction != null && decision.remember()) {
            remember(candidate, transaction, decision.receipt().hasAccepted());
        }
        receipts.add(decision.receipt());
        leaves.add(leaf);
        repeats.add(decision.repeats());
    }

    private void remember(Candidate candidate, Transaction transaction, boolean accepted) {
        boolean forEver =
                accepted && !transaction.getIdempotencyKey().startsWith(KeyRecord.TRANSPORT);
        keys.put(
                accepted
                        ? KeyRecord.Owner.of(transaction)
                        : KeyRecord.Owner.rejected(candidate, transaction),
                new KeyRecord(
                        firstIndex + receipts.size(),
                        forEver ? 0 : transaction.getExpiryHeight(),
                        candidate.digest()));
    }

    private Decision decide(Candidate candidate, Receipt.Builder receipt) {
        Transaction transaction = candidate.transaction();
        if (transaction == null) {
            return reject(receipt, TransactionReason.MALFORMED, "");
        }
        if (!transaction.getChainId().equals(chainId)) {
            return reject(receipt, TransactionReason.WRONG_CHAIN, "");
        }
        TransactionReason unsigned = signatureFault(candidate, transaction);
        if (unsigned != null) {
            return reject(receipt, unsigned, "");
        }
        KeyRecord rejected = known(KeyRecord.Owner.rejected(candidate, transaction));
        if (rejected != null) {
            return reject(receipt, TransactionReason.ALREADY_REJECTED, "")
                    .repeating(rejected.index());
        }
        Decision decision = decideSigned(candidate, transaction, receipt);
        // What has lapsed needs no memory: it stays lapsed.
        return transaction.getExpiryHeight() < height ? decision : decision.remembered();
    }

    private Decision decideSigned(
            Candidate candidate, Transaction transaction, Receipt.Builder receipt) {
        KeyRecord known = known(KeyRecord.Owner.of(transaction));
        if (known != null) {
            if (!known.digest().equals(candidate.digest())) {
                return reject(receipt, TransactionReason.KEY_REUSED, "");
            }
            receipt.setAccepted(Accepted.getDefaultInstance());
            return new Decision(seal(receipt, Map.of()), Map.of()).repeating(known.index());
        }
        TransactionReason late = expiryFault(transaction, height);
        if (late != null) {
            return reject(receipt, late, "");
        }
        Contract contract = rules.contract(transaction.getType());
        return contract == null
                ? reject(receipt, TransactionReason.UNKNOWN_TYPE, "")
                : apply(contract, transaction, receipt);
    }

    private @Nullable TransactionReason signatureFault(
            Candidate candidate, Transaction transaction) {
        SigningKeyRecord key =
                rules.signingKey(
                        readOnly(), transaction.getMember(), transaction.getKeyId(), timeMillis);
        if (key == null) {
            return TransactionReason.UNKNOWN_KEY;
        }
        boolean good =
                key.equals(candidate.verified())
                        || StateMachine.signedBy(
                                primitives, key, candidate.message(), candidate.signature());
        return good ? null : TransactionReason.BAD_SIGNATURE;
    }

    /** Why a transaction may not run at a height; null when it may. */
    static @Nullable TransactionReason expiryFault(Transaction transaction, long height) {
        if (transaction.getExpiryHeight() < height) {
            return TransactionReason.EXPIRED;
        }
        boolean transport = transaction.getIdempotencyKey().startsWith(KeyRecord.TRANSPORT);
        return transport && transaction.getExpiryHeight() - height > StateMachine.EXPIRY_AHEAD_MAX
                ? TransactionReason.EXPIRY_TOO_FAR
                : null;
    }

    private @Nullable KeyRecord known(KeyRecord.Owner owner) {
        KeyRecord here = keys.get(owner);
        KeyRecord known = here != null ? here : store.key(owner);
        boolean stands = known != null && (known.expiry() == 0 || known.expiry() >= height);
        return stands ? known : null;
    }

    private Decision apply(Contract contract, Transaction transaction, Receipt.Builder receipt) {
        Overlay own = new Overlay(state);
        Context context =
                new Context(
                        chainId,
                        height,
                        receipts.size(),
                        timeMillis,
                        transaction.getMember(),
                        primitives);
        Outcome outcome;
        try {
            outcome = contract.apply(own, context, transaction.getCommand());
        } catch (InvalidProtocolBufferException _) {
            return reject(receipt, TransactionReason.MALFORMED, "");
        } catch (CorruptException e) {
            throw e;
        } catch (RuntimeException e) {
            // The same on every node: a fault of one transaction must not stop them all.
            LOG.error(
                    "contract {} failed at block {} transaction {}",
                    contract.name(),
                    height,
                    receipts.size(),
                    e);
            return reject(receipt, TransactionReason.CONTRACT_FAILED, contract.name());
        }
        return switch (outcome) {
            case Outcome.Rejected(Reason reason, String detail) -> reject(receipt, reason, detail);
            case Outcome.Accepted(List<Message> events) -> {
                Accepted.Builder accepted = Accepted.newBuilder();
                events.forEach(event -> accepted.addEvents(encode(contract, event)));
                Map<String, BlockResult.Write> made = made(own);
                yield new Decision(seal(receipt.setAccepted(accepted), made), made);
            }
        };
    }

    private Map<String, BlockResult.Write> made(Overlay own) {
        return made(hashes, own);
    }

    /** An overlay's writes, hashed, in key order. */
    static Map<String, BlockResult.Write> made(Hashes hashes, Overlay own) {
        Map<String, BlockResult.Write> made = new LinkedHashMap<>();
        for (Map.Entry<String, Optional<ByteString>> entry : own.writes().entrySet()) {
            byte[] key = StateKeys.utf8(entry.getKey());
            byte[] value = entry.getValue().map(ByteString::toByteArray).orElse(null);
            made.put(entry.getKey(), new BlockResult.Write(key, value, hashes.write(key, value)));
        }
        return made;
    }

    private Receipt seal(Receipt.Builder receipt, Map<String, BlockResult.Write> made) {
        List<byte[]> parts = made.values().stream().map(BlockResult.Write::hash).toList();
        return receipt.setWriteSetHash(ByteString.copyFrom(hashes.writeSet(parts))).build();
    }

    private Decision reject(Receipt.Builder receipt, Reason reason, String detail) {
        Rejected rejected =
                Rejected.newBuilder()
                        .setCode(reason.code())
                        .setZh(reason.zh())
                        .setEn(reason.en())
                        .setRetry(reason.retry())
                        .setDetail(detail)
                        .build();
        return new Decision(seal(receipt.setRejected(rejected), Map.of()), Map.of());
    }

    private static Event encode(Contract contract, Message event) {
        byte[] body = new byte[event.getSerializedSize()];
        CodedOutputStream out = CodedOutputStream.newInstance(body);
        out.useDeterministicSerialization();
        try {
            event.writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Event.newBuilder()
                .setType(contract.name() + "." + event.getDescriptorForType().getName())
                .setBody(UnsafeByteOperations.unsafeWrap(body))
                .build();
    }

    /** The block's state, protected from a rule that only has a question. */
    private State readOnly() {
        return new ReadOnly(state);
    }

    private record ReadOnly(StateView state) implements StateView {
        @Override
        public @Nullable ByteString get(String key) {
            return state.get(key);
        }

        @Override
        public Cursor cursor(String prefix) {
            return state.cursor(prefix);
        }
    }

    /**
     * What became of a transaction.
     *
     * @param remember whether its answer is bound from now on
     * @param repeats the leaf of the receipt that answered it before, or {@link BlockResult#NONE}
     */
    private record Decision(
            Receipt receipt,
            Map<String, BlockResult.Write> writes,
            boolean remember,
            long repeats) {

        Decision(Receipt receipt, Map<String, BlockResult.Write> writes) {
            this(receipt, writes, false, BlockResult.NONE);
        }

        /** Bound from now on, unless it repeats what is. */
        Decision remembered() {
            return new Decision(receipt, writes, repeats == BlockResult.NONE, repeats);
        }

        Decision repeating(long first) {
            return new Decision(receipt, writes, false, first);
        }
    }
}
