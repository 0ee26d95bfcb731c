package org.xinpiao.ledger;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import org.xinpiao.crypto.CryptoException;
import org.xinpiao.crypto.Keys;
import org.xinpiao.crypto.SigningKey;
import org.xinpiao.crypto.VerifyingKey;

/** An Ed25519 key that is the same for the same seed. */
final class SeededKey implements SigningKey {

    private final KeyPair pair;

    SeededKey(int seed) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
            generator.initialize(NamedParameterSpec.ED25519, new Constant((byte) seed));
            pair = generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public VerifyingKey publicKey() {
        try {
            return Keys.verifying("Ed25519", pair.getPublic().getEncoded());
        } catch (CryptoException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public byte[] sign(byte[] message) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(pair.getPrivate());
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class Constant extends SecureRandom {

        private final byte value;

        Constant(byte value) {
            this.value = value;
        }

        @Override
        public void nextBytes(byte[] bytes) {
            Arrays.fill(bytes, value);
        }
    }
}
