package org.xinpiao.crypto;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.Security;
import java.util.Objects;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Ed25519 (RFC 8032), X25519 (RFC 7748), SHA-256, AES-128-GCM. */
final class InternationalSuite implements Suite {

    static final String ID = "xp-international-1";

    private static final int TAG_BITS = 128;

    // The JDK's own use the processor's instructions; naming the provider saves a search per call.
    private static final Provider JDK =
            Objects.requireNonNull(Security.getProvider("SunJCE"), "SunJCE");

    private static final ThreadLocal<MessageDigest> DIGEST =
            ThreadLocal.withInitial(InternationalSuite::sha256);

    @Override
    public String id() {
        return ID;
    }

    @Override
    public byte[] hash(byte[]... parts) {
        MessageDigest digest = DIGEST.get();
        digest.reset(); // an earlier call may have ended half way
        for (byte[] part : parts) {
            digest.update(part);
        }
        return digest.digest();
    }

    @Override
    public byte[] mac(byte[] key, byte[]... parts) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256", JDK);
            // HMAC pads with zeros, so one zero is the empty key, which the JDK does not take.
            mac.init(new SecretKeySpec(key.length == 0 ? new byte[1] : key, "HmacSHA256"));
            for (byte[] part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public byte[] derive(byte[] secret, String info, int length) {
        return Hkdf.derive(this, secret, info, length);
    }

    @Override
    public byte[] encrypt(byte[] key, byte[] nonce, byte[] associated, byte[] plaintext) {
        try {
            return gcm(Cipher.ENCRYPT_MODE, key, nonce, associated, plaintext);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public byte[] decrypt(byte[] key, byte[] nonce, byte[] associated, byte[] ciphertext)
            throws CryptoException {
        try {
            return gcm(Cipher.DECRYPT_MODE, key, nonce, associated, ciphertext);
        } catch (AEADBadTagException e) {
            throw new CryptoException("not what was sealed", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] gcm(int mode, byte[] key, byte[] nonce, byte[] associated, byte[] input)
            throws GeneralSecurityException {
        Lengths.requireAead(key, nonce);
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding", JDK);
        cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(associated);
        return cipher.doFinal(input);
    }

    @Override
    public SigningKey newSigningKey() {
        return Ed25519SigningKey.generate();
    }

    @Override
    public SealingKey newSealingKey() {
        return X25519SealingKey.generate();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
