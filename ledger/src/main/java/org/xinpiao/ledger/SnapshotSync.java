package org.xinpiao.ledger;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xinpiao.ledger.comet.Abci;
import org.xinpiao.ledger.comet.Abci.ResponseApplySnapshotChunk;
import org.xinpiao.ledger.comet.Abci.ResponseOfferSnapshot;

/**
 * Takes the ledger over from a snapshot that others made, when CometBFT, which begins anew, offers
 * one. Every node's snapshots are its own, as RocksDB's files are: one bad chunk spoils all of it.
 * Used by one thread at a time.
 */
final class SnapshotSync {

    private static final Logger LOG = LoggerFactory.getLogger(SnapshotSync.class);

    private final CometOptions options;
    private final Hashes hashes;
    private final Store store;
    private final Supplier<Head> head;
    private final Supplier<ByteString> applicationHash;
    private final Runnable taken;
    private @Nullable IncomingSnapshot incoming;
    private boolean isOurs;

    /**
     * Removes what is left of a snapshot that was not taken.
     *
     * @param head where our own ledger stands
     * @param applicationHash after that; empty before the first block
     * @param taken told when the store is another, further one
     */
    SnapshotSync(
            CometOptions options,
            Hashes hashes,
            Store store,
            Supplier<Head> head,
            Supplier<ByteString> applicationHash,
            Runnable taken) {
        this.options = options;
        this.hashes = hashes;
        this.store = store;
        this.head = head;
        this.applicationHash = applicationHash;
        this.taken = taken;
        try {
            IncomingSnapshot.clear(options.dir());
        } catch (IOException e) {
            throw new UncheckedIOException("the directory cannot be cleared", e);
        }
    }

    ResponseOfferSnapshot offer(Abci.RequestOfferSnapshot request) {
        incoming = null;
        return ResponseOfferSnapshot.newBuilder().setResult(result(request)).build();
    }

    private ResponseOfferSnapshot.Result result(Abci.RequestOfferSnapshot request) {
        Abci.Snapshot offered = request.getSnapshot();
        if (offered.getFormat() != Manifest.FORMAT) {
            return ResponseOfferSnapshot.Result.REJECT_FORMAT;
        }
        Head own = head.get();
        // CometBFT was killed before it knew that we have it: it need not be taken twice.
        isOurs =
                offered.getHeight() == own.height()
                        && request.getAppHash().equals(applicationHash.get());
        if (isOurs) {
            return ResponseOfferSnapshot.Result.ACCEPT;
        }
        try {
            Manifest manifest = Manifest.parse(offered.getMetadata());
            byte[] hash = hashes.of(offered.getMetadata().toByteArray());
            if (manifest.chunks().size() != offered.getChunks()
                    || !offered.getHash().equals(ByteString.copyFrom(hash))) {
                throw new FormatException("the offer is not what its manifest says");
            }
            if (offered.getHeight() < own.height()) {
                throw new FormatException("our own ledger is at height " + own.height());
            }
            String identity =
                    StateMachine.identity(hashes.suite(), options.chainId(), options.genesis());
            IncomingSnapshot.Expected expected =
                    new IncomingSnapshot.Expected(
                            identity, offered.getHeight(), request.getAppHash(), own);
            incoming = IncomingSnapshot.begin(options.dir(), expected, manifest, hashes);
            LOG.info("the snapshot of height {} is fetched", offered.getHeight());
            return ResponseOfferSnapshot.Result.ACCEPT;
        } catch (FormatException e) {
            LOG.warn("the snapshot of height {} is refused: {}", offered.getHeight(), e.what());
            return ResponseOfferSnapshot.Result.REJECT;
        } catch (IOException e) {
            throw new UncheckedIOException("no place for a snapshot", e);
        }
    }

    ResponseApplySnapshotChunk apply(Abci.RequestApplySnapshotChunk request) {
        if (isOurs) {
            return accepted();
        }
        IncomingSnapshot snapshot = incoming;
        if (snapshot == null) {
            throw new IllegalStateException("there is a chunk of no snapshot");
        }
        try {
            if (!snapshot.put(request.getIndex(), request.getChunk())) {
                return refused(request, "chunk %d is another".formatted(request.getIndex()));
            }
            if (!snapshot.isWhole()) {
                return accepted();
            }
            try {
                snapshot.requireSound(
                        options.rules(),
                        CosignedCheckpoints.signers(options, store, head.get()).getFirst());
            } catch (RuntimeException e) {
                // Whatever it is: these bytes are a stranger's, and nothing of ours is touched yet.
                return refused(request, e.toString());
            }
            snapshot.take(store);
            incoming = null;
            taken.run();
            return accepted();
        } catch (IOException e) {
            throw new UncheckedIOException("the snapshot cannot be kept", e);
        }
    }

    private ResponseApplySnapshotChunk refused(Abci.RequestApplySnapshotChunk request, String why) {
        LOG.warn("the snapshot from {} is refused: {}", request.getSender(), why);
        incoming = null;
        try {
            IncomingSnapshot.clear(options.dir());
        } catch (IOException e) {
            throw new UncheckedIOException("the directory cannot be cleared", e);
        }
        return ResponseApplySnapshotChunk.newBuilder()
                .setResult(ResponseApplySnapshotChunk.Result.REJECT_SNAPSHOT)
                .addRejectSenders(request.getSender())
                .build();
    }

    private static ResponseApplySnapshotChunk accepted() {
        return ResponseApplySnapshotChunk.newBuilder()
                .setResult(ResponseApplySnapshotChunk.Result.ACCEPT)
                .build();
    }
}
