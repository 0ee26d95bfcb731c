package org.xinpiao.platform.document;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A fresh key with a certificate that it signed itself. */
record TestSigner(KeyPair key, byte[] certificateDer, String algorithm) implements DocumentSigner {

    private static final Provider PROVIDER = new BouncyCastleProvider();

    static TestSigner sm2(String name) {
        return make(name, DocumentSigner.SM2);
    }

    static TestSigner make(String name, String algorithm) {
        try {
            boolean sm2 = algorithm.equals(DocumentSigner.SM2);
            KeyPairGenerator generator =
                    KeyPairGenerator.getInstance(sm2 ? "EC" : "Ed25519", PROVIDER);
            if (sm2) {
                generator.initialize(new ECGenParameterSpec("sm2p256v1"));
            }
            KeyPair key = generator.generateKeyPair();
            X500Name subject = new X500Name("CN=" + name + ",C=CN");
            Instant now = Instant.now();
            ContentSigner self =
                    new JcaContentSignerBuilder(algorithm)
                            .setProvider(PROVIDER)
                            .build(key.getPrivate());
            byte[] certificate =
                    new JcaX509v3CertificateBuilder(
                                    subject,
                                    BigInteger.valueOf(now.toEpochMilli()),
                                    Date.from(now.minus(1, ChronoUnit.DAYS)),
                                    Date.from(now.plus(365, ChronoUnit.DAYS)),
                                    subject,
                                    key.getPublic())
                            .build(self)
                            .getEncoded();
            return new TestSigner(key, certificate, algorithm);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public byte[] sign(byte[] message) {
        try {
            Signature signature = Signature.getInstance(algorithm, PROVIDER);
            signature.initSign(key.getPrivate());
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
