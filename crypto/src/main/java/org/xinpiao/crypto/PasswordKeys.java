package org.xinpiao.crypto;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.EncryptedPrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.EncryptionScheme;
import org.bouncycastle.asn1.pkcs.KeyDerivationFunc;
import org.bouncycastle.asn1.pkcs.MacData;
import org.bouncycastle.asn1.pkcs.PBES2Parameters;
import org.bouncycastle.asn1.pkcs.PBKDF2Params;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.DigestInfo;
import org.bouncycastle.crypto.PBEParametersGenerator;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.generators.PKCS12ParametersGenerator;
import org.bouncycastle.crypto.params.KeyParameter;

/**
 * What a password and a salt give, kept so that only opening a vault is slow: PBES2 (PBKDF2 with
 * HMAC-SHA-256, AES-256-CBC) and PKCS#12's own MAC with SHA-256, which is what OpenSSL 3 and the
 * JDK write too.
 */
record PasswordKeys(byte[] salt, int iterations, SecretKey cipherKey, SecretKey macKey) {

    static final int ITERATIONS = 100_000;

    private static final int ITERATIONS_MAX = 1_000_000;
    private static final int SALT_BYTES = 16;
    private static final int IV_BYTES = 16;
    private static final int KEY_BITS = 256;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final AlgorithmIdentifier HMAC =
            new AlgorithmIdentifier(PKCSObjectIdentifiers.id_hmacWithSHA256, DERNull.INSTANCE);
    private static final AlgorithmIdentifier SHA256 =
            new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256, DERNull.INSTANCE);

    static PasswordKeys fresh(char[] password) throws GeneralSecurityException {
        return derive(password, random(SALT_BYTES), ITERATIONS);
    }

    static PasswordKeys of(char[] password, MacData mac)
            throws GeneralSecurityException, CryptoException {
        if (!mac.getMac().getAlgorithmId().getAlgorithm().equals(SHA256.getAlgorithm())) {
            throw new CryptoException("a MAC other than HMAC-SHA-256");
        }
        return derive(password, mac.getSalt(), iterations(mac.getIterationCount()));
    }

    private static int iterations(BigInteger count) throws CryptoException {
        if (count.signum() <= 0 || count.bitLength() >= Integer.SIZE) {
            throw new CryptoException("iterations out of range");
        }
        if (count.intValue() > ITERATIONS_MAX) {
            throw new CryptoException("more than " + ITERATIONS_MAX + " iterations");
        }
        return count.intValue();
    }

    private static PasswordKeys derive(char[] password, byte[] salt, int iterations)
            throws GeneralSecurityException {
        var mac = new PKCS12ParametersGenerator(new SHA256Digest());
        byte[] bytes = PBEParametersGenerator.PKCS12PasswordToBytes(password);
        mac.init(bytes, salt, iterations);
        var macKey = (KeyParameter) mac.generateDerivedMacParameters(KEY_BITS);
        Arrays.fill(bytes, (byte) 0);
        return new PasswordKeys(
                salt,
                iterations,
                cipherKey(password, salt, iterations),
                new SecretKeySpec(macKey.getKey(), "HmacSHA256"));
    }

    private static SecretKey cipherKey(char[] password, byte[] salt, int iterations)
            throws GeneralSecurityException {
        var spec = new PBEKeySpec(password, salt, iterations, KEY_BITS);
        var factory = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256");
        try {
            return new SecretKeySpec(factory.generateSecret(spec).getEncoded(), "AES");
        } finally {
            spec.clearPassword();
        }
    }

    MacData mac(byte[] content) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(macKey);
        return new MacData(new DigestInfo(SHA256, mac.doFinal(content)), salt, iterations);
    }

    boolean matches(byte[] content, MacData mac) throws GeneralSecurityException {
        return MessageDigest.isEqual(mac(content).getMac().getDigest(), mac.getMac().getDigest());
    }

    EncryptedPrivateKeyInfo encrypt(byte[] content) throws GeneralSecurityException {
        byte[] iv = random(IV_BYTES);
        var derivation =
                new KeyDerivationFunc(
                        PKCSObjectIdentifiers.id_PBKDF2,
                        new PBKDF2Params(salt, iterations, KEY_BITS / Byte.SIZE, HMAC));
        var scheme =
                new EncryptionScheme(NISTObjectIdentifiers.id_aes256_CBC, new DEROctetString(iv));
        return new EncryptedPrivateKeyInfo(
                new AlgorithmIdentifier(
                        PKCSObjectIdentifiers.id_PBES2, new PBES2Parameters(derivation, scheme)),
                cipher(Cipher.ENCRYPT_MODE, cipherKey, iv).doFinal(content));
    }

    /** Also what another program wrote under another salt and the same password. */
    byte[] decrypt(AlgorithmIdentifier algorithm, byte[] content, char[] password)
            throws GeneralSecurityException, CryptoException {
        if (!algorithm.getAlgorithm().equals(PKCSObjectIdentifiers.id_PBES2)) {
            throw new CryptoException("a cipher other than PBES2");
        }
        PBES2Parameters parameters = PBES2Parameters.getInstance(algorithm.getParameters());
        EncryptionScheme scheme = parameters.getEncryptionScheme();
        PBKDF2Params kdf =
                PBKDF2Params.getInstance(parameters.getKeyDerivationFunc().getParameters());
        if (!scheme.getAlgorithm().equals(NISTObjectIdentifiers.id_aes256_CBC)
                || !kdf.getPrf().getAlgorithm().equals(HMAC.getAlgorithm())) {
            throw new CryptoException("a cipher other than AES-256-CBC with HMAC-SHA-256");
        }
        int count = iterations(kdf.getIterationCount());
        SecretKey key =
                count == iterations && Arrays.equals(kdf.getSalt(), salt)
                        ? cipherKey
                        : cipherKey(password, kdf.getSalt(), count);
        byte[] iv = ASN1OctetString.getInstance(scheme.getParameters()).getOctets();
        return cipher(Cipher.DECRYPT_MODE, key, iv).doFinal(content);
    }

    private static Cipher cipher(int mode, SecretKey key, byte[] iv)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
        cipher.init(mode, key, new IvParameterSpec(iv));
        return cipher;
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }
}
