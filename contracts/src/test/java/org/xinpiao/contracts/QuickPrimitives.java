package org.xinpiao.contracts;

import java.util.Arrays;

/**
 * Signatures that anybody can make, for long histories: a contract only asks whether one is good,
 * and real ones would take most of the time.
 */
final class QuickPrimitives implements Primitives {

    private static final JdkPrimitives JDK = new JdkPrimitives();

    static byte[] sign(byte[] key, byte[] message) {
        return JDK.hash(key, message);
    }

    @Override
    public byte[] hash(byte[]... parts) {
        return JDK.hash(parts);
    }

    @Override
    public boolean verify(String algorithm, byte[] publicKey, byte[] message, byte[] signature) {
        return Arrays.equals(signature, sign(publicKey, message));
    }

    @Override
    public boolean isCosignerKey(String line, boolean postQuantum) {
        return JDK.isCosignerKey(line, postQuantum);
    }
}
