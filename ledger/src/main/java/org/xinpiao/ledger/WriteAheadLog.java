package org.xinpiao.ledger;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Looks over RocksDB's write-ahead logs before it opens them. At a record of a kind that only
 * recycled logs have, and ours never are, RocksDB 11.8 reads on for ever; it can only be torn or
 * tampered with.
 */
final class WriteAheadLog {

    private static final int BLOCK_BYTES = 32 * 1024;

    /** CRC (4), length (2, little endian), kind (1). */
    private static final int HEADER_BYTES = 7;

    private static final int LENGTH_AT = 4;
    private static final int KIND_AT = 6;
    private static final int PREALLOCATED = 0;
    private static final Set<Integer> RECYCLED = Set.of(5, 6, 7, 8, 11, 131);

    private WriteAheadLog() {}

    /**
     * Ends each log before such a record, as recovery to the last good record would.
     *
     * @param cut false: the files stay as they are; true: nobody else has them open
     * @throws CorruptException when there is such a record and the files must stay as they are
     */
    static void endBeforeForeignRecords(Path dir, boolean cut) throws IOException {
        if (!Files.isDirectory(dir)) {
            return;
        }
        List<Path> logs;
        try (Stream<Path> files = Files.list(dir)) {
            logs = files.filter(f -> f.toString().endsWith(".log")).toList();
        }
        for (Path log : logs) {
            endBeforeForeignRecord(log, cut);
        }
    }

    private static void endBeforeForeignRecord(Path log, boolean cut) throws IOException {
        StandardOpenOption use = cut ? StandardOpenOption.WRITE : StandardOpenOption.READ;
        try (FileChannel file = FileChannel.open(log, StandardOpenOption.READ, use)) {
            long end = foreignRecord(file);
            if (end == file.size()) {
                return;
            }
            if (!cut) {
                throw new CorruptException(
                        "write-ahead log " + log.getFileName() + " is damaged at byte " + end);
            }
            file.truncate(end);
        }
    }

    /** Where the first record of a foreign kind begins; the file's size when there is none. */
    private static long foreignRecord(FileChannel file) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        long at = 0;
        while (at + HEADER_BYTES <= file.size()) {
            long left = BLOCK_BYTES - at % BLOCK_BYTES;
            if (left < HEADER_BYTES) {
                at += left;
                continue;
            }
            file.read(header.clear(), at);
            int kind = Byte.toUnsignedInt(header.get(KIND_AT));
            if (RECYCLED.contains(kind)) {
                return at;
            }
            int bytes = HEADER_BYTES + Short.toUnsignedInt(header.getShort(LENGTH_AT));
            // Past a record that cannot be one, RocksDB goes on with the next block, if at all.
            at += kind == PREALLOCATED || bytes > left ? left : bytes;
        }
        return file.size();
    }
}
