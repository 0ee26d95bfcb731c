package org.xinpiao.crypto;

import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ParametersWithID;
import org.bouncycastle.crypto.signers.SM2Signer;

/** Signs with SM2; making a signer costs as much as a signature, so they are pooled. */
final class Sm2SigningKey implements SigningKey, LocalKey {

    private final ECPrivateKeyParameters key;
    private final Sm2VerifyingKey publicKey;
    private final Pool<SM2Signer> signers;

    Sm2SigningKey(ECPrivateKeyParameters key) {
        this.key = key;
        publicKey = new Sm2VerifyingKey(Sm2.publicKey(key));
        signers =
                new Pool<>(() -> {
                    SM2Signer signer = new SM2Signer();
                    signer.init(true, new ParametersWithID(key, Sm2.userId()));
                    return signer;
                });
    }

    static Sm2SigningKey generate() {
        return new Sm2SigningKey(Sm2.generate());
    }

    @Override
    public VerifyingKey publicKey() {
        return publicKey;
    }

    @Override
    public byte[] sign(byte[] message) {
        SM2Signer signer = signers.take();
        signer.update(message, 0, message.length);
        try {
            byte[] signature = signer.generateSignature();
            signers.give(signer);
            return signature;
        } catch (org.bouncycastle.crypto.CryptoException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public ECPrivateKeyParameters parameters() {
        return key;
    }
}
