package org.xinpiao.ledger;

import com.google.protobuf.ByteString;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Remembers transactions that were checked, so that a signature is checked once on a node whatever
 * number of times the transaction comes by. Safe for use by many threads.
 */
final class Candidates {

    private final StateMachine machine;
    private final Executor pool;
    private final long bytesMax;
    private final LinkedHashMap<ByteString, Candidate> known = new LinkedHashMap<>();
    private long bytes;

    /** Remembers transactions in so many bytes of memory; the oldest are forgotten first. */
    Candidates(StateMachine machine, Executor pool, long bytesMax) {
        this.machine = machine;
        this.pool = pool;
        this.bytesMax = bytesMax;
    }

    /** What a transaction's bytes are known by. */
    static ByteString name(ByteString transaction) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            transaction.asReadOnlyByteBufferList().forEach(digest::update);
            return ByteString.copyFrom(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Checks a transaction as {@link StateMachine#check} does.
     *
     * @throws RefusedException when it is not worth ordering
     */
    Candidate check(ByteString transaction, long timeMillis) {
        ByteString name = name(transaction);
        Candidate found = get(name);
        if (found != null) {
            // Its key may have been revoked, its time run out.
            machine.requireOrderable(found, timeMillis);
            return found;
        }
        Candidate checked = machine.check(transaction, timeMillis);
        put(name, checked);
        return checked;
    }

    /** Transactions made ready, in their order; those that are new are not remembered. */
    List<Candidate> prepare(List<ByteString> transactions, long timeMillis) {
        List<CompletableFuture<Candidate>> ready =
                transactions.stream()
                        .map(bytes ->
                                CompletableFuture.supplyAsync(
                                        () -> prepare(bytes, timeMillis), pool))
                        .toList();
        return ready.stream().map(CompletableFuture::join).toList();
    }

    private Candidate prepare(ByteString transaction, long timeMillis) {
        ByteString name = name(transaction);
        Candidate found = get(name);
        if (found != null) {
            return found;
        }
        return machine.prepare(transaction, timeMillis);
    }

    /** Remembers what others checked too: a block that most will agree on. */
    void keep(List<Candidate> candidates) {
        candidates.forEach(candidate -> put(name(candidate.bytes()), candidate));
    }

    private synchronized @Nullable Candidate get(ByteString name) {
        return known.get(name);
    }

    private synchronized void put(ByteString name, Candidate candidate) {
        if (known.putIfAbsent(name, candidate) == null) {
            bytes += cost(candidate);
        }
        while (bytes > bytesMax && known.size() > 1) {
            remove(known.firstEntry());
        }
    }

    /** Forgets what was executed. */
    synchronized void forget(List<ByteString> transactions) {
        for (ByteString transaction : transactions) {
            ByteString name = name(transaction);
            Candidate candidate = known.get(name);
            if (candidate != null) {
                remove(Map.entry(name, candidate));
            }
        }
    }

    private void remove(Map.Entry<ByteString, Candidate> entry) {
        known.remove(entry.getKey());
        bytes -= cost(entry.getValue());
    }

    /** Bytes in memory: those received, those parsed, and what stands around them. */
    private static long cost(Candidate candidate) {
        return 2L * candidate.bytes().size() + 1_024;
    }
}
