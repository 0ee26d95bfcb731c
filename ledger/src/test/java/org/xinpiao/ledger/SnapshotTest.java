package org.xinpiao.ledger;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xinpiao.ledger.comet.Abci;
import org.xinpiao.ledger.comet.Abci.ResponseApplySnapshotChunk;
import org.xinpiao.ledger.comet.Abci.ResponseOfferSnapshot;

/** A ledger of twelve blocks with snapshots of heights 5 and 10, and a node that joins. */
class SnapshotTest {

    private static final int BLOCKS = 12;
    private static final String SENDER = "mallory";

    private final Testbed bed = new Testbed();
    private final Hashes hashes = new Hashes(bed.suite);

    /** By its name its turn is at heights that five divides. */
    private final Cosigner department = new Cosigner("d", bed.suite.newSigningKey());

    @TempDir Path dir;
    private LoneNode source;
    private LoneNode fresh;

    @BeforeEach
    void open() {
        source = new LoneNode(bed, dir.resolve("source"), department, 5);
        for (int i = 1; i <= BLOCKS; i++) {
            source.decide(bed.command("k" + i, "put a" + i + " " + "x".repeat(i)));
            if (i > 5 && i % 5 == 2) {
                awaitSnapshots(i / 5);
            }
        }
        fresh = new LoneNode(bed, dir.resolve("fresh"), department, 0);
    }

    @AfterEach
    void close() {
        source.close();
        fresh.close();
    }

    /** Waits until so many are offered. */
    private void awaitSnapshots(int count) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (source.snapshots().size() < count) {
            assertThat(System.nanoTime()).as("no %d snapshots", count).isLessThan(end);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
        }
    }

    // Good snapshots

    @Test
    void nodeTakesASnapshotOverAndGoesOnFromIt() throws IOException {
        assertThat(source.snapshots())
                .extracting(Abci.Snapshot::getHeight)
                .containsExactly(5L, 10L);
        List<ByteString> lastButOne = block(11);
        Abci.Snapshot last = source.snapshots().getLast();
        AtomicBoolean done = new AtomicBoolean();
        CompletableFuture<Void> reader =
                CompletableFuture.runAsync(() -> {
                    while (!done.get()) {
                        assertThat(fresh.store.get("toy/genesis"))
                                .isEqualTo(fresh.options.genesis());
                    }
                });

        assertThat(offer(last, hashAt(10))).isEqualTo(ResponseOfferSnapshot.Result.ACCEPT);
        assertThat(fetch(last)).isEqualTo(ResponseApplySnapshotChunk.Result.ACCEPT);
        done.set(true);
        reader.join();

        assertThat(fresh.info().getLastBlockHeight()).isEqualTo(10);
        assertThat(fresh.info().getLastBlockAppHash()).isEqualTo(hashAt(10));
        assertThat(fresh.checkpoints.last().size()).isEqualTo(9);
        for (long height = 1; height <= 10; height++) {
            assertThat(requireNonNull(fresh.store.block(height)))
                    .isEqualTo(requireNonNull(source.store.block(height)));
        }
        fresh.decided(lastButOne);
        assertThat(fresh.machine.head().root())
                .isEqualTo(
                        requireNonNull(source.store.block(12))
                                .block()
                                .getPreviousRoot()
                                .toByteArray());
        requireClean(fresh.options.dir());
        fresh.close();
        AuditReport report = Audit.run(fresh.options.dir(), bed.rules, bed.trust(1), (_, _) -> {});
        assertThat(report.bad()).isEmpty();
        assertThat(report.transactions()).isEqualTo(11);
    }

    /** CometBFT was killed before it wrote down that the snapshot was taken. */
    @Test
    void snapshotThatWasTakenIsNotTakenTwice() throws IOException {
        take(source.snapshots().getFirst(), 5);

        take(source.snapshots().getFirst(), 5);
        assertThat(fresh.info().getLastBlockHeight()).isEqualTo(5);
        take(source.snapshots().getLast(), 10);
        assertThat(fresh.info().getLastBlockHeight()).isEqualTo(10);
        assertThat(offer(source.snapshots().getFirst(), hashAt(5)))
                .isEqualTo(ResponseOfferSnapshot.Result.REJECT);
    }

    @Test
    void lastTwoAreKeptAndTakenUpAfterARestart() throws IOException {
        Path snapshots = source.options.dir().resolve("snapshots");
        Files.createDirectories(snapshots.resolve("15.new/store"));
        Files.createDirectories(snapshots.resolve("99"));
        source.close();
        source = new LoneNode(bed, source.options.dir(), department, 5);
        assertThat(names(snapshots)).containsExactly("10", "5");
        Abci.Snapshot last = source.snapshots().getLast();
        assertThat(last.getHeight()).isEqualTo(10);
        assertThat(chunk(10, 0).size()).isPositive();
        assertThat(chunk(10, last.getChunks())).isEqualTo(ByteString.EMPTY);
        assertThat(chunk(10, -1)).isEqualTo(ByteString.EMPTY);
        assertThat(chunk(11, 0)).isEqualTo(ByteString.EMPTY);
    }

    @Test
    void snapshotThatIsAskedForStays() throws IOException {
        Path snapshots = source.options.dir().resolve("snapshots");
        assertThat(chunk(5, 0)).isNotEqualTo(ByteString.EMPTY);
        for (int i = 13; i <= 15; i++) {
            source.decide(bed.command("k" + i, "put a 1"));
        }
        source.application.close();

        assertThat(names(snapshots)).containsExactly("10", "5");
    }

    @Test
    void filesThatStayAreNotHashedAgain() throws IOException, FormatException {
        Path snapshots = source.options.dir().resolve("snapshots");
        Manifest earlier = Manifest.of(snapshots.resolve("5"), null, hashes);
        Manifest later = Manifest.of(snapshots.resolve("10"), null, hashes);
        Manifest.Snapshot known = new Manifest.Snapshot(5, snapshots.resolve("5"), earlier);

        assertThat(Manifest.of(snapshots.resolve("10"), known, hashes)).isEqualTo(later);
        assertThat(earlier.message().getFilesList())
                .filteredOn(f -> f.getName().endsWith(".sst"))
                .isNotEmpty()
                .isSubsetOf(later.message().getFilesList());
    }

    // Bad ones

    @Test
    void offerThatIsNotWhatItsManifestSaysIsRefused() throws IOException {
        Abci.Snapshot good = source.snapshots().getLast();
        SnapshotManifest hostile =
                SnapshotManifest.newBuilder()
                        .addFiles(SnapshotFile.newBuilder().setName("../../CURRENT"))
                        .build();
        for (Abci.Snapshot bad :
                List.of(
                        good.toBuilder().setChunks(good.getChunks() + 1).build(),
                        good.toBuilder().setHash(ByteString.copyFromUtf8("x")).build(),
                        good.toBuilder().setMetadata(ByteString.copyFromUtf8("spam")).build(),
                        offered(10, 0, hostile.toByteString()))) {
            assertThat(offer(bad, hashAt(10))).isEqualTo(ResponseOfferSnapshot.Result.REJECT);
        }
        assertThat(offer(good.toBuilder().setFormat(2).build(), hashAt(10)))
                .isEqualTo(ResponseOfferSnapshot.Result.REJECT_FORMAT);
        // More than any disk here has.
        SnapshotFile.Builder huge = SnapshotFile.newBuilder().setName("000001.sst");
        for (int i = 0; i < Manifest.CHUNKS_MAX; i++) {
            huge.addChunkHashes(ByteString.copyFrom(new byte[Hashes.BYTES]));
        }
        huge.setLength((long) Manifest.CHUNKS_MAX * Manifest.CHUNK_BYTES);
        ByteString manifest = SnapshotManifest.newBuilder().addFiles(huge).build().toByteString();
        assertThat(manifest.size()).isLessThan(4_000_000);
        assertThat(offer(offered(10, Manifest.CHUNKS_MAX, manifest), hashAt(10)))
                .isEqualTo(ResponseOfferSnapshot.Result.REJECT);
        requireClean(fresh.options.dir());
    }

    @Test
    void wrongChunkIsItsSendersFault() throws IOException {
        Abci.Snapshot last = source.snapshots().getLast();
        for (int bad : new int[] {0, last.getChunks() - 1}) {
            assertThat(offer(last, hashAt(10))).isEqualTo(ResponseOfferSnapshot.Result.ACCEPT);
            for (int i = 0; i < bad; i++) {
                assertThat(apply(i, chunk(10, i)).getResult())
                        .isEqualTo(ResponseApplySnapshotChunk.Result.ACCEPT);
            }
            byte[] bytes = chunk(10, bad).toByteArray();
            bytes[bytes.length / 2] ^= 1;
            ResponseApplySnapshotChunk answer = apply(bad, ByteString.copyFrom(bytes));
            assertThat(answer.getResult())
                    .isEqualTo(ResponseApplySnapshotChunk.Result.REJECT_SNAPSHOT);
            assertThat(answer.getRejectSendersList()).containsExactly(SENDER);
            requireClean(fresh.options.dir());
        }
        take(last, 10);
    }

    @Test
    void ledgerWithAnotherHashOrHeightIsRefused() throws IOException {
        Path ledger = source.options.dir().resolve("snapshots/10");
        assertThat(give(ledger, 10, hashAt(5)))
                .isEqualTo(ResponseApplySnapshotChunk.Result.REJECT_SNAPSHOT);
        assertThat(give(ledger, 9, hashAt(10)))
                .isEqualTo(ResponseApplySnapshotChunk.Result.REJECT_SNAPSHOT);
        requireUntouched();
        assertThat(give(ledger, 10, hashAt(10)))
                .isEqualTo(ResponseApplySnapshotChunk.Result.ACCEPT);
    }

    /** Every chunk is what the manifest says, and the log's roots are those of the validators. */
    @ParameterizedTest
    @ValueSource(strings = {"value", "extra", "missing", "key", "receipt", "block", "head"})
    void ledgerWithOneAlteredEntryIsRefused(String what) throws IOException {
        Path ledger = copy(source.options.dir().resolve("snapshots/10"));
        byte[] value = utf8("forged");
        try (Rocks rocks = new Rocks(ledger.resolve(Store.DIRECTORY), Rocks.Mode.DURABLE)) {
            switch (what) {
                case "value" -> put(rocks, Column.STATE, utf8("toy/a7"), value);
                case "extra" -> put(rocks, Column.STATE, utf8("toy/zzz"), value);
                case "missing" -> rocks.write(batch -> batch.delete(Column.STATE, utf8("toy/a7")));
                case "key" ->
                        rocks.write(batch ->
                                batch.delete(
                                        Column.KEYS,
                                        KeyRecord.place(new KeyRecord.Owner(Testbed.ALICE, "k3"))));
                case "receipt" ->
                        rocks.write(batch -> batch.put(Column.RECEIPTS, number(3), value));
                case "block" -> rocks.write(batch -> batch.delete(Column.BLOCKS, number(3)));
                case "head" -> put(rocks, Column.META, utf8("head"), new byte[3]);
                default -> throw new AssertionError(what);
            }
        }

        assertThat(give(ledger, 10, hashAt(10)))
                .isEqualTo(ResponseApplySnapshotChunk.Result.REJECT_SNAPSHOT);
        requireUntouched();
    }

    /** Unknown fields change no hash of the log; all nodes hold the same blocks all the same. */
    @Test
    void blockWithMoreThanWasExecutedIsRefused() throws IOException {
        Path ledger = copy(source.options.dir().resolve("snapshots/10"));
        try (Rocks rocks = new Rocks(ledger.resolve(Store.DIRECTORY), Rocks.Mode.DURABLE)) {
            byte[] stored = requireNonNull(rocks.get(Column.BLOCKS, number(3)));
            byte[] longer = ByteString.copyFrom(stored).concat(unknownField()).toByteArray();
            rocks.write(batch -> batch.put(Column.BLOCKS, number(3), longer));
        }

        assertThat(give(ledger, 10, hashAt(10)))
                .isEqualTo(ResponseApplySnapshotChunk.Result.REJECT_SNAPSHOT);
        requireUntouched();
    }

    /** Field 15, a number. */
    private static ByteString unknownField() {
        return ByteString.copyFrom(new byte[] {15 << 3, 1});
    }

    @Test
    void ledgerWithoutItsDepartmentsSignatureIsRefused() throws IOException {
        Path ledger = copy(source.options.dir().resolve("snapshots/10"));
        Path checkpoint = ledger.resolve(Checkpoints.FILE);
        String note = Files.readString(checkpoint);
        Files.writeString(checkpoint, note.replace("\u2014 d ", "\u2014 s "));

        assertThat(give(ledger, 10, hashAt(10)))
                .isEqualTo(ResponseApplySnapshotChunk.Result.REJECT_SNAPSHOT);
        Files.delete(checkpoint);
        assertThat(give(ledger, 10, hashAt(10)))
                .isEqualTo(ResponseApplySnapshotChunk.Result.REJECT_SNAPSHOT);
        requireUntouched();
    }

    @Test
    void ledgerThatDoesNotGoOnFromOursIsRefused() throws IOException {
        fresh.decide(bed.command("other", "put other 1"));
        byte[] root = fresh.machine.head().root();

        assertThat(give(source.options.dir().resolve("snapshots/10"), 10, hashAt(10)))
                .isEqualTo(ResponseApplySnapshotChunk.Result.REJECT_SNAPSHOT);
        assertThat(fresh.machine.head().root()).isEqualTo(root);
    }

    // Kill -9

    @Test
    void whatWasReceivedInPartIsForgotten() throws IOException {
        assertThat(offer(source.snapshots().getLast(), hashAt(10)))
                .isEqualTo(ResponseOfferSnapshot.Result.ACCEPT);
        apply(0, chunk(10, 0));
        fresh.close();
        assertThat(fresh.options.dir().resolve(Takeover.INCOMING)).exists();

        Takeover.finish(fresh.options.dir());
        fresh = new LoneNode(bed, fresh.options.dir(), department, 0);
        requireUntouched();
        take(source.snapshots().getLast(), 10);
    }

    /** The directory as it is found after each step of a take-over. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    void takeoverGoesOnWhereItWasKilled(int steps) throws IOException {
        fresh.close();
        Path ledger = fresh.options.dir();
        Path incoming = copy(source.options.dir().resolve("snapshots/10"));
        Path next = ledger.resolve(Takeover.NEXT);
        Files.move(incoming, ledger.resolve(Takeover.INCOMING));
        Takeover.decide(ledger);
        if (steps > 1) {
            Files.move(ledger.resolve(Store.DIRECTORY), ledger.resolve(Takeover.OLD));
        }
        if (steps > 2) {
            Files.move(next.resolve(Store.DIRECTORY), ledger.resolve(Store.DIRECTORY));
        }
        if (steps > 3) {
            Files.move(next.resolve(Checkpoints.FILE), ledger.resolve(Checkpoints.FILE));
        }
        if (steps > 4) {
            Directories.delete(next);
        }
        if (steps > 5) {
            Files.delete(ledger.resolve(Takeover.OLD).resolve("CURRENT"));
        }

        Takeover.finish(ledger);
        fresh = new LoneNode(bed, ledger, department, 0);
        assertThat(fresh.info().getLastBlockAppHash()).isEqualTo(hashAt(10));
        assertThat(fresh.checkpoints.last().size()).isEqualTo(9);
        requireClean(ledger);
    }

    // What CometBFT does

    private ByteString hashAt(long height) {
        Store.StoredBlock block = requireNonNull(source.store.block(height));
        ByteString after = requireNonNull(source.store.block(height + 1)).block().getPreviousRoot();
        return IncomingSnapshot.applicationHash(
                hashes, block.block().getPreviousRoot().toByteArray(), after.toByteArray());
    }

    private ResponseOfferSnapshot.Result offer(Abci.Snapshot snapshot, ByteString appHash) {
        return fresh.application
                .offerSnapshot(
                        Abci.RequestOfferSnapshot.newBuilder()
                                .setSnapshot(snapshot)
                                .setAppHash(appHash)
                                .build())
                .getResult();
    }

    private Abci.Snapshot offered(long height, int chunks, ByteString manifest) {
        return Abci.Snapshot.newBuilder()
                .setHeight(height)
                .setFormat(Manifest.FORMAT)
                .setChunks(chunks)
                .setHash(ByteString.copyFrom(hashes.of(manifest.toByteArray())))
                .setMetadata(manifest)
                .build();
    }

    private ByteString chunk(long height, int index) {
        return source.application
                .loadSnapshotChunk(
                        Abci.RequestLoadSnapshotChunk.newBuilder()
                                .setHeight(height)
                                .setFormat(Manifest.FORMAT)
                                .setChunk(index)
                                .build())
                .getChunk();
    }

    private ResponseApplySnapshotChunk apply(int index, ByteString chunk) {
        return fresh.application.applySnapshotChunk(
                Abci.RequestApplySnapshotChunk.newBuilder()
                        .setIndex(index)
                        .setChunk(chunk)
                        .setSender(SENDER)
                        .build());
    }

    /** Fetches the chunks, the last first; the last answer. */
    private ResponseApplySnapshotChunk.Result fetch(Abci.Snapshot snapshot) {
        for (int i = snapshot.getChunks() - 1; i > 0; i--) {
            assertThat(apply(i, chunk(snapshot.getHeight(), i)).getResult())
                    .isEqualTo(ResponseApplySnapshotChunk.Result.ACCEPT);
        }
        return apply(0, chunk(snapshot.getHeight(), 0)).getResult();
    }

    private void take(Abci.Snapshot snapshot, long height) {
        assertThat(offer(snapshot, hashAt(height))).isEqualTo(ResponseOfferSnapshot.Result.ACCEPT);
        assertThat(fetch(snapshot)).isEqualTo(ResponseApplySnapshotChunk.Result.ACCEPT);
        assertThat(fresh.info().getLastBlockAppHash()).isEqualTo(hashAt(height));
    }

    /** Gives the node a ledger's directory as a snapshot; the last answer. */
    private ResponseApplySnapshotChunk.Result give(Path ledger, long height, ByteString appHash)
            throws IOException {
        try {
            Manifest manifest = Manifest.of(ledger, null, hashes);
            assertThat(offer(offered(height, manifest.chunks().size(), manifest.bytes()), appHash))
                    .isEqualTo(ResponseOfferSnapshot.Result.ACCEPT);
            ResponseApplySnapshotChunk last = ResponseApplySnapshotChunk.getDefaultInstance();
            for (int i = 0; i < manifest.chunks().size(); i++) {
                last = apply(i, manifest.read(ledger, i));
            }
            return last.getResult();
        } catch (FormatException e) {
            throw new AssertionError(e);
        }
    }

    private List<ByteString> block(long height) throws IOException {
        LoneNode node = source;
        Store.StoredBlock after = requireNonNull(node.store.block(height));
        // The checkpoint of two heights before is no part of what is stored.
        Checkpoint checkpoint =
                new Checkpoint(
                        Testbed.ORIGIN,
                        requireNonNull(node.store.block(height - 1)).firstIndex(),
                        requireNonNull(node.store.block(height - 1))
                                .block()
                                .getPreviousRoot()
                                .toByteArray());
        Note note =
                new Note(checkpoint.text(), List.of(department.sign(checkpoint, 1_700_000_000L)));
        return Stream.concat(
                        Stream.of(ByteString.copyFromUtf8(note.format())),
                        after.block().getTransactionsList().stream())
                .toList();
    }

    private void requireUntouched() throws IOException {
        requireClean(fresh.options.dir());
        assertThat(fresh.info().getLastBlockHeight()).isZero();
        assertThat(fresh.store.get("toy/genesis")).isEqualTo(fresh.options.genesis());
    }

    private static void requireClean(Path ledger) throws IOException {
        assertThat(names(ledger)).isSubsetOf("checkpoint", "snapshots", "store");
    }

    private static List<String> names(Path dir) throws IOException {
        try (Stream<Path> files = Files.list(dir)) {
            return files.map(f -> f.getFileName().toString()).sorted().toList();
        }
    }

    private Path copy(Path from) throws IOException {
        Path to = dir.resolve("copy");
        try (Stream<Path> files = Files.walk(from)) {
            files.forEach(file -> {
                try {
                    Files.copy(file, to.resolve(from.relativize(file).toString()));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
        Files.deleteIfExists(to.resolve("manifest"));
        return to;
    }

    private void put(Rocks rocks, Column column, byte[] key, byte[] value) {
        byte[] stored =
                ByteBuffer.allocate(Store.CHECK_BYTES + value.length)
                        .put(hashes.write(key, value), 0, Store.CHECK_BYTES)
                        .put(value)
                        .array();
        rocks.write(batch -> batch.put(column, key, stored));
    }

    private static byte[] number(long n) {
        return ByteBuffer.allocate(8).putLong(n).array();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
