package org.xinpiao.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import java.util.Collections;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ManifestTest {

    @Test
    void filesAreCutIntoChunks() throws FormatException {
        ByteString hash = ByteString.copyFrom(new byte[Hashes.BYTES]);
        SnapshotManifest message =
                SnapshotManifest.newBuilder()
                        .addFiles(
                                SnapshotFile.newBuilder()
                                        .setName("MANIFEST-000004")
                                        .setLength(Manifest.CHUNK_BYTES + 1L)
                                        .addChunkHashes(hash)
                                        .addChunkHashes(hash))
                        .addFiles(SnapshotFile.newBuilder().setName("checkpoint"))
                        .addFiles(
                                SnapshotFile.newBuilder()
                                        .setName("000007.sst")
                                        .setLength(Manifest.CHUNK_BYTES)
                                        .addChunkHashes(hash))
                        .build();
        Manifest manifest = Manifest.parse(message.toByteString());

        assertThat(manifest.chunks())
                .containsExactly(
                        new Manifest.Chunk("MANIFEST-000004", 0, Manifest.CHUNK_BYTES, hash),
                        new Manifest.Chunk("MANIFEST-000004", Manifest.CHUNK_BYTES, 1, hash),
                        new Manifest.Chunk("000007.sst", 0, Manifest.CHUNK_BYTES, hash));
        assertThat(manifest.length()).isEqualTo(2L * Manifest.CHUNK_BYTES + 1);
    }

    static Stream<SnapshotManifest> hostileManifests() {
        ByteString hash = ByteString.copyFrom(new byte[Hashes.BYTES]);
        SnapshotFile good =
                SnapshotFile.newBuilder()
                        .setName("000001.sst")
                        .setLength(1)
                        .addChunkHashes(hash)
                        .build();
        Stream<SnapshotFile> files =
                Stream.of(
                        good.toBuilder().setName("../000001.sst").build(),
                        good.toBuilder().setName("/etc/passwd").build(),
                        good.toBuilder().setName("a/000001.sst").build(),
                        good.toBuilder().setName("000001.sst\n").build(),
                        good.toBuilder().setName("000001.log").build(),
                        good.toBuilder().setName("OPTIONS-000001").build(),
                        good.toBuilder().setName("LOCK").build(),
                        good.toBuilder().setName("").build(),
                        good.toBuilder().setName("0".repeat(300) + ".sst").build(),
                        good.toBuilder().setLength(0).build(),
                        good.toBuilder().setLength(-1).build(),
                        good.toBuilder().setLength(Long.MAX_VALUE).build(),
                        good.toBuilder().setLength(Manifest.CHUNK_BYTES + 1L).build(),
                        good.toBuilder().addChunkHashes(hash).build(),
                        good.toBuilder().clearChunkHashes().build(),
                        good.toBuilder().setChunkHashes(0, hash.substring(1)).build(),
                        SnapshotFile.newBuilder()
                                .setName("000001.sst")
                                .setLength((Manifest.CHUNKS_MAX + 1L) * Manifest.CHUNK_BYTES)
                                .addAllChunkHashes(
                                        Collections.nCopies(Manifest.CHUNKS_MAX + 1, hash))
                                .build());
        SnapshotManifest.Builder many = SnapshotManifest.newBuilder();
        for (int i = 0; i <= Manifest.FILES_MAX; i++) {
            many.addFiles(good.toBuilder().setName("%06d.sst".formatted(i)));
        }
        return Stream.concat(
                files.map(f -> SnapshotManifest.newBuilder().addFiles(f).build()),
                Stream.of(
                        SnapshotManifest.newBuilder().addFiles(good).addFiles(good).build(),
                        many.build()));
    }

    @ParameterizedTest
    @MethodSource("hostileManifests")
    void hostileOneIsNone(SnapshotManifest manifest) {
        assertThatThrownBy(() -> Manifest.parse(manifest.toByteString()))
                .isInstanceOf(FormatException.class);
    }

    @Test
    void anyBytesAreAManifestOrNone() throws FormatException {
        long seed = Long.getLong("seed", System.nanoTime());
        Random random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            byte[] bytes = new byte[random.nextInt(60)];
            random.nextBytes(bytes);
            try {
                Manifest manifest = Manifest.parse(ByteString.copyFrom(bytes));
                assertThat(manifest.message().getFilesList())
                        .as("seed %d", seed)
                        .allMatch(f -> f.getName().matches("[A-Z0-9a-z.-]+"));
            } catch (FormatException e) {
                assertThat(e.what()).as("seed %d", seed).isNotEmpty();
            }
        }
    }
}
