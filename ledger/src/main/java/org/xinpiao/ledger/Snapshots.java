package org.xinpiao.ledger;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.LongPredicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xinpiao.ledger.Manifest.Snapshot;
import org.xinpiao.ledger.comet.Abci;

/**
 * Makes snapshots of the store every so many heights and gives their chunks to those who ask. One
 * that cannot be made is missing and stops nothing. Safe for use by many threads.
 */
final class Snapshots implements AutoCloseable {

    /** The last, and the one before it, which somebody may be fetching. */
    private static final int KEPT = 2;

    /** Heights before a snapshot at which tables are written, so that little is left to write. */
    private static final int FLUSHED_BEFORE = 10;

    /** As long as one of them is asked for, no other takes its place. */
    private static final long ASKED_NANOS = TimeUnit.MINUTES.toNanos(1);

    /** CometBFT needs the headers of two blocks more to make use of a snapshot. */
    private static final int HEADERS_AFTER = 2;

    private static final String DIRECTORY = "snapshots";
    private static final String MANIFEST = "manifest";
    private static final String UNDER_WAY = ".new";
    private static final Logger LOG = LoggerFactory.getLogger(Snapshots.class);

    private final Path ledger;
    private final Path parent;
    private final Store store;
    private final Hashes hashes;
    private final LongPredicate wanted;
    private final ExecutorService hashing =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().name("snapshots").daemon().factory());

    /** Lowest first. Guarded by this. */
    private final List<Snapshot> made = new ArrayList<>();

    /** When a snapshot's chunk was last asked for. Guarded by this. */
    private final Map<Long, Long> asked = new HashMap<>();

    private boolean underWay;

    /**
     * Takes up the snapshots of a ledger's directory and removes what is left of unfinished ones.
     *
     * @param wanted after which heights one is made
     */
    Snapshots(Path ledger, Store store, Hashes hashes, LongPredicate wanted) {
        this.ledger = ledger;
        this.parent = ledger.resolve(DIRECTORY);
        this.store = store;
        this.hashes = hashes;
        this.wanted = wanted;
        try {
            Files.createDirectories(parent);
            for (Path dir : directories()) {
                Snapshot snapshot = read(dir);
                if (snapshot == null) {
                    Directories.delete(dir);
                } else {
                    made.add(snapshot);
                }
            }
            made.sort(Comparator.comparingLong(Snapshot::height));
        } catch (IOException e) {
            throw new UncheckedIOException("the snapshots cannot be read", e);
        }
    }

    private List<Path> directories() throws IOException {
        try (Stream<Path> found = Files.list(parent)) {
            return found.toList();
        }
    }

    private static @Nullable Snapshot read(Path dir) {
        try {
            long height = Long.parseLong(dir.getFileName().toString());
            byte[] manifest = Files.readAllBytes(dir.resolve(MANIFEST));
            return new Snapshot(height, dir, Manifest.parse(ByteString.copyFrom(manifest)));
        } catch (IOException | FormatException | NumberFormatException e) {
            LOG.info("{} is no whole snapshot and is removed: {}", dir, e.toString());
            return null;
        }
    }

    // Making

    /**
     * Makes a snapshot if it is time for one. Links are made at once, what takes long beside.
     *
     * @param height of the block that was committed; the next waits
     */
    void committed(long height) {
        if (wanted.test(height + FLUSHED_BEFORE)) {
            hashing.execute(this::flush);
        }
        if (!wanted.test(height) || !begin()) {
            return;
        }
        long since = System.nanoTime();
        Path dir = parent.resolve(height + UNDER_WAY);
        try {
            Directories.delete(dir);
            Files.createDirectory(dir);
            store.checkpoint(dir.resolve(Store.DIRECTORY));
            if (Files.exists(ledger.resolve(Checkpoints.FILE))) {
                Files.copy(ledger.resolve(Checkpoints.FILE), dir.resolve(Checkpoints.FILE));
            }
        } catch (IOException | RuntimeException e) {
            LOG.warn("no snapshot was made at height {}", height, e);
            end(null);
            return;
        }
        LOG.info("snapshot of height {}: blocks waited {} ms", height, millisSince(since));
        hashing.execute(() -> end(finished(height, dir)));
    }

    private void flush() {
        try {
            store.flush();
        } catch (IOException | RuntimeException e) {
            LOG.warn("the tables are not written before the snapshot: {}", e.toString());
        }
    }

    private synchronized boolean begin() {
        long now = System.nanoTime();
        asked.values().removeIf(at -> now - at > ASKED_NANOS);
        boolean fetched = made.size() == KEPT && asked.containsKey(made.getFirst().height());
        if (underWay || fetched) {
            return false;
        }
        underWay = true;
        return true;
    }

    private @Nullable Snapshot finished(long height, Path dir) {
        long since = System.nanoTime();
        Snapshot last;
        synchronized (this) {
            last = made.isEmpty() ? null : made.getLast();
        }
        try {
            Manifest manifest = Manifest.of(dir, last, hashes);
            Files.write(dir.resolve(MANIFEST), manifest.bytes().toByteArray());
            Path place = parent.resolve(Long.toString(height));
            Directories.delete(place);
            Directories.move(dir, place);
            LOG.info(
                    "snapshot of height {}: {} bytes in {} chunks, hashed in {} ms",
                    height,
                    manifest.length(),
                    manifest.chunks().size(),
                    millisSince(since));
            return new Snapshot(height, place, manifest);
        } catch (IOException | FormatException | RuntimeException e) {
            LOG.warn("the snapshot of height {} is not finished: {}", height, e.toString());
            return null;
        }
    }

    private void end(@Nullable Snapshot snapshot) {
        List<Snapshot> old = new ArrayList<>();
        synchronized (this) {
            underWay = false;
            if (snapshot != null) {
                made.removeIf(s -> s.height() >= snapshot.height());
                made.add(snapshot);
                while (made.size() > KEPT) {
                    old.add(made.removeFirst());
                }
            }
        }
        for (Snapshot snapshotBefore : old) {
            try {
                Directories.delete(snapshotBefore.dir());
            } catch (IOException e) {
                LOG.warn("an old snapshot stays: {}", snapshotBefore.dir(), e);
            }
        }
    }

    private static long millisSince(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanos);
    }

    // Giving

    /**
     * What a node that joins may have.
     *
     * @param height of the ledger
     */
    synchronized Abci.ResponseListSnapshots list(long height) {
        Abci.ResponseListSnapshots.Builder out = Abci.ResponseListSnapshots.newBuilder();
        for (Snapshot snapshot : made) {
            if (snapshot.height() + HEADERS_AFTER <= height) {
                ByteString metadata = snapshot.manifest().bytes();
                out.addSnapshotsBuilder()
                        .setHeight(snapshot.height())
                        .setFormat(Manifest.FORMAT)
                        .setChunks(snapshot.manifest().chunks().size())
                        .setHash(ByteString.copyFrom(hashes.of(metadata.toByteArray())))
                        .setMetadata(metadata);
            }
        }
        return out.build();
    }

    /** A chunk of a snapshot; nothing when there is no such chunk any more. */
    Abci.ResponseLoadSnapshotChunk chunk(Abci.RequestLoadSnapshotChunk request) {
        Snapshot snapshot = asked(request.getHeight());
        int index = request.getChunk();
        if (snapshot == null
                || request.getFormat() != Manifest.FORMAT
                || index < 0
                || index >= snapshot.manifest().chunks().size()) {
            return Abci.ResponseLoadSnapshotChunk.getDefaultInstance();
        }
        try {
            return Abci.ResponseLoadSnapshotChunk.newBuilder()
                    .setChunk(snapshot.manifest().read(snapshot.dir(), index))
                    .build();
        } catch (IOException e) {
            LOG.warn("a chunk of the snapshot of height {} is gone", snapshot.height(), e);
            return Abci.ResponseLoadSnapshotChunk.getDefaultInstance();
        }
    }

    private synchronized @Nullable Snapshot asked(long height) {
        for (Snapshot snapshot : made) {
            if (snapshot.height() == height) {
                asked.put(height, System.nanoTime());
                return snapshot;
            }
        }
        return null;
    }

    /** Gives the one under way up; nobody writes into the directory any more. */
    @Override
    public void close() {
        hashing.shutdownNow();
        hashing.close();
    }
}
