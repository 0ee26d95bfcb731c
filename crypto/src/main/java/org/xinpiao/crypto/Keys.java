package org.xinpiao.crypto;

/** Reads public keys. */
public final class Keys {

    private Keys() {}

    /**
     * A key that checks signatures. Keep it: its first check makes tables and takes thrice as long.
     *
     * @param algorithm {@code SM2}, {@code Ed25519} or {@code ML-DSA-44}
     * @param spki SubjectPublicKeyInfo, DER; a point uncompressed
     * @throws CryptoException when the algorithm is another or the bytes are no key of it
     */
    public static VerifyingKey verifying(String algorithm, byte[] spki) throws CryptoException {
        return switch (algorithm) {
            case Sm2.ALGORITHM -> new Sm2VerifyingKey(Sm2.decode(spki));
            case Ed25519VerifyingKey.ALGORITHM -> Ed25519VerifyingKey.decode(spki);
            case MlDsa44VerifyingKey.ALGORITHM -> MlDsa44VerifyingKey.decode(spki);
            default -> throw new CryptoException("unknown algorithm of a signature");
        };
    }

    /**
     * A key to seal for. Keep it.
     *
     * @param algorithm {@code SM2} or {@code X25519}
     * @param spki SubjectPublicKeyInfo, DER; the point uncompressed
     * @throws CryptoException when the algorithm is another or the bytes are no key of it
     */
    public static RecipientKey recipient(String algorithm, byte[] spki) throws CryptoException {
        return switch (algorithm) {
            case Sm2.ALGORITHM -> new Sm2RecipientKey(Sm2.decode(spki));
            case X25519RecipientKey.ALGORITHM -> X25519RecipientKey.decode(spki);
            default -> throw new CryptoException("unknown algorithm of an envelope");
        };
    }
}
