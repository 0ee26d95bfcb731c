package org.xinpiao.bench.kernels;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.xinpiao.crypto.SigningKey;
import org.xinpiao.crypto.Suites;
import org.xinpiao.crypto.VerifyingKey;

/** One signature over a message of a batch root's size, and its check. */
@State(Scope.Benchmark)
public class SigningKernels {

    private final byte[] message = new byte[49];
    private final SigningKey sm2 = Suites.national().newSigningKey();
    private final VerifyingKey sm2Public = sm2.publicKey();
    private final byte[] sm2Signed = sm2.sign(message);
    private final SigningKey ed25519 = Suites.international().newSigningKey();
    private final VerifyingKey ed25519Public = ed25519.publicKey();
    private final byte[] ed25519Signed = ed25519.sign(message);
    private final KeyPair sm2Pair;
    private final byte[] sm2PairSigned;
    private final KeyPair edPair;
    private final byte[] edPairSigned;

    public SigningKernels() {
        try {
            sm2Pair = Peers.sm2();
            sm2PairSigned = Peers.signSm2(sm2Pair.getPrivate(), message);
            edPair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            edPairSigned = signEd(edPair, message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Benchmark
    public byte[] sm2Sign() {
        return sm2.sign(message);
    }

    @Benchmark
    public byte[] sm2SignPeer() throws GeneralSecurityException {
        return Peers.signSm2(sm2Pair.getPrivate(), message);
    }

    @Benchmark
    public boolean sm2Verify() {
        return sm2Public.verify(message, sm2Signed);
    }

    @Benchmark
    public boolean sm2VerifyPeer() throws GeneralSecurityException {
        return Peers.verifySm2(sm2Pair.getPublic(), message, sm2PairSigned);
    }

    @Benchmark
    public byte[] ed25519Sign() {
        return ed25519.sign(message);
    }

    @Benchmark
    public byte[] ed25519SignPeer() throws GeneralSecurityException {
        return signEd(edPair, message);
    }

    @Benchmark
    public boolean ed25519Verify() {
        return ed25519Public.verify(message, ed25519Signed);
    }

    @Benchmark
    public boolean ed25519VerifyPeer() throws GeneralSecurityException {
        Signature signature = Signature.getInstance("Ed25519");
        signature.initVerify(edPair.getPublic());
        signature.update(message);
        return signature.verify(edPairSigned);
    }

    private static byte[] signEd(KeyPair pair, byte[] message) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("Ed25519");
        signature.initSign(pair.getPrivate());
        signature.update(message);
        return signature.sign();
    }
}
