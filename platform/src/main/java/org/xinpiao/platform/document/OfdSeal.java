package org.xinpiao.platform.document;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.text.ParseException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import org.bouncycastle.asn1.ASN1BitString;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.ASN1IA5String;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Object;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERGeneralizedTime;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.gm.GMObjectIdentifiers;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.util.encoders.Hex;
import org.ofdrw.gm.ses.v1.SES_ESPictrueInfo;
import org.ofdrw.gm.ses.v1.SES_Header;
import org.ofdrw.gm.ses.v4.CertInfoList;
import org.ofdrw.gm.ses.v4.SES_CertList;
import org.ofdrw.gm.ses.v4.SES_ESPropertyInfo;
import org.ofdrw.gm.ses.v4.SES_SealInfo;
import org.ofdrw.gm.ses.v4.SES_Signature;
import org.ofdrw.gm.ses.v4.SESeal;
import org.ofdrw.gm.ses.v4.TBS_Sign;

/**
 * Electronic seals and what is sealed with them by GB/T 38540 (version 4), SM2 with SM3.
 *
 * <p>ofdrw's classes write the structures; they are read here part by part, because ofdrw's readers
 * were built for a Bouncy Castle of 2020 and fail with a kept one.
 */
final class OfdSeal {

    private static final String VENDOR = "XINPIAO";

    /** Kind 1: a unit's seal, not a person's. */
    private static final int UNIT_SEAL = 1;

    private OfdSeal() {}

    /**
     * Makes a seal for a certificate.
     *
     * @param picture an OFD file of the seal's size
     * @param maker who answers for the seal: the finance department, for its own and for the units'
     */
    static SESeal make(Seal seal, byte[] picture, DocumentSigner owner, DocumentSigner maker) {
        requireSm2(owner);
        requireSm2(maker);
        byte[] ownerDer = owner.certificateDer();
        Certificate certificate = Certificate.getInstance(ownerDer);
        SES_ESPropertyInfo property =
                new SES_ESPropertyInfo(
                        new ASN1Integer(UNIT_SEAL),
                        new DERUTF8String(seal.name()),
                        SES_ESPropertyInfo.CertListType,
                        new SES_CertList(new CertInfoList().add(new DEROctetString(ownerDer))),
                        general(certificate.getStartDate().getDate()),
                        general(certificate.getStartDate().getDate()),
                        general(certificate.getEndDate().getDate()));
        SES_SealInfo info =
                new SES_SealInfo()
                        .setHeader(new SES_Header(SES_Header.V4, SES_Header.ID).setVid(VENDOR))
                        .setEsID(Hex.toHexString(sm3(ownerDer), 0, 16))
                        .setProperty(property)
                        .setPicture(
                                new SES_ESPictrueInfo()
                                        .setType("ofd")
                                        .setData(picture)
                                        .setWidth(Math.round(seal.sheet().width()))
                                        .setHeight(Math.round(seal.sheet().height())));
        ASN1OctetString makerCertificate = new DEROctetString(maker.certificateDer());
        byte[] signature = maker.sign(sealMessage(info, makerCertificate));
        return new SESeal(
                info,
                makerCertificate,
                GMObjectIdentifiers.sm2sign_with_sm3,
                new DERBitString(signature));
    }

    /** Seals a file's hash: the content of SignedValue.dat. */
    static byte[] seal(SESeal seal, byte[] file, String path, DocumentSigner signer, Instant time) {
        TBS_Sign content =
                new TBS_Sign()
                        .setVersion(SES_Header.V4)
                        .setEseal(seal)
                        .setTimeInfo(general(Date.from(time)))
                        .setDataHash(sm3(file))
                        .setPropertyInfo(path);
        SES_Signature signature =
                new SES_Signature()
                        .setToSign(content)
                        .setCert(new DEROctetString(signer.certificateDer()))
                        .setSignatureAlgID(GMObjectIdentifiers.sm2sign_with_sm3)
                        .setSignature(signer.sign(der(content)));
        return der(signature);
    }

    /** What {@link #verify} found. */
    record Sealed(Certificate certificate, Instant time) {}

    /**
     * Checks a sealed value: the file's hash, the signature, the seal and that it is the signer's
     * own.
     *
     * @param esl the seal beside the signature, which must be the one signed
     * @throws GeneralSecurityException naming what does not hold
     */
    static Sealed verify(byte[] value, byte[] esl, byte[] file, String path)
            throws GeneralSecurityException {
        try {
            ASN1Sequence signature = sequence(ASN1Primitive.fromByteArray(value), 4);
            require(Arrays.equals(value, der(signature)), "seal value was changed");
            ASN1Sequence content = sequence(signature.getObjectAt(0), 5);
            ASN1Sequence seal = sequence(content.getObjectAt(1), 4);
            require(Arrays.equals(sm3(file), bits(content, 3)), path + " was changed");
            require(
                    path.equals(ASN1IA5String.getInstance(content.getObjectAt(4)).getString()),
                    "seal of another signature");
            require(Arrays.equals(esl, der(seal)), "seal was changed");
            require(
                    GMObjectIdentifiers.sm2sign_with_sm3.equals(signature.getObjectAt(2))
                            && GMObjectIdentifiers.sm2sign_with_sm3.equals(seal.getObjectAt(2)),
                    "unknown algorithm");
            byte[] signer = octets(signature, 1);
            ASN1Sequence info = sequence(seal.getObjectAt(0), 4);
            ASN1Sequence property = sequence(info.getObjectAt(2), 7);
            require(
                    Arrays.equals(signer, octets(sequence(property.getObjectAt(3), 1), 0)),
                    "seal of another signer");
            require(verify(signer, der(content), bits(signature, 3)), "signature does not match");
            byte[] made = sealMessage(info, seal.getObjectAt(1));
            require(verify(octets(seal, 1), made, bits(seal, 3)), "seal is not its maker's");
            return new Sealed(
                    Certificate.getInstance(signer),
                    ASN1GeneralizedTime.getInstance(content.getObjectAt(2)).getDate().toInstant());
        } catch (IOException | ParseException | RuntimeException e) {
            throw new GeneralSecurityException("seal unreadable", e);
        }
    }

    static byte[] der(ASN1Object object) {
        try {
            return object.getEncoded(ASN1Encoding.DER);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] sm3(byte[] bytes) {
        SM3Digest digest = new SM3Digest();
        digest.update(bytes, 0, bytes.length);
        byte[] hash = new byte[digest.getDigestSize()];
        digest.doFinal(hash, 0);
        return hash;
    }

    /** A sequence of exactly that many parts, so that optional ones cannot slip in. */
    private static ASN1Sequence sequence(ASN1Encodable object, int parts)
            throws GeneralSecurityException {
        ASN1Sequence sequence = ASN1Sequence.getInstance(object);
        require(sequence.size() == parts, "seal of an unknown form");
        return sequence;
    }

    private static byte[] bits(ASN1Sequence sequence, int index) {
        return ASN1BitString.getInstance(sequence.getObjectAt(index)).getOctets();
    }

    private static byte[] octets(ASN1Sequence sequence, int index) {
        return ASN1OctetString.getInstance(sequence.getObjectAt(index)).getOctets();
    }

    private static byte[] sealMessage(ASN1Encodable info, ASN1Encodable makerCertificate) {
        ASN1EncodableVector parts = new ASN1EncodableVector(3);
        parts.add(info);
        parts.add(makerCertificate);
        parts.add(GMObjectIdentifiers.sm2sign_with_sm3);
        return der(new DERSequence(parts));
    }

    private static boolean verify(byte[] certificate, byte[] message, byte[] signature)
            throws GeneralSecurityException, IOException {
        PublicKey key =
                BouncyCastleProvider.getPublicKey(
                        Certificate.getInstance(certificate).getSubjectPublicKeyInfo());
        Signature verifier = Signature.getInstance(DocumentSigner.SM2, DetachedCms.PROVIDER);
        verifier.initVerify(key);
        verifier.update(message);
        return verifier.verify(signature);
    }

    private static void requireSm2(DocumentSigner signer) {
        if (!signer.algorithm().equals(DocumentSigner.SM2)) {
            throw new IllegalArgumentException("an OFD seal takes SM2, not " + signer.algorithm());
        }
    }

    private static void require(boolean holds, String fault) throws GeneralSecurityException {
        if (!holds) {
            throw new GeneralSecurityException(fault);
        }
    }

    private static ASN1GeneralizedTime general(Date time) {
        return new DERGeneralizedTime(time);
    }
}
