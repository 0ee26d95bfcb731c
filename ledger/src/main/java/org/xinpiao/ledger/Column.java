package org.xinpiao.ledger;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.RocksDB;

/** What is stored, each kind in its own column family. */
enum Column {
    META("meta", 4, CompressionType.NO_COMPRESSION),
    /** The contracts' state. */
    STATE("state", 64, CompressionType.LZ4_COMPRESSION),
    /** Blocks by height. Mostly ciphertext: nothing to compress. */
    BLOCKS("blocks", 64, CompressionType.NO_COMPRESSION),
    /** Receipts by leaf. */
    RECEIPTS("receipts", 32, CompressionType.LZ4_COMPRESSION),
    /** The log's tiles: hashes, nothing to compress. */
    TILES("tiles", 8, CompressionType.NO_COMPRESSION),
    /** Idempotency records and their expiry. */
    KEYS("keys", 16, CompressionType.LZ4_COMPRESSION);

    private static final double BLOOM_BITS_PER_KEY = 10;
    private static final long MIB = 1 << 20;

    private final String title;
    private final int bufferMib;
    private final CompressionType compression;

    Column(String title, int bufferMib, CompressionType compression) {
        this.title = title;
        this.bufferMib = bufferMib;
        this.compression = compression;
    }

    /** The column's name on disk and in messages. */
    String title() {
        return title;
    }

    /** Its descriptor; the options are handed out to be closed after the database. */
    ColumnFamilyDescriptor descriptor(Cache cache, List<AutoCloseable> resources) {
        BloomFilter bloom = new BloomFilter(BLOOM_BITS_PER_KEY);
        ColumnFamilyOptions options =
                new ColumnFamilyOptions()
                        .setWriteBufferSize(bufferMib * MIB)
                        .setCompressionType(compression)
                        .setLevelCompactionDynamicLevelBytes(true)
                        .setTableFormatConfig(
                                new BlockBasedTableConfig()
                                        .setBlockCache(cache)
                                        .setBlockSize(16 * 1024)
                                        .setCacheIndexAndFilterBlocks(true)
                                        .setPinL0FilterAndIndexBlocksInCache(true)
                                        .setFilterPolicy(bloom));
        resources.add(options);
        resources.add(bloom);
        byte[] name =
                this == META
                        ? RocksDB.DEFAULT_COLUMN_FAMILY
                        : title.getBytes(StandardCharsets.US_ASCII);
        return new ColumnFamilyDescriptor(name, options);
    }
}
