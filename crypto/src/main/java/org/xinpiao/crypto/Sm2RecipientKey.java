package org.xinpiao.crypto;

import java.security.SecureRandom;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.engines.SM2Engine;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.bouncycastle.util.Arrays;

/** Seals with the public-key encryption of GB/T 32918.4 (C1 C3 C2) of a random secret. */
final class Sm2RecipientKey extends EncodedKey implements RecipientKey {

    static final int SECRET_BYTES = 32;

    private static final SecureRandom RANDOM = new SecureRandom();

    private final ECPublicKeyParameters key;

    Sm2RecipientKey(ECPublicKeyParameters key) {
        super(Sm2.ALGORITHM, Suites.national(), Sm2.encode(key));
        this.key = key;
    }

    @Override
    public Encapsulation encapsulate() {
        byte[] secret = new byte[SECRET_BYTES];
        RANDOM.nextBytes(secret);
        SM2Engine engine = new SM2Engine(SM2Engine.Mode.C1C3C2);
        engine.init(true, new ParametersWithRandom(key, RANDOM));
        try {
            byte[] bytes =
                    Arrays.prepend(engine.processBlock(secret, 0, secret.length), Envelope.SM2);
            return new Encapsulation(bytes, envelopeKey(secret, bytes, true));
        } catch (InvalidCipherTextException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The encapsulation and the recipient are bound to the key by the derivation. */
    EnvelopeKey envelopeKey(byte[] secret, byte[] encapsulation, boolean sender) {
        Suite suite = Suites.national();
        byte[] info = Arrays.concatenate(Envelope.info(), encapsulation, encoded());
        byte[] salt = new byte[Suite.HASH_BYTES];
        return new Envelope(suite, Hkdf.derive(suite, salt, secret, info, Suite.KEY_BYTES), sender);
    }
}
