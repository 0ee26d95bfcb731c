package org.xinpiao.platform.verify;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.xinpiao.contracts.Merkle;
import org.xinpiao.contracts.bill.BillRecord;
import org.xinpiao.contracts.bill.Fingerprint;
import org.xinpiao.crypto.Suite;
import org.xinpiao.crypto.Suites;
import org.xinpiao.ledger.SuitePrimitives;

/**
 * What a bill's QR code says: enough to check the issuer's signature with no network, and no
 * personal data. The format stands in {@code docs/qr.md}.
 *
 * @param suite the chain's
 * @param record the exact bytes of the {@link BillRecord}
 * @param index place in the batch, from 0
 * @param size bills in the batch, 1 to {@value #BATCH_MAX}
 * @param path from the sibling up
 * @param keyPrefix the first {@value #KEY_PREFIX_BYTES} bytes of the issuer's key id
 * @param signature the issuer's, over the batch
 */
public record QrPayload(
        Suite suite,
        byte[] record,
        int index,
        int size,
        List<byte[]> path,
        byte[] keyPrefix,
        byte[] signature) {

    /** How the text begins. */
    public static final String PREFIX = "XP1";

    /** Longest text in characters: what the largest QR code holds at its lowest correction. */
    public static final int TEXT_MAX = 4296;

    public static final int KEY_PREFIX_BYTES = 8;

    static final int BATCH_MAX = 1000;

    private static final int CHECKSUM_BYTES = 4;
    private static final int BYTE_MAX = 255;

    /** A suite's byte is its place here, from 1. */
    private static final List<Suite> SUITES = List.of(Suites.national(), Suites.international());

    public QrPayload {
        path = List.copyOf(path);
        if (index < 0
                || index >= size
                || size > BATCH_MAX
                || path.size() != lefts(index, size).size()) {
            throw new IllegalArgumentException("no such place in a batch");
        }
        if (record.length > BYTE_MAX
                || signature.length > BYTE_MAX
                || keyPrefix.length != KEY_PREFIX_BYTES
                || !SUITES.contains(suite)) {
            throw new IllegalArgumentException("does not fit a QR code");
        }
    }

    public static QrPayload of(Bundle bundle) {
        Bundle.Batch batch = bundle.batch();
        return new QrPayload(
                bundle.suite(),
                bundle.record(),
                batch.index(),
                batch.size(),
                batch.path(),
                Arrays.copyOf(batch.keyId(), KEY_PREFIX_BYTES),
                batch.signature());
    }

    /** The text for the QR code, in its alphanumeric alphabet. */
    public String encode() {
        ByteArrayOutputStream out = new ByteArrayOutputStream(512);
        out.write(SUITES.indexOf(suite) + 1);
        out.write(record.length);
        out.writeBytes(record);
        out.write(index >> 8);
        out.write(index);
        out.write(size >> 8);
        out.write(size);
        path.forEach(out::writeBytes);
        out.writeBytes(keyPrefix);
        out.write(signature.length);
        out.writeBytes(signature);
        byte[] body = out.toByteArray();
        out.writeBytes(checksum(suite, body));
        return PREFIX + Base45.encode(out.toByteArray());
    }

    /**
     * Reads a text that {@link #encode} wrote and no other.
     *
     * @throws UnusableException when it is no such text, or was damaged
     */
    public static QrPayload decode(String text) throws UnusableException {
        if (!text.startsWith(PREFIX) || text.length() > TEXT_MAX) {
            throw new UnusableException("not the QR code of a bill");
        }
        byte[] bytes = Base45.decode(text.substring(PREFIX.length()));
        if (bytes.length < CHECKSUM_BYTES || bytes[0] < 1 || bytes[0] > SUITES.size()) {
            throw new UnusableException("not the QR code of a bill");
        }
        Suite suite = SUITES.get(bytes[0] - 1);
        byte[] body = Arrays.copyOf(bytes, bytes.length - CHECKSUM_BYTES);
        byte[] tail = Arrays.copyOfRange(bytes, body.length, bytes.length);
        if (!Arrays.equals(tail, checksum(suite, body))) {
            throw new UnusableException("damaged: the checksum differs");
        }
        return read(suite, ByteBuffer.wrap(body).position(1));
    }

    private static QrPayload read(Suite suite, ByteBuffer in) throws UnusableException {
        try {
            byte[] record = take(in, in.get() & 0xff);
            int index = in.getShort() & 0xffff;
            int size = in.getShort() & 0xffff;
            if (index >= size || size > BATCH_MAX) {
                throw new UnusableException("no such place in a batch");
            }
            List<byte[]> path = new ArrayList<>();
            for (int rest = lefts(index, size).size(); rest > 0; rest--) {
                path.add(take(in, Suite.HASH_BYTES));
            }
            byte[] keyPrefix = take(in, KEY_PREFIX_BYTES);
            byte[] signature = take(in, in.get() & 0xff);
            if (in.hasRemaining()) {
                throw new UnusableException("too long");
            }
            return new QrPayload(suite, record, index, size, path, keyPrefix, signature);
        } catch (BufferUnderflowException e) {
            throw new UnusableException("too short", e);
        }
    }

    /** For each step from a leaf up to the root, whether one comes from the left. */
    private static List<Boolean> lefts(int index, int size) {
        List<Boolean> lefts = new ArrayList<>();
        int at = index;
        int width = size;
        while (width > 1) {
            int left = Integer.highestOneBit(width - 1);
            lefts.addFirst(at < left);
            if (at < left) {
                width = left;
            } else {
                at -= left;
                width -= left;
            }
        }
        return lefts;
    }

    /** The root of the batch that this bill and its path lead to: what the issuer signed. */
    byte[] batchRoot() {
        SuitePrimitives primitives = new SuitePrimitives(suite);
        Merkle merkle = new Merkle(primitives);
        byte[] hash = new Fingerprint(primitives).batchLeaf(record);
        Iterator<Boolean> lefts = lefts(index, size).iterator();
        for (byte[] sibling : path) {
            hash = lefts.next() ? merkle.node(hash, sibling) : merkle.node(sibling, hash);
        }
        return hash;
    }

    /** Finds damage, not forgery: that is what the signature is for. */
    private static byte[] checksum(Suite suite, byte[] body) {
        return Arrays.copyOf(suite.hash(body), CHECKSUM_BYTES);
    }

    private static byte[] take(ByteBuffer in, int length) {
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }
}
