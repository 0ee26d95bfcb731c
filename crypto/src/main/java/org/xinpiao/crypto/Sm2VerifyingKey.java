package org.xinpiao.crypto;

import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.ParametersWithID;
import org.bouncycastle.crypto.signers.SM2Signer;

/** Checks SM2 signatures; a pooled verifier has the user's Z hashed and the point's table made. */
final class Sm2VerifyingKey extends EncodedKey implements VerifyingKey {

    private final Pool<SM2Signer> verifiers;

    Sm2VerifyingKey(ECPublicKeyParameters key) {
        super(Sm2.ALGORITHM, Suites.national(), Sm2.encode(key));
        verifiers =
                new Pool<>(() -> {
                    SM2Signer verifier = new SM2Signer();
                    verifier.init(false, new ParametersWithID(key, Sm2.userId()));
                    return verifier;
                });
    }

    @Override
    public boolean verify(byte[] message, byte[] signature) {
        SM2Signer verifier = verifiers.take();
        verifier.update(message, 0, message.length);
        boolean good = verifier.verifySignature(signature);
        verifier.reset(); // a malformed signature leaves the message behind
        verifiers.give(verifier);
        return good;
    }
}
