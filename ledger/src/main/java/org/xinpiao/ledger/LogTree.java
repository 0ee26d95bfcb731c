package org.xinpiao.ledger;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the log's tree (RFC 6962) from its tiles. A full tile is checked against its parent, up to
 * the edge, before a hash of it is used. Safe for use by many threads.
 */
final class LogTree {

    /** Where full tiles are kept. */
    interface Tiles {
        byte @Nullable [] read(TileId id);
    }

    /** Checked tiles kept with their interior nodes, 16 KiB each. */
    private static final int CACHED_TILES = 1024;

    private final Hashes hashes;
    private final Tiles tiles;
    private final Map<TileId, List<byte[]>> checked =
            new LinkedHashMap<>(16, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<TileId, List<byte[]>> eldest) {
                    return size() > CACHED_TILES;
                }
            };

    LogTree(Hashes hashes, Tiles tiles) {
        this.hashes = hashes;
        this.tiles = tiles;
    }

    byte[] root(Edge edge, long size) {
        if (size == edge.size()) {
            return edge.root();
        }
        return size == 0 ? hashes.of() : range(edge, 0, size);
    }

    byte[] leafHash(Edge edge, long index) {
        return node(edge, 0, index);
    }

    /** Inclusion path of a leaf in the tree of a size, from the leaf's sibling upwards. */
    List<byte[]> inclusion(Edge edge, long index, long size) {
        require(0 <= index && index < size && size <= edge.size(), index, size);
        List<byte[]> path = new ArrayList<>();
        long low = 0;
        long high = size;
        while (high - low > 1) {
            long middle = low + split(high - low);
            if (index < middle) {
                path.add(range(edge, middle, high));
                high = middle;
            } else {
                path.add(range(edge, low, middle));
                low = middle;
            }
        }
        return path.reversed();
    }

    /** Consistency proof of RFC 6962 §2.1.2; empty when there is nothing to prove. */
    List<byte[]> consistency(Edge edge, long from, long to) {
        require(0 <= from && from <= to && to <= edge.size(), from, to);
        List<byte[]> path = new ArrayList<>();
        if (from == 0 || from == to) {
            return path;
        }
        long low = 0;
        long high = to;
        while (high != from) {
            long middle = low + split(high - low);
            if (from <= middle) {
                path.add(range(edge, middle, high));
                high = middle;
            } else {
                path.add(range(edge, low, middle));
                low = middle;
            }
        }
        if (low > 0) {
            path.add(range(edge, low, high));
        }
        return path.reversed();
    }

    /** The first hashes of a tile, as many as asked for; null when it has fewer. */
    byte @Nullable [] tile(Edge edge, TileId id, int width) {
        long edgeNumber = Edge.number(edge.size(), id.level());
        if (id.number() > edgeNumber || id.level() >= Edge.levels(edge.size())) {
            return null;
        }
        if (id.number() == edgeNumber) {
            byte[] tile = edge.tile(id.level());
            int bytes = width * Hashes.BYTES;
            return tile.length < bytes ? null : Arrays.copyOf(tile, bytes);
        }
        byte[] tile = new byte[width * Hashes.BYTES];
        List<byte[]> nodes = nodes(edge, id);
        for (int i = 0; i < width; i++) {
            byte[] hash = nodes.get(TileId.WIDTH + i);
            System.arraycopy(hash, 0, tile, i * Hashes.BYTES, Hashes.BYTES);
        }
        return tile;
    }

    /** Root over the leaves from low (a multiple of the tree's width) to high. */
    private byte[] range(Edge edge, long low, long high) {
        long width = high - low;
        if (Long.bitCount(width) == 1) {
            int height = Long.numberOfTrailingZeros(width);
            return node(edge, height, low >>> height);
        }
        long middle = low + split(width);
        return hashes.node(range(edge, low, middle), range(edge, middle, high));
    }

    /** Root of the perfect subtree of a height, counted from the left. */
    private byte[] node(Edge edge, int height, long index) {
        int level = height / TileId.HEIGHT;
        int within = height % TileId.HEIGHT;
        int perTile = TileId.WIDTH >>> within;
        long number = index / perTile;
        int place = (int) (index % perTile);
        if (number == Edge.number(edge.size(), level)) {
            return Edge.subtree(hashes, edge.tile(level), place << within, 1 << within);
        }
        return nodes(edge, new TileId(level, number)).get(perTile + place);
    }

    /** A full tile as a heap: 1 is its root, 256 its first hash. */
    private List<byte[]> nodes(Edge edge, TileId id) {
        synchronized (checked) {
            List<byte[]> known = checked.get(id);
            if (known != null) {
                return known;
            }
        }
        byte[] tile = tiles.read(id);
        if (tile == null || tile.length != TileId.WIDTH * Hashes.BYTES) {
            throw new CorruptException(id + " is " + (tile == null ? "missing" : "cut short"));
        }
        byte[][] heap = new byte[2 * TileId.WIDTH][];
        heap[0] = new byte[0];
        for (int i = 2 * TileId.WIDTH - 1; i > 0; i--) {
            int at = (i - TileId.WIDTH) * Hashes.BYTES;
            heap[i] =
                    at >= 0
                            ? Arrays.copyOfRange(tile, at, at + Hashes.BYTES)
                            : hashes.node(heap[2 * i], heap[2 * i + 1]);
        }
        if (!Arrays.equals(heap[1], node(edge, (id.level() + 1) * TileId.HEIGHT, id.number()))) {
            throw new CorruptException(id + " is not what the log committed to");
        }
        List<byte[]> nodes = List.of(heap);
        synchronized (checked) {
            checked.put(id, nodes);
        }
        return nodes;
    }

    /** The largest power of two below a width of 2 or more. */
    private static long split(long width) {
        return Long.highestOneBit(width - 1);
    }

    private static void require(boolean held, long a, long b) {
        if (!held) {
            throw new IndexOutOfBoundsException("no such part of the log: " + a + ", " + b);
        }
    }
}
