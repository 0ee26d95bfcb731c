package org.xinpiao.ledger;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which files a snapshot consists of and how they are cut into chunks. What a peer sends as one is
 * believed in nothing: names are those that RocksDB gives, counts and lengths are bounded.
 *
 * @param message as it travels
 * @param chunks in their order
 */
record Manifest(SnapshotManifest message, List<Chunk> chunks) {

    /** Tells this cut from a later one. */
    static final int FORMAT = 1;

    /** Half of what CometBFT lets a chunk be. */
    static final int CHUNK_BYTES = 8 << 20;

    /** 600 GiB; more hashes would not fit the 4 MB that CometBFT lets an offer be. */
    static final int CHUNKS_MAX = 75_000;

    static final int FILES_MAX = 16_000;

    /**
     * Log files are left out: a snapshot has all in its tables. So are options: we have our own.
     */
    private static final Pattern TABLES =
            Pattern.compile("CURRENT|MANIFEST-[0-9]{6,18}|[0-9]{6,18}\\.sst");

    /**
     * A piece of a file.
     *
     * @param length bytes, 1 to {@link #CHUNK_BYTES}
     */
    record Chunk(String file, long offset, int length, ByteString hash) {}

    /**
     * Reads what a peer says.
     *
     * @throws FormatException when it is anything but a good manifest
     */
    static Manifest parse(ByteString bytes) throws FormatException {
        try {
            return of(SnapshotManifest.parseFrom(bytes));
        } catch (InvalidProtocolBufferException e) {
            throw new FormatException("no manifest: " + e.getMessage());
        }
    }

    private static Manifest of(SnapshotManifest message) throws FormatException {
        if (message.getFilesCount() > FILES_MAX) {
            throw new FormatException("too many files");
        }
        Set<String> names = new HashSet<>();
        List<Chunk> chunks = new ArrayList<>();
        for (SnapshotFile file : message.getFilesList()) {
            if (!isName(file.getName()) || !names.add(file.getName())) {
                throw new FormatException("a file's name is not one of ours, or there twice");
            }
            int count = file.getChunkHashesCount();
            long length = file.getLength();
            // First the count: a greatest length could not be rounded up.
            if (chunks.size() + count > CHUNKS_MAX
                    || length < 0
                    || length > (long) count * CHUNK_BYTES
                    || length <= (count - 1L) * CHUNK_BYTES) {
                throw new FormatException("too many chunks, or not as many as the files need");
            }
            for (int i = 0; i < count; i++) {
                ByteString hash = file.getChunkHashes(i);
                if (hash.size() != Hashes.BYTES) {
                    throw new FormatException("no hash of a chunk");
                }
                long offset = (long) i * CHUNK_BYTES;
                int bytes = (int) Math.min(CHUNK_BYTES, length - offset);
                chunks.add(new Chunk(file.getName(), offset, bytes, hash));
            }
        }
        return new Manifest(message, List.copyOf(chunks));
    }

    private static boolean isName(String name) {
        return TABLES.matcher(name).matches() || name.equals(Checkpoints.FILE);
    }

    /**
     * Hashes the files of a snapshot.
     *
     * @param last the snapshot before: what both link to is not hashed again
     * @throws FormatException when it is larger than a snapshot can be
     */
    static Manifest of(Path dir, @Nullable Snapshot last, Hashes hashes)
            throws IOException, FormatException {
        Map<String, SnapshotFile> known = new HashMap<>();
        if (last != null) {
            last.manifest().message().getFilesList().forEach(f -> known.put(f.getName(), f));
        }
        SnapshotManifest.Builder out = SnapshotManifest.newBuilder();
        for (String name : names(dir)) {
            SnapshotFile file = known.get(name);
            if (last == null
                    || file == null
                    || !Files.isSameFile(path(last.dir(), name), path(dir, name))) {
                file = hashed(dir, name, hashes);
            }
            out.addFiles(file);
        }
        return of(out.build());
    }

    /**
     * A snapshot of our own.
     *
     * @param dir the ledger as it was after a block
     */
    record Snapshot(long height, Path dir, Manifest manifest) {}

    private static List<String> names(Path dir) throws IOException {
        try (Stream<Path> files = Files.list(dir.resolve(Store.DIRECTORY))) {
            Stream<String> tables =
                    files.map(file -> file.getFileName().toString())
                            .filter(name -> TABLES.matcher(name).matches())
                            .sorted();
            Stream<String> checkpoint =
                    Stream.of(Checkpoints.FILE).filter(name -> Files.exists(dir.resolve(name)));
            return Stream.concat(checkpoint, tables).toList();
        }
    }

    private static SnapshotFile hashed(Path dir, String name, Hashes hashes) throws IOException {
        SnapshotFile.Builder out = SnapshotFile.newBuilder().setName(name);
        Path file = path(dir, name);
        long length = Files.size(file);
        for (long at = 0; at < length; at += CHUNK_BYTES) {
            byte[] bytes = read(file, at, (int) Math.min(CHUNK_BYTES, length - at));
            out.addChunkHashes(ByteString.copyFrom(hashes.of(bytes)));
        }
        return out.setLength(length).build();
    }

    /** Where a file of a snapshot lies: the directory is that of a ledger. */
    static Path path(Path dir, String name) {
        return name.equals(Checkpoints.FILE)
                ? dir.resolve(name)
                : dir.resolve(Store.DIRECTORY).resolve(name);
    }

    /** Bytes of all files together. */
    long length() {
        return message.getFilesList().stream().mapToLong(SnapshotFile::getLength).sum();
    }

    ByteString bytes() {
        return message.toByteString();
    }

    /** Reads a chunk of a snapshot in a directory. */
    ByteString read(Path dir, int index) throws IOException {
        Chunk chunk = chunks.get(index);
        return ByteString.copyFrom(read(path(dir, chunk.file()), chunk.offset(), chunk.length()));
    }

    private static byte[] read(Path file, long offset, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
            while (bytes.hasRemaining()) {
                if (in.read(bytes, offset + bytes.position()) < 0) {
                    throw new IOException(file + " is cut short");
                }
            }
        }
        return bytes.array();
    }
}
