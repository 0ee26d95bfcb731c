package org.xinpiao.ledger;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.xinpiao.crypto.SigningKey;
import org.xinpiao.crypto.Suite;

/**
 * How a transaction is signed: the member signs the hash of its exact bytes in the chain's suite,
 * so that whoever checks the signature reads the bytes once, for that and for the receipt.
 */
public final class SignedTransactions {

    private static final byte[] DOMAIN = "xinpiao/transaction/v1\n".getBytes(US_ASCII);

    private SignedTransactions() {}

    public static SignedTransaction sign(Suite suite, Transaction transaction, SigningKey key) {
        ByteString bytes = transaction.toByteString();
        byte[] signature = key.sign(message(suite.hash(bytes.toByteArray())));
        return SignedTransaction.newBuilder()
                .setTransaction(bytes)
                .setSignature(ByteString.copyFrom(signature))
                .build();
    }

    /** Reads a SignedTransaction; null when the bytes are none, or not as protobuf encodes it. */
    static @Nullable SignedTransaction exact(ByteString bytes) {
        try {
            SignedTransaction signed = SignedTransaction.parseFrom(bytes);
            return signed.toByteString().equals(bytes)
                            && signed.getUnknownFields().asMap().isEmpty()
                    ? signed
                    : null;
        } catch (InvalidProtocolBufferException _) {
            return null;
        }
    }

    /**
     * What is signed.
     *
     * @param hash of the Transaction's exact bytes
     */
    static byte[] message(byte[] hash) {
        byte[] message = Arrays.copyOf(DOMAIN, DOMAIN.length + hash.length);
        System.arraycopy(hash, 0, message, DOMAIN.length, hash.length);
        return message;
    }
}
