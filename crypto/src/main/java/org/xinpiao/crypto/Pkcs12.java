package org.xinpiao.crypto;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.DERBMPString;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.pkcs.Attribute;
import org.bouncycastle.asn1.pkcs.AuthenticatedSafe;
import org.bouncycastle.asn1.pkcs.CertBag;
import org.bouncycastle.asn1.pkcs.ContentInfo;
import org.bouncycastle.asn1.pkcs.EncryptedData;
import org.bouncycastle.asn1.pkcs.EncryptedPrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.MacData;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.Pfx;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.SafeBag;
import org.bouncycastle.asn1.pkcs.SecretBag;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cert.X509CertificateHolder;

/**
 * The bytes of a PKCS#12 file (RFC 7292). A key store of Bouncy Castle cannot hold secrets and the
 * JDK's cannot hold SM2, so this writes the structure itself, secrets as the JDK does.
 */
final class Pkcs12 {

    private static final AlgorithmIdentifier SECRET =
            new AlgorithmIdentifier(PKCSObjectIdentifiers.id_hmacWithSHA256, DERNull.INSTANCE);

    /** What a file holds and the keys it was written with. */
    record Content(PasswordKeys keys, Map<String, VaultEntry> entries) {}

    private final PasswordKeys keys;
    private final char[] password;

    private Pkcs12(PasswordKeys keys, char[] password) {
        this.keys = keys;
        this.password = password;
    }

    static byte[] write(PasswordKeys keys, Map<String, VaultEntry> entries) throws IOException {
        try {
            ASN1EncodableVector bags = new ASN1EncodableVector();
            for (Map.Entry<String, VaultEntry> entry : entries.entrySet()) {
                add(bags, keys, entry.getKey(), entry.getValue());
            }
            ContentInfo safe = data(new DERSequence(bags));
            AuthenticatedSafe safes = new AuthenticatedSafe(new ContentInfo[] {safe});
            MacData mac = keys.mac(safes.getEncoded(ASN1Encoding.DER));
            return new Pfx(data(safes), mac).getEncoded(ASN1Encoding.DER);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ContentInfo data(ASN1Encodable content) throws IOException {
        byte[] der = content.toASN1Primitive().getEncoded(ASN1Encoding.DER);
        return new ContentInfo(PKCSObjectIdentifiers.data, new DEROctetString(der));
    }

    private static void add(
            ASN1EncodableVector bags, PasswordKeys keys, String alias, VaultEntry entry)
            throws IOException, GeneralSecurityException {
        Attribute name =
                new Attribute(
                        PKCSObjectIdentifiers.pkcs_9_at_friendlyName,
                        new DERSet(new DERBMPString(alias)));
        switch (entry) {
            case VaultEntry.Pair pair -> {
                byte[] der = pair.certificate().getEncoded();
                byte[] id = Suites.international().hash(der);
                DERSet attributes =
                        new DERSet(
                                new ASN1Encodable[] {
                                    name,
                                    new Attribute(
                                            PKCSObjectIdentifiers.pkcs_9_at_localKeyId,
                                            new DERSet(new DEROctetString(id)))
                                });
                bags.add(
                        new SafeBag(
                                PKCSObjectIdentifiers.pkcs8ShroudedKeyBag,
                                keys.encrypt(pair.stored().getEncoded(ASN1Encoding.DER)),
                                attributes));
                bags.add(
                        new SafeBag(
                                PKCSObjectIdentifiers.certBag,
                                new CertBag(
                                        PKCSObjectIdentifiers.x509Certificate,
                                        new DEROctetString(der)),
                                attributes));
            }
            case VaultEntry.Secret secret -> {
                PrivateKeyInfo info = new PrivateKeyInfo(SECRET, secret.value());
                byte[] sealed =
                        keys.encrypt(info.getEncoded(ASN1Encoding.DER))
                                .getEncoded(ASN1Encoding.DER);
                bags.add(
                        new SafeBag(
                                PKCSObjectIdentifiers.secretBag,
                                new SecretBag(
                                        PKCSObjectIdentifiers.pkcs8ShroudedKeyBag,
                                        new DEROctetString(sealed)),
                                new DERSet(name)));
            }
        }
    }

    /**
     * The reverse of {@link #write}; reads what OpenSSL 3 and the JDK write too.
     *
     * @throws CryptoException when the password is wrong or the file is damaged
     */
    static Content read(byte[] bytes, char[] password) throws CryptoException {
        try {
            Pfx pfx = Pfx.getInstance(bytes);
            byte[] safes = ASN1OctetString.getInstance(pfx.getAuthSafe().getContent()).getOctets();
            MacData mac = pfx.getMacData();
            if (mac == null) {
                throw new CryptoException("not protected by a password");
            }
            PasswordKeys keys = PasswordKeys.of(password, mac);
            if (!keys.matches(safes, mac)) {
                throw new CryptoException("wrong password, or the file is damaged");
            }
            return new Content(keys, new Pkcs12(keys, password).entries(safes));
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            throw new CryptoException("not a usable PKCS#12 file", e);
        }
    }

    private Map<String, VaultEntry> entries(byte[] safes)
            throws IOException, GeneralSecurityException, CryptoException {
        List<SafeBag> bags = bags(safes);
        Map<String, X509CertificateHolder> certificates = new LinkedHashMap<>();
        for (SafeBag bag : bags) {
            if (bag.getBagId().equals(PKCSObjectIdentifiers.certBag)) {
                CertBag certificate = CertBag.getInstance(bag.getBagValue());
                byte[] der = ASN1OctetString.getInstance(certificate.getCertValue()).getOctets();
                certificates.put(localKeyId(bag), new X509CertificateHolder(der));
            }
        }
        Map<String, VaultEntry> entries = new TreeMap<>();
        for (SafeBag bag : bags) {
            if (bag.getBagId().equals(PKCSObjectIdentifiers.pkcs8ShroudedKeyBag)) {
                X509CertificateHolder certificate = certificates.get(localKeyId(bag));
                if (certificate == null) {
                    throw new CryptoException("a key without a certificate");
                }
                PrivateKeyInfo info = decrypt(bag.getBagValue());
                entries.put(name(bag), StoredKeys.read(info, certificate));
            } else if (bag.getBagId().equals(PKCSObjectIdentifiers.secretBag)) {
                SecretBag secret = SecretBag.getInstance(bag.getBagValue());
                byte[] sealed = ASN1OctetString.getInstance(secret.getSecretValue()).getOctets();
                byte[] value = decrypt(sealed).getPrivateKey().getOctets();
                entries.put(name(bag), new VaultEntry.Secret(value));
            }
        }
        return entries;
    }

    private List<SafeBag> bags(byte[] safes) throws GeneralSecurityException, CryptoException {
        List<SafeBag> bags = new ArrayList<>();
        for (ContentInfo safe : AuthenticatedSafe.getInstance(safes).getContentInfo()) {
            byte[] content;
            if (safe.getContentType().equals(PKCSObjectIdentifiers.data)) {
                content = ASN1OctetString.getInstance(safe.getContent()).getOctets();
            } else {
                EncryptedData data = EncryptedData.getInstance(safe.getContent());
                content =
                        keys.decrypt(
                                data.getEncryptionAlgorithm(),
                                data.getContent().getOctets(),
                                password);
            }
            for (ASN1Encodable bag : ASN1Sequence.getInstance(content)) {
                bags.add(SafeBag.getInstance(bag));
            }
        }
        return bags;
    }

    private PrivateKeyInfo decrypt(Object sealed) throws GeneralSecurityException, CryptoException {
        EncryptedPrivateKeyInfo info = EncryptedPrivateKeyInfo.getInstance(sealed);
        return PrivateKeyInfo.getInstance(
                keys.decrypt(info.getEncryptionAlgorithm(), info.getEncryptedData(), password));
    }

    private static String name(SafeBag bag) throws CryptoException {
        ASN1Encodable name = attribute(bag, PKCSObjectIdentifiers.pkcs_9_at_friendlyName);
        return ((ASN1String) name).getString();
    }

    private static String localKeyId(SafeBag bag) throws CryptoException {
        ASN1Encodable id = attribute(bag, PKCSObjectIdentifiers.pkcs_9_at_localKeyId);
        return HexFormat.of().formatHex(ASN1OctetString.getInstance(id).getOctets());
    }

    private static ASN1Encodable attribute(SafeBag bag, ASN1ObjectIdentifier type)
            throws CryptoException {
        if (bag.getBagAttributes() != null) {
            for (ASN1Encodable each : bag.getBagAttributes()) {
                Attribute attribute = Attribute.getInstance(each);
                if (attribute.getAttrType().equals(type)) {
                    return attribute.getAttrValues().getObjectAt(0);
                }
            }
        }
        throw new CryptoException("an entry without a name or a key id");
    }
}
