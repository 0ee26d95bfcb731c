package org.xinpiao.platform.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.security.Provider;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xinpiao.contracts.registry.Member;
import org.xinpiao.crypto.KeyVault;
import org.xinpiao.crypto.SigningKey;
import org.xinpiao.crypto.Suites;

class CertificatesTest {

    private static final Provider PROVIDER = new BouncyCastleProvider();

    @TempDir private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"xp-national-1", "xp-international-1"})
    void certificateSaysWhatTheRegistrySays(String suite) throws Exception {
        KeyVault vault = KeyVault.open(directory.resolve("vault.p12"), "secret".toCharArray());
        SigningKey key = vault.createSigningKey("sign.h", Suites.of(suite));
        long from = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();
        long to = Instant.parse("2030-01-01T00:00:00Z").toEpochMilli();
        Member member = Member.newBuilder().setId("H33010099001").setNameZh("杭州澄湖医院").build();

        byte[] der = Certificates.selfSigned(key, member, from, to);

        var certificate =
                (X509Certificate)
                        CertificateFactory.getInstance("X.509", PROVIDER)
                                .generateCertificate(new ByteArrayInputStream(der));
        certificate.verify(certificate.getPublicKey(), PROVIDER);
        assertThat(certificate.getPublicKey().getEncoded()).isEqualTo(key.publicKey().encoded());
        assertThat(certificate.getSubjectX500Principal().getName()).contains("杭州澄湖医院");
        assertThat(certificate.getNotBefore()).isEqualTo(new Date(from));
        assertThat(certificate.getNotAfter()).isEqualTo(new Date(to));
    }
}
