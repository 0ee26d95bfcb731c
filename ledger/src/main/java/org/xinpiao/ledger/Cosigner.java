package org.xinpiao.ledger;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.xinpiao.crypto.SigningKey;

/**
 * A private key that signs checkpoints under a name. Under the log's origin as name it signs as the
 * log itself, under any other as a cosigner; a key is for one name only.
 */
public record Cosigner(String name, SigningKey key) {

    /** The public side, for a log of an origin. */
    public CheckpointKey publicKey(String origin) {
        return new CheckpointKey(name, CheckpointKey.Role.of(name, origin), key.publicKey());
    }

    /** Signs a checkpoint at a time (seconds since 1970-01-01 UTC). */
    public Note.Signature sign(Checkpoint checkpoint, long time) {
        CheckpointKey publicKey = publicKey(checkpoint.origin());
        String text = checkpoint.text();
        byte[] bytes =
                switch (publicKey.role()) {
                    case LOG -> key.sign(text.getBytes(StandardCharsets.UTF_8));
                    case COSIGNER -> {
                        byte[] message = publicKey.cosigned(time, text);
                        if (message == null) {
                            throw new IllegalArgumentException("a name is too long to be signed");
                        }
                        byte[] signature = key.sign(message);
                        yield ByteBuffer.allocate(Long.BYTES + signature.length)
                                .putLong(time)
                                .put(signature)
                                .array();
                    }
                };
        return new Note.Signature(name, publicKey.id(), bytes);
    }
}
