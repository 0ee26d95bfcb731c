package org.xinpiao.crypto;

import java.util.Arrays;

/** What all public keys have; two are equal when their encodings are. */
abstract class EncodedKey {

    private final String algorithm;
    private final byte[] encoded;
    private final byte[] id;

    EncodedKey(String algorithm, Suite suite, byte[] encoded) {
        this.algorithm = algorithm;
        this.encoded = encoded;
        id = suite.hash(encoded);
    }

    public final byte[] id() {
        return id.clone();
    }

    public final String algorithm() {
        return algorithm;
    }

    public final byte[] encoded() {
        return encoded.clone();
    }

    @Override
    public final boolean equals(Object other) {
        return other instanceof EncodedKey key
                && key.getClass() == getClass()
                && Arrays.equals(key.encoded, encoded);
    }

    @Override
    public final int hashCode() {
        return Arrays.hashCode(id);
    }

    /**
     * The key's bytes in a SubjectPublicKeyInfo, which has exactly one encoding for each key: the
     * prefix that names the algorithm, then the key.
     */
    static byte[] body(byte[] spki, byte[] prefix, int length) throws CryptoException {
        int end = prefix.length + length;
        if (spki.length != end
                || !Arrays.equals(spki, 0, prefix.length, prefix, 0, prefix.length)) {
            throw new CryptoException("not a public key of this algorithm");
        }
        return Arrays.copyOfRange(spki, prefix.length, end);
    }
}
