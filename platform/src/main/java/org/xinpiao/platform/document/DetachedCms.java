package org.xinpiao.platform.document;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.IssuerAndSerialNumber;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.cms.SignerIdentifier;
import org.bouncycastle.asn1.cms.SignerInfo;
import org.bouncycastle.asn1.cms.Time;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.ess.ESSCertIDv2;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.gm.GMObjectIdentifiers;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/**
 * Detached CMS signatures with one signer and its certificate.
 *
 * <p>A signature is accepted in one encoding only: what other verifiers would not look at may not
 * differ either, so that no byte of a signed file can change.
 */
final class DetachedCms {

    static final Provider PROVIDER = new BouncyCastleProvider();

    private record Algorithm(
            String title, AlgorithmIdentifier signature, AlgorithmIdentifier digest) {

        Algorithm(String title, ASN1ObjectIdentifier signature, ASN1ObjectIdentifier digest) {
            this(title, new AlgorithmIdentifier(signature), new AlgorithmIdentifier(digest));
        }

        byte[] hash(byte[] bytes) throws GeneralSecurityException {
            return MessageDigest.getInstance(digest.getAlgorithm().getId(), PROVIDER).digest(bytes);
        }

        boolean verify(PublicKey key, byte[] message, byte[] signed)
                throws GeneralSecurityException {
            Signature verifier = Signature.getInstance(title, PROVIDER);
            verifier.initVerify(key);
            verifier.update(message);
            return verifier.verify(signed);
        }
    }

    /** SHA-512 goes with Ed25519 by RFC 8419. */
    private static final List<Algorithm> ALGORITHMS =
            List.of(
                    new Algorithm(
                            DocumentSigner.SM2,
                            GMObjectIdentifiers.sm2sign_with_sm3,
                            GMObjectIdentifiers.sm3),
                    new Algorithm(
                            DocumentSigner.ED25519,
                            EdECObjectIdentifiers.id_Ed25519,
                            NISTObjectIdentifiers.id_sha512));

    /** A good signature's certificate and time. */
    record Signed(Certificate certificate, Instant time) {}

    private DetachedCms() {}

    static byte[] sign(byte[] content, DocumentSigner signer, Instant time) {
        Algorithm algorithm =
                ALGORITHMS.stream()
                        .filter(a -> a.title().equals(signer.algorithm()))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException(signer.algorithm()));
        try {
            byte[] der = signer.certificateDer();
            ASN1Set attributes =
                    attributes(algorithm, algorithm.hash(content), der, new Time(Date.from(time)));
            byte[] signature = signer.sign(attributes.getEncoded(ASN1Encoding.DER));
            return encode(algorithm, Certificate.getInstance(der), attributes, signature);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("cannot sign", e);
        }
    }

    /**
     * Checks a signature over the content.
     *
     * @throws GeneralSecurityException naming what does not hold
     */
    static Signed verify(byte[] content, byte[] cms) throws GeneralSecurityException {
        try {
            ContentInfo info = ContentInfo.getInstance(ASN1Primitive.fromByteArray(cms));
            SignedData data = SignedData.getInstance(info.getContent());
            SignerInfo signer = SignerInfo.getInstance(data.getSignerInfos().getObjectAt(0));
            Certificate certificate =
                    Certificate.getInstance(data.getCertificates().getObjectAt(0));
            Algorithm algorithm =
                    ALGORITHMS.stream()
                            .filter(a ->
                                    a.signature().equals(signer.getDigestEncryptionAlgorithm()))
                            .findFirst()
                            .orElseThrow(() -> new GeneralSecurityException("unknown algorithm"));
            ASN1Set signed = signer.getAuthenticatedAttributes();
            Time time = timeOf(signed);
            byte[] der = certificate.getEncoded(ASN1Encoding.DER);
            ASN1Set expected = attributes(algorithm, algorithm.hash(content), der, time);
            byte[] signature = signer.getEncryptedDigest().getOctets();
            if (!Arrays.equals(
                    expected.getEncoded(ASN1Encoding.DER), signed.getEncoded(ASN1Encoding.DER))) {
                throw new GeneralSecurityException("content was changed");
            }
            if (!Arrays.equals(cms, encode(algorithm, certificate, expected, signature))) {
                throw new GeneralSecurityException("signature encoding was changed");
            }
            PublicKey key =
                    BouncyCastleProvider.getPublicKey(certificate.getSubjectPublicKeyInfo());
            if (!algorithm.verify(key, expected.getEncoded(ASN1Encoding.DER), signature)) {
                throw new GeneralSecurityException("signature does not match");
            }
            return new Signed(certificate, time.getDate().toInstant());
        } catch (IOException | RuntimeException e) {
            throw new GeneralSecurityException("signature unreadable", e);
        }
    }

    /** What is signed: type and hash of the content, time, and the hash of the certificate. */
    private static ASN1Set attributes(
            Algorithm algorithm, byte[] contentHash, byte[] certificate, Time time)
            throws GeneralSecurityException {
        ESSCertIDv2 bound = new ESSCertIDv2(algorithm.digest, algorithm.hash(certificate));
        return new DERSet(
                new ASN1Encodable[] {
                    attribute(CMSAttributes.contentType, CMSObjectIdentifiers.data),
                    attribute(CMSAttributes.signingTime, time),
                    attribute(CMSAttributes.messageDigest, new DEROctetString(contentHash)),
                    attribute(
                            PKCSObjectIdentifiers.id_aa_signingCertificateV2,
                            new SigningCertificateV2(bound))
                });
    }

    private static Attribute attribute(ASN1ObjectIdentifier type, ASN1Encodable value) {
        return new Attribute(type, new DERSet(value));
    }

    private static Time timeOf(ASN1Set attributes) {
        Attribute time = new AttributeTable(attributes).get(CMSAttributes.signingTime);
        return Time.getInstance(time.getAttrValues().getObjectAt(0));
    }

    private static byte[] encode(
            Algorithm algorithm, Certificate certificate, ASN1Set attributes, byte[] signature)
            throws IOException {
        ASN1OctetString signed = new DEROctetString(signature);
        SignerInfo signer =
                new SignerInfo(
                        new SignerIdentifier(new IssuerAndSerialNumber(certificate)),
                        algorithm.digest,
                        attributes,
                        algorithm.signature,
                        signed,
                        null);
        SignedData data =
                new SignedData(
                        new DERSet(algorithm.digest),
                        new ContentInfo(CMSObjectIdentifiers.data, null),
                        new DERSet(certificate),
                        null,
                        new DERSet(signer));
        return new ContentInfo(CMSObjectIdentifiers.signedData, data).getEncoded(ASN1Encoding.DER);
    }
}
