package org.xinpiao.crypto;

/** The suites there are. */
public final class Suites {

    private static final Suite NATIONAL = new NationalSuite();
    private static final Suite INTERNATIONAL = new InternationalSuite();

    private Suites() {}

    /** SM2 with SM3, SM4-GCM. */
    public static Suite national() {
        return NATIONAL;
    }

    /** Ed25519, X25519, SHA-256, AES-128-GCM. */
    public static Suite international() {
        return INTERNATIONAL;
    }

    /**
     * The suite that something signed or sealed names.
     *
     * @throws CryptoException when there is none of that id
     */
    public static Suite of(String id) throws CryptoException {
        return switch (id) {
            case NationalSuite.ID -> NATIONAL;
            case InternationalSuite.ID -> INTERNATIONAL;
            default -> throw new CryptoException("unknown suite");
        };
    }
}
