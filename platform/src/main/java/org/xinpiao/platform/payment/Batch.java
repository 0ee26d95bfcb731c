package org.xinpiao.platform.payment;

import com.google.protobuf.ByteString;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.xinpiao.platform.bank.OrderSignature;

/**
 * An order to the bank: sums in fen, times in milliseconds.
 *
 * @param state held, made, signed, sent, done, declined
 * @param sealedMessage pain.001, sealed for the agency
 */
record Batch(
        String messageId,
        String agency,
        long createdMs,
        String state,
        int transactions,
        long sumFen,
        byte[] sealedMessage,
        @Nullable String firstClerk,
        @Nullable Long firstMs,
        @Nullable String secondClerk,
        @Nullable Long secondMs,
        @Nullable String declinedBy,
        @Nullable String reason,
        byte @Nullable [] agencyKey,
        byte @Nullable [] agencySignature,
        @Nullable String secondMember,
        byte @Nullable [] secondKey,
        byte @Nullable [] secondSignature,
        @Nullable Long sentMs,
        @Nullable Long askedMs) {

    public Instant created() {
        return Instant.ofEpochMilli(createdMs);
    }

    public @Nullable Instant sent() {
        return sentMs == null ? null : Instant.ofEpochMilli(sentMs);
    }

    /** Those of an order that was signed. */
    List<OrderSignature> signatures() {
        return List.of(
                signature(agency, agencyKey, agencySignature),
                signature(Objects.requireNonNull(secondMember), secondKey, secondSignature));
    }

    private static OrderSignature signature(
            String member, byte @Nullable [] key, byte @Nullable [] signature) {
        return new OrderSignature(
                member,
                ByteString.copyFrom(Objects.requireNonNull(key)),
                ByteString.copyFrom(Objects.requireNonNull(signature)));
    }
}
