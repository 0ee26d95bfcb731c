package org.xinpiao.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PostQuantumKeyTest {

    private static final byte[] MESSAGE = "信票".getBytes(StandardCharsets.UTF_8);

    private final byte[] seed = new byte[32];

    @Test
    void keyIsAFunctionOfItsSeed() {
        PostQuantumKey key = new PostQuantumKey(seed);
        byte[] other = seed.clone();
        other[31] = 1;

        assertThat(new PostQuantumKey(seed).publicKey()).isEqualTo(key.publicKey());
        assertThat(new PostQuantumKey(other).publicKey()).isNotEqualTo(key.publicKey());
        assertThat(key.publicKey().algorithm()).isEqualTo("ML-DSA-44");
        assertThatThrownBy(() -> new PostQuantumKey(new byte[31]))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void signatureOfAnotherMessageOrLengthIsNotGood() {
        PostQuantumKey key = new PostQuantumKey(seed);
        byte[] signature = key.sign(MESSAGE);
        byte[] flipped = signature.clone();
        flipped[100] ^= 1;

        assertThat(signature).hasSize(2420);
        assertThat(key.publicKey().verify(MESSAGE, signature)).isTrue();
        assertThat(key.publicKey().verify(new byte[1], signature)).isFalse();
        assertThat(key.publicKey().verify(MESSAGE, flipped)).isFalse();
        assertThat(key.publicKey().verify(MESSAGE, Arrays.copyOf(signature, 2419))).isFalse();
        assertThat(key.publicKey().verify(MESSAGE, new byte[0])).isFalse();
    }

    /** Ours are made by Bouncy Castle and checked by the JDK; here the JDK makes one. */
    @Test
    void signatureOfTheJdkIsGood() throws GeneralSecurityException, CryptoException {
        KeyPair pair = KeyPairGenerator.getInstance("ML-DSA-44").generateKeyPair();
        Signature signer = Signature.getInstance("ML-DSA-44");
        signer.initSign(pair.getPrivate());
        signer.update(MESSAGE);
        VerifyingKey key = Keys.verifying("ML-DSA-44", pair.getPublic().getEncoded());

        assertThat(key.verify(MESSAGE, signer.sign())).isTrue();
    }

    @Test
    void keyOfAnotherParameterSetIsNone() throws GeneralSecurityException {
        byte[] larger =
                KeyPairGenerator.getInstance("ML-DSA-65")
                        .generateKeyPair()
                        .getPublic()
                        .getEncoded();

        assertThatThrownBy(() -> Keys.verifying("ML-DSA-44", larger))
                .isInstanceOf(CryptoException.class);
        assertThatThrownBy(() -> Keys.verifying("ML-DSA-65", larger))
                .isInstanceOf(CryptoException.class);
    }
}
