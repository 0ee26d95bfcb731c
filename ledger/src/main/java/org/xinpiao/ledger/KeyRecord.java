package org.xinpiao.ledger;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * What is remembered of an accepted transaction's idempotency key.
 *
 * @param index leaf of its receipt
 * @param expiry last height at which it is remembered; 0 for ever
 * @param digest what the key stands for
 */
record KeyRecord(long index, long expiry, ByteString digest) {

    /** Begins a transport key, which is remembered until the transaction's expiry height. */
    static final String TRANSPORT = "~";

    private static final byte RECORD = 0;
    private static final byte EXPIRY = 1;

    byte[] encode() {
        return ByteBuffer.allocate(2 * Long.BYTES + digest.size())
                .putLong(index)
                .putLong(expiry)
                .put(digest.asReadOnlyByteBuffer())
                .array();
    }

    static KeyRecord decode(ByteBuffer bytes) {
        return new KeyRecord(bytes.getLong(), bytes.getLong(), ByteString.copyFrom(bytes));
    }

    /** Where the record lies. */
    static byte[] place(Owner owner) {
        return owner.after(ByteBuffer.allocate(1).put(RECORD).array());
    }

    /** Where it is noted that the record ends with a height. */
    static byte[] expiryPlace(long height, Owner owner) {
        return owner.after(expiryPrefix(height));
    }

    static byte[] expiryPrefix(long height) {
        return ByteBuffer.allocate(1 + Long.BYTES).put(EXPIRY).putLong(height).array();
    }

    /** The record's place, from that of its note. */
    static byte[] placeOfExpired(byte[] expiryPlace) {
        byte[] place = new byte[expiryPlace.length - Long.BYTES];
        place[0] = RECORD;
        System.arraycopy(expiryPlace, 1 + Long.BYTES, place, 1, place.length - 1);
        return place;
    }

    /** Whose key it is; neither part has a control character. */
    record Owner(String member, String key) {

        private byte[] after(byte[] prefix) {
            byte[] text = (member + '\0' + key).getBytes(StandardCharsets.UTF_8);
            return ByteBuffer.allocate(prefix.length + text.length).put(prefix).put(text).array();
        }
    }
}
