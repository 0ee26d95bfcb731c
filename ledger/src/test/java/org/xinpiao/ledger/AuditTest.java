package org.xinpiao.ledger;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuditTest {

    private static final int TRANSACTIONS = 400;

    private final Testbed bed = new Testbed();
    private final Hashes hashes = new Hashes(bed.suite);
    @TempDir Path dir;

    @Test
    void wholeLedgerIsSound() {
        fill();
        List<Long> told = new ArrayList<>();
        AuditReport report = Audit.run(dir, bed.rules, bed.trust(3), (h, of) -> told.add(h));
        assertThat(report.bad()).isEmpty();
        assertThat(report.transactions()).isEqualTo(TRANSACTIONS);
        assertThat(told).hasSize((int) report.height()).isSorted();
        assertThat(report.stateEntries()).isGreaterThan(50);
    }

    @Test
    void directoryWithoutALedgerIsNoLedger() {
        assertThatThrownBy(() -> audit())
                .isInstanceOfSatisfying(
                        OpenException.class,
                        e -> assertThat(e.why()).isEqualTo(OpenException.Cause.NOT_FOUND));
    }

    @Test
    void flippedByteIsNamedInEveryColumn() {
        fill();
        assertNamed(Column.STATE, utf8("toy/a7"), AuditTest::flip, "state key toy/a7");
        assertNamed(Column.RECEIPTS, number(33), AuditTest::flip, "receipt 33 ");
        assertNamed(Column.BLOCKS, number(1), AuditTest::flip, "block 1");
        assertNamed(Column.TILES, ByteBuffer.allocate(9).array(), AuditTest::flip, "tile/0/000");
        assertNamed(
                Column.KEYS,
                KeyRecord.place(new KeyRecord.Owner(Testbed.ALICE, "k9")),
                AuditTest::flip,
                "idempotency key alice k9");
        assertNamed(Column.META, utf8("head"), AuditTest::flip, "head");
        assertNamed(Column.META, utf8("genesis"), AuditTest::flip, "genesis");
        assertNamed(Column.META, utf8("identity"), AuditTest::flip, "identity");
        assertThat(audit().bad()).isEmpty();
    }

    @Test
    void carefulForgeriesAreNamedToo() {
        fill();
        byte[] key = utf8("toy/a7");
        byte[] forged = utf8("forged");
        assertNamed(Column.STATE, key, _ -> withCheck(key, forged), "state key toy/a7 is not what");
        assertNamed(Column.STATE, key, _ -> null, "state key toy/a7 is missing");
        byte[] extra = utf8("toy/extra");
        assertNamed(
                Column.STATE,
                extra,
                _ -> withCheck(extra, forged),
                "state key toy/extra does not belong there");
        assertNamed(
                Column.KEYS,
                KeyRecord.place(new KeyRecord.Owner(Testbed.ALICE, "k9")),
                _ -> null,
                "idempotency key alice k9 is missing");
        assertNamed(Column.RECEIPTS, number(5), _ -> null, "receipt 5 is missing");
        assertNamed(Column.RECEIPTS, number(100_000), _ -> forged, "receipts after the last");
        assertNamed(Column.BLOCKS, number(1), _ -> null, "block 1 is missing");
        assertNamed(
                Column.META, utf8("genesis"), _ -> withCheck(utf8("genesis"), forged), "genesis");
        assertThat(audit().bad()).isEmpty();
    }

    @Test
    void exchangedTransactionIsNamed() {
        fill();
        SignedTransaction other = bed.command("another", "put a7 999");
        assertNamed(
                Column.BLOCKS,
                number(1),
                stored -> {
                    ByteString bytes = ByteString.copyFrom(requireNonNull(stored));
                    try {
                        Block block = Block.parseFrom(bytes.substring(8));
                        Block altered =
                                block.toBuilder().setTransactions(0, other.toByteString()).build();
                        return bytes.substring(0, 8).concat(altered.toByteString()).toByteArray();
                    } catch (IOException e) {
                        throw new AssertionError(e);
                    }
                },
                "block 1 transaction 0 is not the one its receipt speaks of");
    }

    @Test
    void nodeRefusesToServeAlteredItems() {
        fill();
        byte[] key = utf8("toy/a7");
        edit(Column.STATE, key, AuditTest::flip);
        edit(Column.RECEIPTS, number(33), AuditTest::flip);
        try (SoloEngine engine = SoloEngine.open(bed.options(dir))) {
            assertThatThrownBy(() -> engine.ledger().get("toy/a7"))
                    .isInstanceOf(CorruptException.class)
                    .hasMessageContaining("toy/a7");
            assertThatThrownBy(() -> engine.ledger().scan("toy/", 1_000))
                    .isInstanceOf(CorruptException.class)
                    .hasMessageContaining("toy/a7");
            assertThatThrownBy(() -> engine.ledger().receipt(33))
                    .isInstanceOf(CorruptException.class)
                    .hasMessageContaining("receipt 33");
            assertThat(engine.ledger().receipt(34)).isNotNull();
            assertThat(engine.ledger().get("toy/a8")).isNotNull();
        }
    }

    @Test
    void nodeRefusesToServeAnAlteredBlock() {
        fill();
        edit(Column.BLOCKS, number(1), AuditTest::flip);
        try (SoloEngine engine = SoloEngine.open(bed.options(dir))) {
            assertThatThrownBy(
                            () -> {
                                for (int i = 0; engine.ledger().receipt(1, i) != null; i++) {
                                    engine.ledger().transaction(1, i);
                                }
                            })
                    .isInstanceOf(CorruptException.class)
                    .hasMessageContaining("block 1");
        }
    }

    @Test
    void alteredCheckpointIsNamed() throws IOException {
        fill();
        Path file = dir.resolve(Checkpoints.FILE);
        String good = Files.readString(file);
        Files.writeString(file, good.replace(Testbed.ORIGIN + "\n", "other\n"));
        assertThat(audit().bad()).hasValueSatisfying(bad -> assertThat(bad).contains("checkpoint"));
        Files.writeString(file, good.replace("\u2014 finance.example ", "\u2014 mallory.example "));
        assertThat(audit().bad()).hasValueSatisfying(bad -> assertThat(bad).contains("Too few"));
        Files.writeString(file, "nonsense");
        assertThat(audit().bad()).hasValueSatisfying(bad -> assertThat(bad).contains("checkpoint"));
        assertThatThrownBy(() -> SoloEngine.open(bed.options(dir)))
                .isInstanceOf(CorruptException.class);
        Files.delete(file);
        assertThat(audit().bad()).hasValueSatisfying(bad -> assertThat(bad).contains("missing"));
    }

    @Test
    void otherRulesAreFoundOut() {
        fill();
        AuditReport report = Audit.run(dir, new Testbed().rules, bed.trust(3), (_, _) -> {});
        assertThat(report.bad())
                .hasValueSatisfying(bad ->
                        assertThat(bad)
                                .contains("block 1 transaction 0")
                                .contains("transaction.bad-signature"));
    }

    @Test
    void flippedByteInATableFileIsNamed() throws IOException {
        fill();
        Path table = largest(dir.resolve(Store.DIRECTORY), ".sst");
        flipInFile(table, 0.5);
        assertThat(audit().bad())
                .hasValueSatisfying(bad -> assertThat(bad).contains("block checksum mismatch"));
    }

    /** Kinds of records: none, one of our own with a wrong checksum, three of recycled logs. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5, 7, 11})
    void tornTailOfTheWriteAheadLogStopsNothing(int kind) throws IOException {
        Path image = crashImage();
        Path log = largest(image.resolve(Store.DIRECTORY), ".log");
        byte[] tail = {1, 2, 3, 4, 1, 0, (byte) kind, 8, 9, 10, 11, 12};
        Files.write(log, tail, StandardOpenOption.APPEND);
        try (SoloEngine engine = SoloEngine.open(bed.options(image))) {
            assertThat(engine.ledger().size()).isEqualTo(TRANSACTIONS + 1L);
        }
        assertThat(Audit.run(image, bed.rules, bed.trust(3), (_, _) -> {}).bad()).isEmpty();
    }

    @Test
    void auditLeavesATornWriteAheadLogAsItIs() throws IOException {
        Path image = crashImage();
        Path log = largest(image.resolve(Store.DIRECTORY), ".log");
        long whole = Files.size(log);
        Files.write(
                log, new byte[] {1, 2, 3, 4, 1, 0, 7, 8, 9, 10, 11, 12}, StandardOpenOption.APPEND);
        assertThat(Audit.run(image, bed.rules, bed.trust(3), (_, _) -> {}).bad())
                .hasValueSatisfying(bad -> assertThat(bad).endsWith("is damaged at byte " + whole));
        assertThat(Files.size(log)).isEqualTo(whole + 12);
    }

    @Test
    void logThatLostItsEndIsFoundOut() throws IOException {
        Path image = crashImage();
        flipInFile(largest(image.resolve(Store.DIRECTORY), ".log"), 0.5);
        assertThatThrownBy(() -> SoloEngine.open(bed.options(image)))
                .isInstanceOf(CorruptException.class)
                .hasMessageContaining("is lost");
        assertThat(Audit.run(image, bed.rules, bed.trust(3), (_, _) -> {}).bad())
                .hasValueSatisfying(bad -> assertThat(bad).contains("is lost"));
    }

    /** What a machine that stopped dead would find, the last transaction checkpointed. */
    private Path crashImage() throws IOException {
        Path live = dir.resolve("live");
        Path image = dir.resolve("image");
        try (SoloEngine engine = SoloEngine.open(bed.options(live))) {
            submitAll(engine);
            engine.ledger().proof(engine.ledger().size() - 1);
            copy(live, image);
        }
        return image;
    }

    private void fill() {
        try (SoloEngine engine = SoloEngine.open(bed.options(dir))) {
            submitAll(engine);
        }
    }

    private void submitAll(SoloEngine engine) {
        List<CompletableFuture<Receipt>> answers = new ArrayList<>();
        for (int i = 0; i < TRANSACTIONS; i++) {
            String command =
                    switch (i % 10) {
                        case 8 -> "refuse a1 no";
                        case 9 -> "count a";
                        default -> "put a" + i % 77 + " " + "x".repeat(i);
                    };
            String key = i % 7 == 0 ? "~t" + i : "k" + i;
            answers.add(engine.submit(bed.command(key, command)).toCompletableFuture());
        }
        answers.forEach(CompletableFuture::join);
    }

    private AuditReport audit() {
        return Audit.run(dir, bed.rules, bed.trust(3), (_, _) -> {});
    }

    /** Edits an entry, expects the audit to name it, and puts it back. */
    private void assertNamed(Column column, byte[] key, Forgery forgery, String name) {
        byte @Nullable [] before = edit(column, key, forgery);
        assertThat(audit().bad()).hasValueSatisfying(bad -> assertThat(bad).contains(name));
        edit(column, key, _ -> before);
    }

    /** Bytes for bytes; null for none. */
    private interface Forgery {
        byte @Nullable [] apply(byte @Nullable [] stored);
    }

    private byte @Nullable [] edit(Column column, byte[] key, Forgery forgery) {
        try (Rocks rocks = new Rocks(dir.resolve(Store.DIRECTORY), Rocks.Mode.DURABLE)) {
            byte @Nullable [] before = rocks.get(column, key);
            byte @Nullable [] after = forgery.apply(before);
            rocks.write(batch -> {
                if (after == null) {
                    batch.delete(column, key);
                } else {
                    batch.put(column, key, after);
                }
            });
            return before;
        }
    }

    private byte[] withCheck(byte[] key, byte[] value) {
        return ByteBuffer.allocate(Store.CHECK_BYTES + value.length)
                .put(hashes.write(key, value), 0, Store.CHECK_BYTES)
                .put(value)
                .array();
    }

    private static byte[] flip(byte @Nullable [] value) {
        byte[] flipped = requireNonNull(value).clone();
        flipped[flipped.length / 2] ^= 1;
        return flipped;
    }

    private static void flipInFile(Path file, double place) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[(int) (bytes.length * place)] ^= 1;
        Files.write(file, bytes);
    }

    private static Path largest(Path dir, String suffix) throws IOException {
        try (Stream<Path> files = Files.list(dir)) {
            return files.filter(f -> f.toString().endsWith(suffix))
                    .max(Comparator.comparingLong(f -> f.toFile().length()))
                    .orElseThrow();
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file));
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }

    private static byte[] number(long n) {
        return ByteBuffer.allocate(8).putLong(n).array();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
