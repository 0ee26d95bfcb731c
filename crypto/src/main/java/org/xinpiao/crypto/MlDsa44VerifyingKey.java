package org.xinpiao.crypto;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;
import org.bouncycastle.util.Arrays;

/** Checks ML-DSA-44 signatures (FIPS 204) with the JDK. */
final class MlDsa44VerifyingKey extends EncodedKey implements VerifyingKey {

    static final String ALGORITHM = "ML-DSA-44";

    private static final int KEY_BYTES = 1312;
    private static final int SIGNATURE_BYTES = 2420;

    /** SubjectPublicKeyInfo up to the key itself (RFC 9881). */
    private static final byte[] PREFIX =
            HexFormat.of().parseHex("30820532300b06096086480165030403110382052100");

    private final PublicKey key;

    private MlDsa44VerifyingKey(byte[] spki) throws CryptoException {
        super(ALGORITHM, Suites.international(), spki);
        try {
            key = KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(spki));
        } catch (GeneralSecurityException e) {
            throw new CryptoException("not a public key of this algorithm", e);
        }
    }

    static MlDsa44VerifyingKey decode(byte[] spki) throws CryptoException {
        return new MlDsa44VerifyingKey(Arrays.concatenate(PREFIX, body(spki, PREFIX, KEY_BYTES)));
    }

    static MlDsa44VerifyingKey ofKey(byte[] key) throws CryptoException {
        return decode(Arrays.concatenate(PREFIX, key));
    }

    @Override
    public boolean verify(byte[] message, byte[] signature) {
        if (signature.length != SIGNATURE_BYTES) {
            return false;
        }
        try {
            Signature check = Signature.getInstance(ALGORITHM);
            check.initVerify(key);
            check.update(message);
            return check.verify(signature);
        } catch (GeneralSecurityException _) {
            return false;
        }
    }
}
