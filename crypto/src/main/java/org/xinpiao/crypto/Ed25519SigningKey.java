package org.xinpiao.crypto;

import java.security.SecureRandom;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.jspecify.annotations.Nullable;

/** Signs with Ed25519. */
final class Ed25519SigningKey implements SigningKey, LocalKey {

    private final Ed25519PrivateKeyParameters key;
    private final Ed25519VerifyingKey publicKey;

    Ed25519SigningKey(Ed25519PrivateKeyParameters key) {
        this.key = key;
        publicKey = new Ed25519VerifyingKey(key.generatePublicKey());
    }

    static Ed25519SigningKey generate() {
        return new Ed25519SigningKey(new Ed25519PrivateKeyParameters(new SecureRandom()));
    }

    @Override
    public VerifyingKey publicKey() {
        return publicKey;
    }

    @Override
    public byte[] sign(byte[] message) {
        byte @Nullable [] context = null;
        byte[] signature = new byte[Ed25519.SIGNATURE_SIZE];
        key.sign(Ed25519.Algorithm.Ed25519, context, message, 0, message.length, signature, 0);
        return signature;
    }

    @Override
    public Ed25519PrivateKeyParameters parameters() {
        return key;
    }
}
