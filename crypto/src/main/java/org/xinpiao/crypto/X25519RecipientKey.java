package org.xinpiao.crypto;

import java.math.BigInteger;
import java.util.HexFormat;
import org.bouncycastle.crypto.hpke.HPKE;
import org.bouncycastle.crypto.hpke.HPKEContext;
import org.bouncycastle.crypto.hpke.HPKEContextWithEncapsulation;
import org.bouncycastle.crypto.params.X25519PublicKeyParameters;
import org.bouncycastle.math.ec.rfc7748.X25519;
import org.bouncycastle.util.Arrays;

/** Seals with HPKE (RFC 9180, base mode, X25519, HKDF-SHA256, export only). */
final class X25519RecipientKey extends EncodedKey implements RecipientKey {

    static final String ALGORITHM = "X25519";

    private static final byte[] PREFIX = HexFormat.of().parseHex("302a300506032b656e032100");
    private static final BigInteger FIELD =
            BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));
    private static final byte[] NO_CONTEXT = {};

    private final X25519PublicKeyParameters key;

    X25519RecipientKey(X25519PublicKeyParameters key) {
        super(ALGORITHM, Suites.international(), Arrays.concatenate(PREFIX, key.getEncoded()));
        this.key = key;
    }

    static X25519RecipientKey decode(byte[] spki) throws CryptoException {
        byte[] u = body(spki, PREFIX, X25519.POINT_SIZE);
        BigInteger number = new BigInteger(1, Arrays.reverse(u));
        // Any clamped scalar takes a point of small order to zero.
        byte[] scalar = new byte[X25519.SCALAR_SIZE];
        if (number.compareTo(FIELD) >= 0
                || !X25519.calculateAgreement(scalar, 0, u, 0, new byte[X25519.POINT_SIZE], 0)) {
            throw new CryptoException("not a key of the group");
        }
        return new X25519RecipientKey(new X25519PublicKeyParameters(u));
    }

    @Override
    public Encapsulation encapsulate() {
        HPKEContextWithEncapsulation context = hpke().setupBaseS(key, Envelope.info());
        byte[] bytes = Arrays.prepend(context.getEncapsulation(), Envelope.X25519);
        return new Encapsulation(bytes, envelopeKey(context, true));
    }

    static EnvelopeKey envelopeKey(HPKEContext context, boolean sender) {
        byte[] exported = context.export(NO_CONTEXT, Suite.KEY_BYTES);
        return new Envelope(Suites.international(), exported, sender);
    }

    /** A fresh one each time: it is not safe for use by many threads. */
    static HPKE hpke() {
        return new HPKE(
                HPKE.mode_base,
                HPKE.kem_X25519_SHA256,
                HPKE.kdf_HKDF_SHA256,
                HPKE.aead_EXPORT_ONLY);
    }
}
