package org.xinpiao.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.bouncycastle.asn1.gm.GMObjectIdentifiers;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.generators.SM2KeyPairGenerator;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECKeyGenerationParameters;
import org.bouncycastle.crypto.params.ECNamedDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.bouncycastle.util.Arrays;

/** The curve of GB/T 32918.5 and its keys. */
final class Sm2 {

    static final String ALGORITHM = "SM2";
    static final int POINT_BYTES = 65;
    static final byte UNCOMPRESSED = 4;

    /** Bouncy Castle has two forms of this curve; this one is many times faster. */
    static final ECDomainParameters DOMAIN =
            new ECNamedDomainParameters(
                    GMObjectIdentifiers.sm2p256v1, CustomNamedCurves.getByName("sm2p256v1"));

    /** SEQUENCE of id-ecPublicKey and the curve's name, then the head of a BIT STRING. */
    private static final byte[] PREFIX =
            HexFormat.of().parseHex("3059301306072a8648ce3d020106082a811ccf5501822d034200");

    private static final byte[] USER_ID = "1234567812345678".getBytes(US_ASCII);

    private Sm2() {}

    static byte[] userId() {
        return USER_ID.clone();
    }

    static ECPrivateKeyParameters generate() {
        SM2KeyPairGenerator generator = new SM2KeyPairGenerator();
        generator.init(new ECKeyGenerationParameters(DOMAIN, new SecureRandom()));
        return (ECPrivateKeyParameters) generator.generateKeyPair().getPrivate();
    }

    /**
     * A private key of its number.
     *
     * @throws CryptoException when it is outside 1..n − 2
     */
    static ECPrivateKeyParameters privateKey(BigInteger d) throws CryptoException {
        if (d.signum() <= 0 || d.compareTo(DOMAIN.getN().subtract(BigInteger.ONE)) >= 0) {
            throw new CryptoException("private key out of range");
        }
        return new ECPrivateKeyParameters(d, DOMAIN);
    }

    static ECPublicKeyParameters publicKey(ECPrivateKeyParameters key) {
        ECPoint point = new FixedPointCombMultiplier().multiply(DOMAIN.getG(), key.getD());
        return new ECPublicKeyParameters(point, DOMAIN);
    }

    static byte[] encode(ECPublicKeyParameters key) {
        return Arrays.concatenate(PREFIX, key.getQ().getEncoded(false));
    }

    static ECPublicKeyParameters decode(byte[] spki) throws CryptoException {
        byte[] point = EncodedKey.body(spki, PREFIX, POINT_BYTES);
        if (point[0] != UNCOMPRESSED) {
            throw new CryptoException("the point is not in its uncompressed form");
        }
        try {
            // Checks that both coordinates are in the field and the point on the curve.
            return new ECPublicKeyParameters(DOMAIN.getCurve().decodePoint(point), DOMAIN);
        } catch (IllegalArgumentException e) {
            throw new CryptoException("not a point of the curve", e);
        }
    }
}
