package org.xinpiao.crypto;

import java.security.SecureRandom;
import org.bouncycastle.crypto.params.MLDSAParameters;
import org.bouncycastle.crypto.params.MLDSAPrivateKeyParameters;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.bouncycastle.crypto.signers.MLDSASigner;

/**
 * Signs with ML-DSA-44 (FIPS 204, hedged), which a quantum computer does not break. It belongs to
 * no suite: it stands beside a signature of one. All of the key is its seed, which a {@link
 * KeyVault} keeps as a secret.
 */
public final class PostQuantumKey implements SigningKey {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final MLDSAPrivateKeyParameters key;
    private final VerifyingKey publicKey;

    /**
     * The key of a seed.
     *
     * @param seed 32 random bytes
     */
    public PostQuantumKey(byte[] seed) {
        if (seed.length != KeyVault.SECRET_BYTES) {
            throw new IllegalArgumentException("a seed has 32 bytes");
        }
        key = new MLDSAPrivateKeyParameters(MLDSAParameters.ml_dsa_44, seed);
        try {
            publicKey = MlDsa44VerifyingKey.ofKey(key.getPublicKey());
        } catch (CryptoException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public VerifyingKey publicKey() {
        return publicKey;
    }

    @Override
    public byte[] sign(byte[] message) {
        MLDSASigner signer = new MLDSASigner();
        signer.init(true, new ParametersWithRandom(key, RANDOM));
        signer.update(message, 0, message.length);
        try {
            return signer.generateSignature();
        } catch (org.bouncycastle.crypto.CryptoException e) {
            throw new IllegalStateException(e);
        }
    }
}
