package org.xinpiao.ledger;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The right edge of the log's tree, all that appending needs: the incomplete tile of each level and
 * the roots of the perfect subtrees. Immutable.
 */
final class Edge {

    private final Hashes hashes;
    private final long size;
    private final List<byte[]> tiles;
    private final List<byte[]> peaks;

    private Edge(Hashes hashes, long size, List<byte[]> tiles, List<byte[]> peaks) {
        this.hashes = hashes;
        this.size = size;
        this.tiles = tiles;
        this.peaks = peaks;
    }

    static Edge empty(Hashes hashes) {
        return new Edge(hashes, 0, List.of(), List.of());
    }

    /**
     * The edge of a stored log.
     *
     * @param tiles incomplete tile of each level that has one or has one above it, lowest first
     */
    static Edge of(Hashes hashes, long size, List<byte[]> tiles) {
        List<byte[]> peaks = new ArrayList<>();
        for (int height = 63; height >= 0; height--) {
            if ((size >>> height & 1) == 1) {
                int level = height / TileId.HEIGHT;
                int within = height % TileId.HEIGHT;
                int before = width(size, level) >>> (within + 1) << (within + 1);
                peaks.add(subtree(hashes, tiles.get(level), before, 1 << within));
            }
        }
        return new Edge(hashes, size, List.copyOf(tiles), List.copyOf(peaks));
    }

    /** Levels with an incomplete tile, or below one that has, at a size. */
    static int levels(long size) {
        return size == 0 ? 0 : (63 - Long.numberOfLeadingZeros(size)) / TileId.HEIGHT + 1;
    }

    /** Hashes in the incomplete tile of a level at a size. */
    static int width(long size, int level) {
        return (int) (size >>> (level * TileId.HEIGHT)) & (TileId.WIDTH - 1);
    }

    /** The number of the incomplete tile of a level at a size. */
    static long number(long size, int level) {
        int shift = (level + 1) * TileId.HEIGHT;
        return shift >= Long.SIZE ? 0 : size >>> shift;
    }

    long size() {
        return size;
    }

    /** The incomplete tile of a level: its hashes one after the other, perhaps none. */
    byte[] tile(int level) {
        return level < tiles.size() ? tiles.get(level) : new byte[0];
    }

    byte[] root() {
        if (peaks.isEmpty()) {
            return hashes.of();
        }
        byte[] root = peaks.getLast();
        for (int i = peaks.size() - 2; i >= 0; i--) {
            root = hashes.node(peaks.get(i), root);
        }
        return root;
    }

    /** Root of the perfect subtree over {@code width} hashes of a tile, from the one at a place. */
    static byte[] subtree(Hashes hashes, byte[] tile, int from, int width) {
        if (width == 1) {
            int at = from * Hashes.BYTES;
            return Arrays.copyOfRange(tile, at, at + Hashes.BYTES);
        }
        int half = width / 2;
        return hashes.node(
                subtree(hashes, tile, from, half), subtree(hashes, tile, from + half, half));
    }

    /** The edge after some more leaves, and the tiles that are new or grew. */
    Growth append(List<byte[]> leafHashes) {
        Appender appender = new Appender(this);
        leafHashes.forEach(appender::append);
        return appender.growth();
    }

    /** An edge and the tiles to store for it. */
    record Growth(Edge edge, Map<TileId, byte[]> tiles) {}

    private static final class Appender {

        private final Hashes hashes;
        private final List<ByteArrayOutputStream> open = new ArrayList<>();
        private final List<byte[]> peaks;
        private final Map<TileId, byte[]> written = new LinkedHashMap<>();
        private final long before;
        private long size;

        Appender(Edge edge) {
            hashes = edge.hashes;
            before = edge.size;
            size = edge.size;
            peaks = new ArrayList<>(edge.peaks);
            for (byte[] tile : edge.tiles) {
                ByteArrayOutputStream out = new ByteArrayOutputStream();
                out.writeBytes(tile);
                open.add(out);
            }
        }

        void append(byte[] leafHash) {
            byte[] node = leafHash;
            push(0, node);
            int height = 0;
            for (long n = size; (n & 1) == 1; n >>>= 1) {
                node = hashes.node(peaks.removeLast(), node);
                height++;
                if (height % TileId.HEIGHT == 0) {
                    push(height / TileId.HEIGHT, node);
                }
            }
            peaks.add(node);
            size++;
        }

        private void push(int level, byte[] node) {
            if (level == open.size()) {
                open.add(new ByteArrayOutputStream());
            }
            ByteArrayOutputStream tile = open.get(level);
            tile.writeBytes(node);
            if (tile.size() == TileId.WIDTH * Hashes.BYTES) {
                written.put(new TileId(level, number(size, level)), tile.toByteArray());
                tile.reset();
            }
        }

        Growth growth() {
            List<byte[]> tiles = new ArrayList<>();
            for (int level = 0; level < open.size(); level++) {
                byte[] tile = open.get(level).toByteArray();
                tiles.add(tile);
                int shift = level * TileId.HEIGHT;
                if (tile.length > 0 && before >>> shift != size >>> shift) {
                    written.put(new TileId(level, number(size, level)), tile);
                }
            }
            Edge edge = new Edge(hashes, size, List.copyOf(tiles), List.copyOf(peaks));
            return new Growth(edge, written);
        }
    }
}
