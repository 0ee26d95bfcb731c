package org.xinpiao.crypto;

import java.security.SecureRandom;
import java.util.Arrays;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.hpke.HPKEContext;
import org.bouncycastle.crypto.params.X25519PrivateKeyParameters;
import org.bouncycastle.math.ec.rfc7748.X25519;

/** Opens what was sealed for an X25519 key. */
final class X25519SealingKey implements SealingKey, LocalKey {

    private final X25519PrivateKeyParameters key;
    private final AsymmetricCipherKeyPair pair;
    private final X25519RecipientKey publicKey;

    X25519SealingKey(X25519PrivateKeyParameters key) {
        this.key = key;
        pair = new AsymmetricCipherKeyPair(key.generatePublicKey(), key);
        publicKey = new X25519RecipientKey(key.generatePublicKey());
    }

    static X25519SealingKey generate() {
        return new X25519SealingKey(new X25519PrivateKeyParameters(new SecureRandom()));
    }

    @Override
    public RecipientKey publicKey() {
        return publicKey;
    }

    @Override
    public EnvelopeKey open(byte[] encapsulation) throws CryptoException {
        if (encapsulation.length != 1 + X25519.POINT_SIZE || encapsulation[0] != Envelope.X25519) {
            throw new CryptoException("not an X25519 envelope");
        }
        byte[] ephemeral = Arrays.copyOfRange(encapsulation, 1, encapsulation.length);
        return X25519RecipientKey.envelopeKey(context(ephemeral, Envelope.info()), false);
    }

    HPKEContext context(byte[] ephemeral, byte[] info) throws CryptoException {
        try {
            return X25519RecipientKey.hpke().setupBaseR(ephemeral, pair, info);
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw new CryptoException("not a key of the group", e);
        }
    }

    @Override
    public X25519PrivateKeyParameters parameters() {
        return key;
    }
}
