package org.xinpiao.crypto;

import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;

/** What can lie in a vault. */
sealed interface VaultEntry {

    /** What has a certificate: PKCS#12 keeps a private key's purpose and public key there. */
    sealed interface Pair extends VaultEntry {

        PrivateKeyInfo stored();

        X509CertificateHolder certificate();
    }

    record Signing(SigningKey key, PrivateKeyInfo stored, X509CertificateHolder certificate)
            implements Pair {}

    record Sealing(SealingKey key, PrivateKeyInfo stored, X509CertificateHolder certificate)
            implements Pair {}

    record Secret(byte[] value) implements VaultEntry {}
}
