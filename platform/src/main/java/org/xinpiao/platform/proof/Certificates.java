package org.xinpiao.platform.proof;

import com.google.protobuf.ByteString;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.util.Date;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.gm.GMObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.springframework.stereotype.Component;
import org.xinpiao.contracts.registry.Member;
import org.xinpiao.contracts.registry.MemberKey;
import org.xinpiao.crypto.SigningKey;
import org.xinpiao.platform.document.DocumentSigner;
import org.xinpiao.platform.node.Party;
import org.xinpiao.platform.registry.Directory;

/**
 * The members' keys as X.509 certificates, which readers of PDF and OFD ask for. Each is signed by
 * its own key and says what the ledger's registry says of that key; what makes it genuine is the
 * registry.
 */
@Component
class Certificates {

    private final Directory directory;
    private final Map<ByteString, DocumentSigner> signers = new ConcurrentHashMap<>();

    Certificates(Directory directory) {
        this.directory = directory;
    }

    /**
     * The signer of documents in a party's name.
     *
     * @throws IllegalStateException when its key is not registered
     */
    DocumentSigner signer(Party party) {
        ByteString keyId = ByteString.copyFrom(party.signing().publicKey().id());
        return signers.computeIfAbsent(
                keyId, id -> new PartySigner(party, certificate(party, registered(party, id))));
    }

    private MemberKey registered(Party party, ByteString keyId) {
        return directory.required(party.id()).getKeysList().stream()
                .filter(key -> key.getKeyId().equals(keyId))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no registered key of " + party.id()));
    }

    private byte[] certificate(Party party, MemberKey key) {
        return selfSigned(
                party.signing(),
                directory.required(party.id()),
                key.getNotBeforeMs(),
                key.getNotAfterMs());
    }

    static byte[] selfSigned(SigningKey key, Member member, long notBefore, long notAfter) {
        var name =
                new X500NameBuilder(BCStyle.INSTANCE)
                        .addRDN(BCStyle.C, "CN")
                        .addRDN(BCStyle.O, member.getNameZh())
                        .addRDN(BCStyle.CN, member.getId())
                        .build();
        try {
            return new X509v3CertificateBuilder(
                            name,
                            new BigInteger(1, key.publicKey().id()),
                            new Date(notBefore),
                            new Date(notAfter),
                            name,
                            SubjectPublicKeyInfo.getInstance(key.publicKey().encoded()))
                    .build(new KeySigner(key))
                    .getEncoded();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Bouncy Castle's way to sign, by a key that may lie anywhere. */
    private static final class KeySigner implements ContentSigner {

        private final SigningKey key;
        private final ByteArrayOutputStream message = new ByteArrayOutputStream();

        KeySigner(SigningKey key) {
            this.key = key;
        }

        @Override
        public AlgorithmIdentifier getAlgorithmIdentifier() {
            return new AlgorithmIdentifier(
                    key.publicKey().algorithm().equals("SM2")
                            ? GMObjectIdentifiers.sm2sign_with_sm3
                            : EdECObjectIdentifiers.id_Ed25519);
        }

        @Override
        public OutputStream getOutputStream() {
            return message;
        }

        @Override
        public byte[] getSignature() {
            return key.sign(message.toByteArray());
        }
    }
}
