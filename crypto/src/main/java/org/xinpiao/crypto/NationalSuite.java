package org.xinpiao.crypto;

import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.crypto.engines.SM4Engine;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.modes.GCMBlockCipher;
import org.bouncycastle.crypto.modes.GCMModeCipher;
import org.bouncycastle.crypto.modes.gcm.BasicGCMMultiplier;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.KeyParameter;

/** GB/T 32918 (SM2), 32905 (SM3) and 32907 (SM4). */
final class NationalSuite implements Suite {

    static final String ID = "xp-national-1";

    private static final int TAG_BITS = 128;

    // A digest allocates as much as it hashes when the inputs are short.
    private static final ThreadLocal<SM3Digest> DIGEST = ThreadLocal.withInitial(SM3Digest::new);

    @Override
    public String id() {
        return ID;
    }

    @Override
    public byte[] hash(byte[]... parts) {
        SM3Digest digest = DIGEST.get();
        digest.reset(); // an earlier call may have ended half way
        for (byte[] part : parts) {
            digest.update(part, 0, part.length);
        }
        byte[] hash = new byte[HASH_BYTES];
        digest.doFinal(hash, 0);
        return hash;
    }

    @Override
    public byte[] mac(byte[] key, byte[]... parts) {
        HMac mac = new HMac(new SM3Digest());
        mac.init(new KeyParameter(key));
        for (byte[] part : parts) {
            mac.update(part, 0, part.length);
        }
        byte[] tag = new byte[HASH_BYTES];
        mac.doFinal(tag, 0);
        return tag;
    }

    @Override
    public byte[] derive(byte[] secret, String info, int length) {
        return Hkdf.derive(this, secret, info, length);
    }

    @Override
    public byte[] encrypt(byte[] key, byte[] nonce, byte[] associated, byte[] plaintext) {
        try {
            return gcm(true, key, nonce, associated, plaintext);
        } catch (InvalidCipherTextException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public byte[] decrypt(byte[] key, byte[] nonce, byte[] associated, byte[] ciphertext)
            throws CryptoException {
        try {
            return gcm(false, key, nonce, associated, ciphertext);
        } catch (InvalidCipherTextException e) {
            throw new CryptoException("not what was sealed", e);
        }
    }

    private static byte[] gcm(
            boolean encrypt, byte[] key, byte[] nonce, byte[] associated, byte[] input)
            throws InvalidCipherTextException {
        Lengths.requireAead(key, nonce);
        // No tables: keys are used for a few hundred bytes, and it takes the same time for any key.
        GCMModeCipher cipher =
                GCMBlockCipher.newInstance(new SM4Engine(), new BasicGCMMultiplier());
        cipher.init(
                encrypt, new AEADParameters(new KeyParameter(key), TAG_BITS, nonce, associated));
        byte[] output = new byte[cipher.getOutputSize(input.length)];
        int length = cipher.processBytes(input, 0, input.length, output, 0);
        cipher.doFinal(output, length);
        return output;
    }

    @Override
    public SigningKey newSigningKey() {
        return Sm2SigningKey.generate();
    }

    @Override
    public SealingKey newSealingKey() {
        return Sm2SealingKey.generate();
    }
}
