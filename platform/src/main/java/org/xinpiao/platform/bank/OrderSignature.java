package org.xinpiao.platform.bank;

import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.xinpiao.platform.node.Party;

/**
 * A member's signature on an order.
 *
 * @param keyId hash of the member's registered key
 * @param signature over {@link #message}
 */
public record OrderSignature(String member, ByteString keyId, ByteString signature) {

    static final String HEADER = "Xinpiao-Approval";

    private static final ByteString PREFIX =
            ByteString.copyFrom("xinpiao/payment-order/v1\n", StandardCharsets.UTF_8);

    /** What is signed: a prefix that keeps it from being anything else, and the exact bytes. */
    public static byte[] message(byte[] order) {
        return PREFIX.concat(ByteString.copyFrom(order)).toByteArray();
    }

    /** A party signs. */
    public static OrderSignature sign(Party party, byte[] order) {
        return new OrderSignature(
                party.id(),
                ByteString.copyFrom(party.signing().publicKey().id()),
                ByteString.copyFrom(party.signing().sign(message(order))));
    }

    /** As in the header. */
    String text() {
        return member + " " + RequestSignature.text(keyId) + " " + RequestSignature.text(signature);
    }

    /**
     * Of a header.
     *
     * @throws IllegalArgumentException when it is none
     */
    static OrderSignature of(String header) {
        List<String> parts = List.of(header.split(" ", -1));
        if (parts.size() != 3) {
            throw new IllegalArgumentException(HEADER);
        }
        return new OrderSignature(
                parts.get(0),
                RequestSignature.bytes(parts.get(1)),
                RequestSignature.bytes(parts.get(2)));
    }
}
