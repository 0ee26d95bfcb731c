package org.xinpiao.contracts.bill;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.xinpiao.contracts.Merkle;
import org.xinpiao.contracts.Primitives;

/**
 * A bill's digital fingerprint (数字指纹): a small tree that lets any item be shown and proved without
 * the rest.
 *
 * <p>An item's leaf entry is its salt and its bytes; the salt derives from the section's seed, so a
 * section needs one seed and an item is opened with its own salt alone. The items of a section form
 * a tree; the four section roots, each with its number in front, form the tree whose root is the
 * fingerprint.
 */
public final class Fingerprint {

    /** Length of a section's seed and of an item's salt in bytes. */
    public static final int SALT_BYTES = 16;

    private static final String CHECK_ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyz";

    private static final int CHECK_LENGTH = 6;

    private static final byte[] BATCH = "xinpiao/batch/v1\n".getBytes(StandardCharsets.UTF_8);

    private final Primitives primitives;
    private final Merkle merkle;

    public Fingerprint(Primitives primitives) {
        this.primitives = primitives;
        this.merkle = new Merkle(primitives);
    }

    /** The salt of an item, {@value #SALT_BYTES} bytes: one hash serves two items. */
    public byte[] salt(byte[] seed, int item) {
        return half(twoSalts(seed, item / 2), item);
    }

    private byte[] twoSalts(byte[] seed, int pair) {
        return primitives.hash(seed, ByteBuffer.allocate(4).putInt(pair).array());
    }

    private static byte[] half(byte[] hash, int item) {
        int from = item % 2 * SALT_BYTES;
        return Arrays.copyOfRange(hash, from, from + SALT_BYTES);
    }

    public byte[] itemLeaf(byte[] salt, byte[] item) {
        return merkle.leaf(salt, item);
    }

    public byte[] sectionRoot(List<byte[]> itemLeaves) {
        return merkle.root(itemLeaves);
    }

    public byte[] sectionRoot(Section section) {
        byte[] seed = section.getSeed().toByteArray();
        List<byte[]> leaves = new ArrayList<>(section.getItemsCount());
        byte[] salts = {};
        for (ByteString item : section.getItemsList()) {
            int place = leaves.size();
            if (place % 2 == 0) {
                salts = twoSalts(seed, place / 2);
            }
            leaves.add(itemLeaf(half(salts, place), item.toByteArray()));
        }
        return sectionRoot(leaves);
    }

    /**
     * The fingerprint over the section roots.
     *
     * @param sectionRoots one for each {@link SectionKind}, in its order
     */
    public byte[] of(List<byte[]> sectionRoots) {
        if (sectionRoots.size() != SectionKind.values().length) {
            throw new IllegalArgumentException(
                    "a bill has " + SectionKind.values().length + " sections");
        }
        List<byte[]> leaves = new ArrayList<>(sectionRoots.size());
        for (byte[] root : sectionRoots) {
            leaves.add(merkle.leaf(new byte[] {(byte) leaves.size()}, root));
        }
        return merkle.root(leaves);
    }

    /**
     * The bill's check code (校验码): six of {@code 0-9a-z}, a function of the fingerprint, so that a
     * bill whose content was changed does not carry the code that its number is known by.
     */
    public static String checkCode(byte[] fingerprint) {
        long rest = ByteBuffer.wrap(fingerprint).getLong() >>> 1;
        StringBuilder code = new StringBuilder(CHECK_LENGTH);
        for (int i = 0; i < CHECK_LENGTH; i++) {
            code.append(CHECK_ALPHABET.charAt((int) (rest % CHECK_ALPHABET.length())));
            rest /= CHECK_ALPHABET.length();
        }
        return code.toString();
    }

    /** The leaf of a bill in its batch: over the exact bytes of its {@link BillRecord}. */
    public byte[] batchLeaf(byte[] record) {
        return merkle.leaf(record);
    }

    public byte[] batchRoot(List<byte[]> batchLeaves) {
        return merkle.root(batchLeaves);
    }

    public List<byte[]> batchPath(List<byte[]> batchLeaves, int index) {
        return merkle.path(batchLeaves, index);
    }

    public boolean inBatch(
            byte[] batchRoot, byte[] record, int index, int size, List<byte[]> path) {
        return merkle.includes(batchRoot, batchLeaf(record), index, size, path);
    }

    /** What the institution signs for a batch. */
    public static byte[] batchMessage(byte[] batchRoot) {
        byte[] message = Arrays.copyOf(BATCH, BATCH.length + batchRoot.length);
        System.arraycopy(batchRoot, 0, message, BATCH.length, batchRoot.length);
        return message;
    }
}
