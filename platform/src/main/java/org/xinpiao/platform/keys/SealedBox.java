package org.xinpiao.platform.keys;

import com.google.protobuf.ByteString;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import org.xinpiao.crypto.CryptoException;
import org.xinpiao.crypto.RecipientKey;
import org.xinpiao.crypto.SealingKey;
import org.xinpiao.crypto.Suite;

/**
 * A single message sealed for one recipient: length of the encapsulation (2 bytes), the
 * encapsulation, the ciphertext.
 */
public final class SealedBox {

    private static final SecureRandom RANDOM = new SecureRandom();

    /** The key of a message for several is used once. */
    private static final byte[] NONCE = new byte[12];

    private SealedBox() {}

    public static ByteString seal(RecipientKey recipient, byte[] message) {
        RecipientKey.Encapsulation fresh = recipient.encapsulate();
        byte[] wrapped = fresh.key().wrap(0, message);
        return ByteString.copyFrom(
                ByteBuffer.allocate(2 + fresh.bytes().length + wrapped.length)
                        .putShort((short) fresh.bytes().length)
                        .put(fresh.bytes())
                        .put(wrapped)
                        .flip());
    }

    /**
     * Opens a box.
     *
     * @throws CryptoException when it was not sealed for this key or was changed
     */
    public static byte[] open(SealingKey key, ByteString box) throws CryptoException {
        ByteBuffer bytes = box.asReadOnlyByteBuffer();
        if (bytes.remaining() < 2) {
            throw new CryptoException("a sealed box is longer");
        }
        int length = Short.toUnsignedInt(bytes.getShort());
        if (length > bytes.remaining()) {
            throw new CryptoException("the sealed box is cut off");
        }
        byte[] encapsulation = new byte[length];
        bytes.get(encapsulation);
        byte[] wrapped = new byte[bytes.remaining()];
        bytes.get(wrapped);
        return key.open(encapsulation).unwrap(0, wrapped);
    }

    /**
     * Seals one message for several recipients: their number (1 byte), for each its key id, the
     * length of its box (2 bytes) and the box with the message's key, then the ciphertext.
     */
    public static ByteString sealForAll(
            Suite suite, List<RecipientKey> recipients, byte[] message) {
        byte[] key = new byte[Suite.KEY_BYTES];
        RANDOM.nextBytes(key);
        ByteString.Output out = ByteString.newOutput();
        out.write(recipients.size());
        for (RecipientKey recipient : recipients) {
            byte[] box = seal(recipient, key).toByteArray();
            out.write(recipient.id(), 0, Suite.HASH_BYTES);
            out.write(box.length >> 8);
            out.write(box.length);
            out.write(box, 0, box.length);
        }
        byte[] ciphertext = suite.encrypt(key, NONCE, new byte[0], message);
        out.write(ciphertext, 0, ciphertext.length);
        return out.toByteString();
    }

    /**
     * Opens what was sealed for several.
     *
     * @throws CryptoException when this key is not among them or something was changed
     */
    public static byte[] openAsOne(Suite suite, SealingKey key, ByteString sealed)
            throws CryptoException {
        try {
            ByteBuffer bytes = sealed.asReadOnlyByteBuffer();
            byte[] own = key.publicKey().id();
            byte[] messageKey = null;
            for (int left = Byte.toUnsignedInt(bytes.get()); left > 0; left--) {
                byte[] id = new byte[Suite.HASH_BYTES];
                bytes.get(id);
                byte[] box = new byte[Short.toUnsignedInt(bytes.getShort())];
                bytes.get(box);
                if (Arrays.equals(id, own)) {
                    messageKey = open(key, ByteString.copyFrom(box));
                }
            }
            byte[] ciphertext = new byte[bytes.remaining()];
            bytes.get(ciphertext);
            if (messageKey == null) {
                throw new CryptoException("not sealed for this key");
            }
            return suite.decrypt(messageKey, NONCE, new byte[0], ciphertext);
        } catch (BufferUnderflowException e) {
            throw new CryptoException("the sealed message is cut off", e);
        }
    }
}
