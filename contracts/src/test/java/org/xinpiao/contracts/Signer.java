package org.xinpiao.contracts;

import com.google.protobuf.ByteString;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.function.UnaryOperator;
import org.xinpiao.contracts.registry.KeyPurpose;
import org.xinpiao.contracts.registry.MemberKey;

/** A new key of a member, and what signs with it. */
final class Signer {

    private final byte[] publicKey;
    private final UnaryOperator<byte[]> sign;
    private final ByteString id;

    private Signer(byte[] publicKey, UnaryOperator<byte[]> sign) {
        this.publicKey = publicKey;
        this.sign = sign;
        this.id = ByteString.copyFrom(new JdkPrimitives().hash(publicKey));
    }

    /** An Ed25519 key. */
    Signer() {
        this(newPair());
    }

    private Signer(KeyPair pair) {
        this(pair.getPublic().getEncoded(), message -> sign(pair, message));
    }

    /** A key for {@link QuickPrimitives}. */
    static Signer quick(String name) {
        byte[] key = new JdkPrimitives().hash(ByteString.copyFromUtf8(name).toByteArray());
        return new Signer(key, message -> QuickPrimitives.sign(key, message));
    }

    ByteString id() {
        return id;
    }

    ByteString sign(byte[] message) {
        return ByteString.copyFrom(sign.apply(message));
    }

    /** The key as the registry knows it. */
    MemberKey key(long notBeforeMs, long notAfterMs) {
        return MemberKey.newBuilder()
                .setKeyId(id)
                .setAlgorithm("Ed25519")
                .setPublicKey(ByteString.copyFrom(publicKey))
                .setPurpose(KeyPurpose.SIGN)
                .setNotBeforeMs(notBeforeMs)
                .setNotAfterMs(notAfterMs)
                .build();
    }

    private static KeyPair newPair() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] sign(KeyPair pair, byte[] message) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(pair.getPrivate());
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
