package org.xinpiao.contracts;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Merkle trees as RFC 6962 §2.1 defines them, over any hash of 32 bytes. A leaf hash is {@code
 * H(0x00 ‖ entry)}, a node {@code H(0x01 ‖ left ‖ right)}; a left subtree is the largest power of
 * two below the size.
 */
public final class Merkle {

    private static final byte[] LEAF = {0};
    private static final byte[] NODE = {1};

    private final Primitives primitives;

    public Merkle(Primitives primitives) {
        this.primitives = primitives;
    }

    /** The hash of a leaf whose entry is the concatenation of the parts. */
    public byte[] leaf(byte[]... entry) {
        byte[][] parts = new byte[entry.length + 1][];
        parts[0] = LEAF;
        System.arraycopy(entry, 0, parts, 1, entry.length);
        return primitives.hash(parts);
    }

    public byte[] node(byte[] left, byte[] right) {
        return primitives.hash(NODE, left, right);
    }

    /** The root over leaf hashes; of no leaf at all, the hash of nothing. */
    public byte[] root(List<byte[]> leaves) {
        return leaves.isEmpty() ? primitives.hash() : subtree(leaves, 0, leaves.size());
    }

    /** The inclusion path of a leaf, from its sibling up. */
    public List<byte[]> path(List<byte[]> leaves, int index) {
        if (index < 0 || index >= leaves.size()) {
            throw new IndexOutOfBoundsException(index);
        }
        List<byte[]> path = new ArrayList<>();
        int from = 0;
        int to = leaves.size();
        while (to - from > 1) {
            int middle = from + split(to - from);
            if (index < middle) {
                path.addFirst(subtree(leaves, middle, to));
                to = middle;
            } else {
                path.addFirst(subtree(leaves, from, middle));
                from = middle;
            }
        }
        return path;
    }

    /**
     * Whether a leaf stands at {@code index} in the tree of {@code size} leaves with this root (RFC
     * 9162 §2.1.3.2).
     */
    public boolean includes(byte[] root, byte[] leaf, long index, long size, List<byte[]> path) {
        if (index < 0 || index >= size) {
            return false;
        }
        byte[] hash = leaf;
        long node = index;
        long last = size - 1;
        for (byte[] sibling : path) {
            if (last == 0) {
                return false;
            }
            if ((node & 1) == 1 || node == last) {
                hash = node(sibling, hash);
                while ((node & 1) == 0 && node != 0) {
                    node >>= 1;
                    last >>= 1;
                }
            } else {
                hash = node(hash, sibling);
            }
            node >>= 1;
            last >>= 1;
        }
        return last == 0 && Arrays.equals(hash, root);
    }

    /**
     * Whether the tree of {@code size} leaves begins with the tree of {@code oldSize} leaves (RFC
     * 9162 §2.1.4.2).
     */
    public boolean extendsTree(
            byte[] oldRoot, long oldSize, byte[] root, long size, List<byte[]> proof) {
        if (oldSize < 0 || oldSize > size) {
            return false;
        }
        if (oldSize == size || oldSize == 0) {
            return proof.isEmpty()
                    && (oldSize == 0
                            ? Arrays.equals(oldRoot, root(List.of()))
                            : Arrays.equals(oldRoot, root));
        }
        List<byte[]> hashes = new ArrayList<>(proof);
        if (Long.bitCount(oldSize) == 1) {
            hashes.addFirst(oldRoot);
        }
        if (hashes.isEmpty()) {
            return false;
        }
        long node = oldSize - 1;
        long last = size - 1;
        while ((node & 1) == 1) {
            node >>= 1;
            last >>= 1;
        }
        byte[] first = hashes.getFirst();
        byte[] second = first;
        for (byte[] hash : hashes.subList(1, hashes.size())) {
            if (last == 0) {
                return false;
            }
            if ((node & 1) == 1 || node == last) {
                first = node(hash, first);
                second = node(hash, second);
                while ((node & 1) == 0 && node != 0) {
                    node >>= 1;
                    last >>= 1;
                }
            } else {
                second = node(second, hash);
            }
            node >>= 1;
            last >>= 1;
        }
        return last == 0 && Arrays.equals(first, oldRoot) && Arrays.equals(second, root);
    }

    private byte[] subtree(List<byte[]> leaves, int from, int to) {
        if (to - from == 1) {
            return leaves.get(from);
        }
        int middle = from + split(to - from);
        return node(subtree(leaves, from, middle), subtree(leaves, middle, to));
    }

    /** The largest power of two below {@code size}. */
    private static int split(int size) {
        return Integer.highestOneBit(size - 1);
    }
}
