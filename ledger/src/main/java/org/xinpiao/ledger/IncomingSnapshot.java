package org.xinpiao.ledger;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.BitSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xinpiao.contracts.Rules;

/**
 * A snapshot that is being received. It lies beside our own store until all of it was executed
 * again and found sound: the application's hash binds the log, not the state.
 */
final class IncomingSnapshot {

    /** What is received, CometBFT's copy of it, and the state that the audit makes again. */
    private static final int COPIES = 3;

    private static final Logger LOG = LoggerFactory.getLogger(IncomingSnapshot.class);

    private final Path ledger;
    private final Path dir;
    private final Expected expected;
    private final Manifest manifest;
    private final Hashes hashes;
    private final BitSet missing = new BitSet();

    /**
     * What a snapshot must be of.
     *
     * @param identity of our chain
     * @param height that it was offered for
     * @param applicationHash after that height, from signed headers
     * @param own where our own ledger stands: it must go on from there
     */
    record Expected(String identity, long height, ByteString applicationHash, Head own) {}

    private IncomingSnapshot(
            Path ledger, Expected expected, Manifest manifest, Hashes hashes, Path dir) {
        this.ledger = ledger;
        this.expected = expected;
        this.manifest = manifest;
        this.hashes = hashes;
        this.dir = dir;
        missing.set(0, manifest.chunks().size());
    }

    /** Removes what is left of one that was not taken. */
    static void clear(Path ledger) throws IOException {
        Directories.delete(ledger.resolve(Takeover.INCOMING));
    }

    /**
     * Makes place for one in a ledger's directory.
     *
     * @throws FormatException when there is no room for it
     */
    static IncomingSnapshot begin(Path ledger, Expected expected, Manifest manifest, Hashes hashes)
            throws IOException, FormatException {
        clear(ledger);
        long room = Files.getFileStore(ledger).getUsableSpace() / COPIES;
        if (manifest.length() > room) {
            throw new FormatException(
                    "%d bytes, and the disk has room for %d".formatted(manifest.length(), room));
        }
        Path dir = ledger.resolve(Takeover.INCOMING);
        Files.createDirectories(dir.resolve(Store.DIRECTORY));
        for (SnapshotFile file : manifest.message().getFilesList()) {
            Files.createFile(Manifest.path(dir, file.getName()));
        }
        return new IncomingSnapshot(ledger, expected, manifest, hashes, dir);
    }

    /** Keeps a chunk; false when it is not the one that the manifest speaks of. */
    boolean put(int index, ByteString bytes) throws IOException {
        if (index < 0 || index >= manifest.chunks().size()) {
            return false;
        }
        Manifest.Chunk chunk = manifest.chunks().get(index);
        if (bytes.size() != chunk.length()
                || !chunk.hash().equals(ByteString.copyFrom(hashes.of(bytes.toByteArray())))) {
            return false;
        }
        Path file = Manifest.path(dir, chunk.file());
        try (FileChannel out = FileChannel.open(file, StandardOpenOption.WRITE)) {
            ByteBuffer left = bytes.asReadOnlyByteBuffer();
            while (left.hasRemaining()) {
                out.write(left, chunk.offset() + left.position());
            }
        }
        missing.clear(index);
        return true;
    }

    boolean isWhole() {
        return missing.isEmpty();
    }

    /**
     * Makes sure of everything: whose ledger it is, that it goes on from ours and ends with the
     * expected hash, and, executing it again from its genesis, all that it holds.
     *
     * @param log origin and suite; who signed the checkpoint, the state says
     * @throws CorruptException when anything in it is wrong
     * @throws OpenException when it cannot be read, or is another ledger's
     */
    void requireSound(Rules rules, Trust log) {
        try (Store received =
                new Store(dir.resolve(Store.DIRECTORY), hashes, Rocks.Mode.READ_ONLY)) {
            requireExpected(received);
        }
        AuditReport report = Audit.run(dir, dir, rules, log, this::told);
        report.bad()
                .ifPresent(bad -> {
                    throw new CorruptException(bad);
                });
    }

    private void requireExpected(Store received) {
        Head head = received.head();
        if (head == null || !expected.identity().equals(received.identity())) {
            throw new CorruptException("it is another ledger's");
        }
        Store.StoredBlock last = received.block(head.height());
        if (head.height() != expected.height() || last == null) {
            throw new CorruptException("it ends at height " + head.height());
        }
        byte[] before = last.block().getPreviousRoot().toByteArray();
        if (!applicationHash(hashes, before, head.root()).equals(expected.applicationHash())) {
            throw new CorruptException("it is not what the validators agreed on");
        }
        Head own = expected.own();
        LogTree tree = new LogTree(hashes, received);
        if (own.size() > head.size()
                || own.height() > head.height()
                || !Arrays.equals(tree.root(head.edge(), own.size()), own.root())) {
            throw new CorruptException("it does not go on from our own log");
        }
    }

    /**
     * What the log's root was and is. With the former in it the hash still changes in the empty
     * block after a full one, and CometBFT, which adds a block to what changed the hash, adds the
     * one in which that full block's checkpoint arrives.
     */
    static ByteString applicationHash(Hashes hashes, byte[] before, byte[] after) {
        return ByteString.copyFrom(hashes.of(before, after));
    }

    private void told(long height, long of) {
        if (height * 10 / of != (height - 1) * 10 / of) {
            LOG.info("the received ledger is executed again: block {} of {}", height, of);
        }
    }

    /** Puts it in our own store's place; readers of that wait meanwhile. */
    void take(Store store) throws IOException {
        Takeover.decide(ledger);
        store.exchange(() -> Takeover.finish(ledger));
    }
}
