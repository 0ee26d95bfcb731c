package org.xinpiao.bench.kernels;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/** The primitives as the JDK and Bouncy Castle offer them to any program. */
public final class Peers {

    static final Provider BOUNCY_CASTLE = new BouncyCastleProvider();

    private static final byte[] MESSAGE = new byte[300];

    private Peers() {}

    static KeyPair sm2() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", BOUNCY_CASTLE);
        generator.initialize(new ECGenParameterSpec("sm2p256v1"));
        return generator.generateKeyPair();
    }

    static byte[] signSm2(PrivateKey key, byte[] message) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("SM3withSM2", BOUNCY_CASTLE);
        signature.initSign(key);
        signature.update(message);
        return signature.sign();
    }

    static boolean verifySm2(PublicKey key, byte[] message, byte[] signed)
            throws GeneralSecurityException {
        Signature signature = Signature.getInstance("SM3withSM2", BOUNCY_CASTLE);
        signature.initVerify(key);
        signature.update(message);
        return signature.verify(signed);
    }

    static byte[] sm4(byte[] key, byte[] nonce, byte[] plaintext) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("SM4/GCM/NoPadding", BOUNCY_CASTLE);
        cipher.init(
                Cipher.ENCRYPT_MODE,
                new SecretKeySpec(key, "SM4"),
                new GCMParameterSpec(128, nonce));
        return cipher.doFinal(plaintext);
    }

    static byte[] aes(byte[] key, byte[] nonce, byte[] plaintext) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(
                Cipher.ENCRYPT_MODE,
                new SecretKeySpec(key, "AES"),
                new GCMParameterSpec(128, nonce));
        return cipher.doFinal(plaintext);
    }

    static byte[] sm3(byte[] message) throws GeneralSecurityException {
        return MessageDigest.getInstance("SM3", BOUNCY_CASTLE).digest(message);
    }

    /**
     * Milliseconds of one SM2 verification on one thread, the mean of some after as many others.
     */
    public static double verifyMillis(int times) throws GeneralSecurityException {
        verifySeconds(times);
        return verifySeconds(times) / times * 1e3;
    }

    /**
     * Seconds to check two signatures for each transaction and to hash some bytes, on one thread.
     */
    public static double verifyAndHashSeconds(int transactions, long bytes)
            throws GeneralSecurityException {
        verifySeconds(Math.min(2_000, 2 * transactions));
        long begin = System.nanoTime();
        MessageDigest digest = MessageDigest.getInstance("SM3", BOUNCY_CASTLE);
        byte[] part = new byte[1 << 16];
        for (long done = 0; done < bytes; done += part.length) {
            digest.update(part, 0, (int) Math.min(part.length, bytes - done));
        }
        digest.digest();
        return (System.nanoTime() - begin) / 1e9 + verifySeconds(2 * transactions);
    }

    private static double verifySeconds(int times) throws GeneralSecurityException {
        KeyPair pair = sm2();
        byte[] signed = signSm2(pair.getPrivate(), MESSAGE);
        long begin = System.nanoTime();
        for (int i = 0; i < times; i++) {
            if (!verifySm2(pair.getPublic(), MESSAGE, signed)) {
                throw new IllegalStateException("a good signature is refused");
            }
        }
        return (System.nanoTime() - begin) / 1e9;
    }
}
