package org.xinpiao.ledger;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * What is remembered of an answered transaction: under its idempotency key when it was accepted,
 * under its hash when it was rejected, so that nobody can bring it again until it succeeds.
 *
 * @param index leaf of its receipt
 * @param expiry last height at which it is remembered; 0 for ever
 * @param digest what the key stands for
 */
record KeyRecord(long index, long expiry, ByteString digest) {

    /** Begins a transport key, which is remembered until the transaction's expiry height. */
    static final String TRANSPORT = "~";

    /** Begins what stands for a rejected transaction. */
    static final char REJECTED = '\1';

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

    /** Whose key it is; no part that a member chose has a control character. */
    record Owner(String member, String key) {

        static Owner of(Transaction transaction) {
            return new Owner(transaction.getMember(), transaction.getIdempotencyKey());
        }

        /** Of a rejected transaction; its bytes count, not who signed them how often. */
        static Owner rejected(Candidate candidate, Transaction transaction) {
            byte[] message = candidate.message();
            int from = message.length - Hashes.BYTES;
            String hash = HexFormat.of().formatHex(message, from, message.length);
            return new Owner(transaction.getMember(), REJECTED + hash);
        }

        private byte[] after(byte[] prefix) {
            byte[] text = (member + '\0' + key).getBytes(StandardCharsets.UTF_8);
            return ByteBuffer.allocate(prefix.length + text.length).put(prefix).put(text).array();
        }
    }
}
