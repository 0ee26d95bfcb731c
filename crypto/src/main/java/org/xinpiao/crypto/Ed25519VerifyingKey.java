package org.xinpiao.crypto;

import java.util.HexFormat;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.bouncycastle.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Checks Ed25519 signatures; Bouncy Castle does it several times faster than the JDK. */
final class Ed25519VerifyingKey extends EncodedKey implements VerifyingKey {

    static final String ALGORITHM = "Ed25519";

    private static final byte[] PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

    private final Ed25519PublicKeyParameters key;

    Ed25519VerifyingKey(Ed25519PublicKeyParameters key) {
        super(ALGORITHM, Suites.international(), Arrays.concatenate(PREFIX, key.getEncoded()));
        this.key = key;
    }

    static Ed25519VerifyingKey decode(byte[] spki) throws CryptoException {
        byte[] point = body(spki, PREFIX, Ed25519.PUBLIC_KEY_SIZE);
        // Also refuses points outside the prime-order group, for which checkers disagree.
        if (!Ed25519.validatePublicKeyFull(point, 0)) {
            throw new CryptoException("not a point of the group");
        }
        return new Ed25519VerifyingKey(new Ed25519PublicKeyParameters(point));
    }

    @Override
    public boolean verify(byte[] message, byte[] signature) {
        byte @Nullable [] context = null;
        return signature.length == Ed25519.SIGNATURE_SIZE
                && key.verify(
                        Ed25519.Algorithm.Ed25519,
                        context,
                        message,
                        0,
                        message.length,
                        signature,
                        0);
    }
}
