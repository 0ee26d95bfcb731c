package org.xinpiao.crypto;

import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.engines.SM2Engine;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;

/** Opens what was sealed for an SM2 key. */
final class Sm2SealingKey implements SealingKey, LocalKey {

    private static final int ENCAPSULATION_BYTES =
            1 + Sm2.POINT_BYTES + Suite.HASH_BYTES + Sm2RecipientKey.SECRET_BYTES;

    private final ECPrivateKeyParameters key;
    private final Sm2RecipientKey publicKey;

    Sm2SealingKey(ECPrivateKeyParameters key) {
        this.key = key;
        publicKey = new Sm2RecipientKey(Sm2.publicKey(key));
    }

    static Sm2SealingKey generate() {
        return new Sm2SealingKey(Sm2.generate());
    }

    @Override
    public RecipientKey publicKey() {
        return publicKey;
    }

    @Override
    public EnvelopeKey open(byte[] encapsulation) throws CryptoException {
        if (encapsulation.length != ENCAPSULATION_BYTES
                || encapsulation[0] != Envelope.SM2
                || encapsulation[1] != Sm2.UNCOMPRESSED) {
            throw new CryptoException("not an SM2 envelope");
        }
        SM2Engine engine = new SM2Engine(SM2Engine.Mode.C1C3C2);
        engine.init(false, key);
        try {
            byte[] secret = engine.processBlock(encapsulation, 1, encapsulation.length - 1);
            return publicKey.envelopeKey(secret, encapsulation, false);
        } catch (InvalidCipherTextException | IllegalArgumentException e) {
            throw new CryptoException("not sealed for this key", e);
        }
    }

    @Override
    public ECPrivateKeyParameters parameters() {
        return key;
    }
}
