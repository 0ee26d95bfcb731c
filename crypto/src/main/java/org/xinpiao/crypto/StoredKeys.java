package org.xinpiao.crypto;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.gm.GMObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.X25519PrivateKeyParameters;
import org.bouncycastle.crypto.util.PrivateKeyInfoFactory;
import org.bouncycastle.operator.ContentSigner;

/** Private keys as PKCS#8 with a certificate that says what they are for. */
final class StoredKeys {

    private static final int SIGNS = KeyUsage.digitalSignature | KeyUsage.nonRepudiation;
    private static final int SEALS = KeyUsage.keyEncipherment | KeyUsage.keyAgreement;
    private static final int SERIAL_BITS = 127;

    /** RFC 5280: a certificate without a good end. */
    private static final Instant END = Instant.parse("9999-12-31T23:59:59Z");

    private StoredKeys() {}

    static VaultEntry.Signing signing(String alias, SigningKey key) throws IOException {
        return new VaultEntry.Signing(
                key, encode(key), certify(alias, key.publicKey().encoded(), SIGNS, key, alias));
    }

    static VaultEntry.Sealing sealing(String alias, SealingKey key) throws IOException {
        // X25519 cannot sign: a key that nobody keeps does.
        SigningKey signer =
                key instanceof Sm2SealingKey sm2
                        ? new Sm2SigningKey(sm2.parameters())
                        : Ed25519SigningKey.generate();
        String issuer = key instanceof Sm2SealingKey ? alias : "one-time issuer";
        return new VaultEntry.Sealing(
                key, encode(key), certify(alias, key.publicKey().encoded(), SEALS, signer, issuer));
    }

    /**
     * The reverse of {@link #signing} and {@link #sealing}.
     *
     * @throws CryptoException when the key is of no suite or the certificate is another key's
     */
    static VaultEntry.Pair read(PrivateKeyInfo info, X509CertificateHolder certificate)
            throws IOException, CryptoException {
        ASN1ObjectIdentifier algorithm = info.getPrivateKeyAlgorithm().getAlgorithm();
        VaultEntry.Pair entry;
        if (algorithm.equals(X9ObjectIdentifiers.id_ecPublicKey)) {
            entry = readSm2(info, certificate);
        } else if (algorithm.equals(EdECObjectIdentifiers.id_Ed25519)) {
            var key = new Ed25519SigningKey(new Ed25519PrivateKeyParameters(octets(info)));
            entry = new VaultEntry.Signing(key, info, certificate);
        } else if (algorithm.equals(EdECObjectIdentifiers.id_X25519)) {
            var key = new X25519SealingKey(new X25519PrivateKeyParameters(octets(info)));
            entry = new VaultEntry.Sealing(key, info, certificate);
        } else {
            throw new CryptoException("a key of no suite");
        }
        byte[] certified = certificate.getSubjectPublicKeyInfo().getEncoded();
        if (!Arrays.equals(certified, publicKey(entry))) {
            throw new CryptoException("a key and a certificate that do not belong together");
        }
        return entry;
    }

    private static VaultEntry.Pair readSm2(PrivateKeyInfo info, X509CertificateHolder certificate)
            throws IOException, CryptoException {
        if (!GMObjectIdentifiers.sm2p256v1.equals(info.getPrivateKeyAlgorithm().getParameters())) {
            throw new CryptoException("a key of no suite");
        }
        BigInteger d = ECPrivateKey.getInstance(info.parsePrivateKey()).getKey();
        ECPrivateKeyParameters key = Sm2.privateKey(d);
        KeyUsage usage = KeyUsage.fromExtensions(certificate.getExtensions());
        return usage != null && usage.hasUsages(KeyUsage.keyEncipherment)
                ? new VaultEntry.Sealing(new Sm2SealingKey(key), info, certificate)
                : new VaultEntry.Signing(new Sm2SigningKey(key), info, certificate);
    }

    private static byte[] publicKey(VaultEntry.Pair entry) {
        return switch (entry) {
            case VaultEntry.Signing signing -> signing.key().publicKey().encoded();
            case VaultEntry.Sealing sealing -> sealing.key().publicKey().encoded();
        };
    }

    private static byte[] octets(PrivateKeyInfo info) throws IOException {
        return ASN1OctetString.getInstance(info.parsePrivateKey()).getOctets();
    }

    private static PrivateKeyInfo encode(Object key) throws IOException {
        if (!(key instanceof LocalKey here)) {
            throw new IllegalArgumentException("a key that lies elsewhere");
        }
        // OpenSSL 3.0 does not read RFC 5958's form, which has the public key too.
        return switch (here.parameters()) {
            case Ed25519PrivateKeyParameters ed ->
                    plain(EdECObjectIdentifiers.id_Ed25519, ed.getEncoded());
            case X25519PrivateKeyParameters x ->
                    plain(EdECObjectIdentifiers.id_X25519, x.getEncoded());
            default -> PrivateKeyInfoFactory.createPrivateKeyInfo(here.parameters());
        };
    }

    private static PrivateKeyInfo plain(ASN1ObjectIdentifier algorithm, byte[] key)
            throws IOException {
        return new PrivateKeyInfo(new AlgorithmIdentifier(algorithm), new DEROctetString(key));
    }

    private static X509CertificateHolder certify(
            String subject, byte[] spki, int usage, SigningKey signer, String issuer)
            throws IOException {
        return new X509v3CertificateBuilder(
                        name(issuer),
                        new BigInteger(SERIAL_BITS, new SecureRandom()).setBit(0),
                        Date.from(Instant.now()),
                        Date.from(END),
                        name(subject),
                        SubjectPublicKeyInfo.getInstance(spki))
                .addExtension(Extension.keyUsage, true, new KeyUsage(usage))
                .build(new Signer(signer, new ByteArrayOutputStream()));
    }

    private static X500Name name(String commonName) {
        return new X500NameBuilder().addRDN(BCStyle.CN, commonName).build();
    }

    private record Signer(SigningKey key, ByteArrayOutputStream content) implements ContentSigner {

        @Override
        public AlgorithmIdentifier getAlgorithmIdentifier() {
            return new AlgorithmIdentifier(
                    key.publicKey().algorithm().equals(Sm2.ALGORITHM)
                            ? GMObjectIdentifiers.sm2sign_with_sm3
                            : EdECObjectIdentifiers.id_Ed25519);
        }

        @Override
        public OutputStream getOutputStream() {
            return content;
        }

        @Override
        public byte[] getSignature() {
            return key.sign(content.toByteArray());
        }
    }
}
