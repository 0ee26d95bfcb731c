package org.xinpiao.contracts;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;

/** SHA-256 and Ed25519 as the JDK has them. */
final class JdkPrimitives implements Primitives {

    @Override
    public byte[] hash(byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (byte[] part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public boolean verify(String algorithm, byte[] publicKey, byte[] message, byte[] signature) {
        if (!algorithm.equals("Ed25519")) {
            return false;
        }
        try {
            Signature check = Signature.getInstance(algorithm);
            check.initVerify(
                    KeyFactory.getInstance(algorithm)
                            .generatePublic(new X509EncodedKeySpec(publicKey)));
            check.update(message);
            return check.verify(signature);
        } catch (GeneralSecurityException _) {
            return false;
        }
    }

    @Override
    public boolean isCosignerKey(String line, boolean postQuantum) {
        // As the real ones do, by the length.
        return line.matches("[^+ ]+\\+[0-9a-f]{8}\\+[A-Za-z0-9/+]{43,}=*")
                && line.length() > 1_000 == postQuantum;
    }
}
