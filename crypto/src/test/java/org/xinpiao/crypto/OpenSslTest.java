package org.xinpiao.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.math.ec.rfc7748.X25519;
import org.bouncycastle.util.BigIntegers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both ways with the {@code openssl} command. */
class OpenSslTest {

    private static final byte[] MESSAGE = "电子票据 04 0000000123".repeat(9).getBytes(UTF_8);
    private static final byte[] KEY = bytes("000102030405060708090a0b0c0d0e0f");
    private static final String USER_ID = "distid:1234567812345678";

    @TempDir private Path directory = Path.of("");
    private OpenSsl openssl = new OpenSsl(directory);

    @BeforeEach
    void message() {
        openssl = new OpenSsl(directory);
        openssl.file("message", MESSAGE);
    }

    @Test
    void opensslVerifiesOurSm2AndRefusesAnotherMessage() {
        SigningKey key = Suites.national().newSigningKey();
        openssl.pem("public", "PUBLIC KEY", key.publicKey().encoded());
        openssl.file("signature", key.sign(MESSAGE));
        openssl.file("other", new byte[] {1});
        assertThat(openssl.accepts(verifySm2("message"))).isTrue();
        assertThat(openssl.accepts(verifySm2("other"))).isFalse();
    }

    private static String[] verifySm2(String file) {
        return new String[] {
            "dgst", "-sm3", "-sigopt", USER_ID, "-verify", "public", "-signature", "signature", file
        };
    }

    @Test
    void weVerifySm2OfOpenssl() throws CryptoException {
        openssl.run("genpkey", "-algorithm", "SM2", "-out", "private");
        VerifyingKey key = Keys.verifying("SM2", publicKey());
        byte[] signature =
                openssl.run("dgst", "-sm3", "-sigopt", USER_ID, "-sign", "private", "message");
        assertThat(key.verify(MESSAGE, signature)).isTrue();
        assertThat(key.verify(KEY, signature)).isFalse();
    }

    @Test
    void opensslVerifiesOurEd25519() {
        SigningKey key = Suites.international().newSigningKey();
        openssl.pem("public", "PUBLIC KEY", key.publicKey().encoded());
        openssl.file("signature", key.sign(MESSAGE));
        openssl.file("other", new byte[] {1});
        assertThat(openssl.accepts(verifyEd25519("message"))).isTrue();
        assertThat(openssl.accepts(verifyEd25519("other"))).isFalse();
    }

    private static String[] verifyEd25519(String file) {
        return new String[] {
            "pkeyutl",
            "-verify",
            "-pubin",
            "-inkey",
            "public",
            "-rawin",
            "-in",
            file,
            "-sigfile",
            "signature"
        };
    }

    @Test
    void weVerifyEd25519OfOpenssl() throws CryptoException {
        openssl.run("genpkey", "-algorithm", "ED25519", "-out", "private");
        byte[] signature =
                openssl.run("pkeyutl", "-sign", "-inkey", "private", "-rawin", "-in", "message");
        assertThat(Keys.verifying("Ed25519", publicKey()).verify(MESSAGE, signature)).isTrue();
    }

    @Test
    void opensslOpensOurSm2Envelope() throws Exception {
        var key = (Sm2SealingKey) Suites.national().newSealingKey();
        openssl.pem("private", "PRIVATE KEY", StoredKeys.sealing("x", key).stored().getEncoded());
        var sent = key.publicKey().encapsulate();
        openssl.file("sealed", toDer(sent.bytes()));
        byte[] secret = openssl.run("pkeyutl", "-decrypt", "-inkey", "private", "-in", "sealed");
        byte[] wrapped = sent.key().wrap(7, KEY);
        assertThat(received(secret, sent.bytes(), key.publicKey().encoded()).unwrap(7, wrapped))
                .isEqualTo(KEY);
    }

    @Test
    void weOpenAnSm2EnvelopeOfOpenssl() throws Exception {
        SealingKey key = Suites.national().newSealingKey();
        openssl.pem("public", "PUBLIC KEY", key.publicKey().encoded());
        byte[] secret = Arrays.copyOf(MESSAGE, 32);
        openssl.file("secret", secret);
        byte[] sealed =
                fromDer(
                        openssl.run(
                                "pkeyutl",
                                "-encrypt",
                                "-pubin",
                                "-inkey",
                                "public",
                                "-in",
                                "secret"));
        byte[] wrapped = sender(secret, sealed, key.publicKey().encoded()).wrap(0, KEY);
        assertThat(key.open(sealed).unwrap(0, wrapped)).isEqualTo(KEY);
    }

    @Test
    void x25519AgreesWithOpenssl() throws Exception {
        var ours = (X25519SealingKey) Suites.international().newSealingKey();
        openssl.run("genpkey", "-algorithm", "X25519", "-out", "private");
        byte[] theirs = publicKey();
        assertThat(Keys.recipient("X25519", theirs).encoded()).isEqualTo(theirs);
        openssl.pem("ours", "PUBLIC KEY", ours.publicKey().encoded());
        byte[] shared = new byte[X25519.POINT_SIZE];
        byte[] u = Arrays.copyOfRange(theirs, theirs.length - 32, theirs.length);
        X25519.calculateAgreement(ours.parameters().getEncoded(), 0, u, 0, shared, 0);
        assertThat(openssl.run("pkeyutl", "-derive", "-inkey", "private", "-peerkey", "ours"))
                .isEqualTo(shared);
    }

    @Test
    void hashesAndMacsAgree() {
        assertThat(openssl.run("dgst", "-sm3", "-binary", "message"))
                .isEqualTo(Suites.national().hash(MESSAGE));
        assertThat(openssl.run("dgst", "-sha256", "-binary", "message"))
                .isEqualTo(Suites.international().hash(MESSAGE));
        assertThat(mac("-sm3")).isEqualTo(Suites.national().mac(KEY, MESSAGE));
        assertThat(mac("-sha256")).isEqualTo(Suites.international().mac(KEY, MESSAGE));
    }

    private byte[] mac(String digest) {
        return openssl.run(
                "dgst",
                digest,
                "-mac",
                "HMAC",
                "-macopt",
                "hexkey:" + hex(KEY),
                "-binary",
                "message");
    }

    @Test
    void derivedKeysAgree() {
        assertThat(hkdf("SM3")).isEqualTo(Suites.national().derive(KEY, "bill/face", 77));
        assertThat(hkdf("SHA256")).isEqualTo(Suites.international().derive(KEY, "bill/face", 77));
    }

    private byte[] hkdf(String digest) {
        String key = "hexkey:" + hex(KEY);
        return openssl.run(
                "kdf",
                "-binary",
                "-keylen",
                "77",
                "-kdfopt",
                "digest:" + digest,
                "-kdfopt",
                key,
                "-kdfopt",
                "info:bill/face",
                "HKDF");
    }

    // OpenSSL's enc has no GCM; GCM's ciphertext is CTR from the nonce and a counter of 2.
    @Test
    void ciphersAgree() {
        byte[] nonce = bytes("0a0b0c0d0e0f101112131415");
        assertThat(counterMode("-sm4-ctr", nonce))
                .isEqualTo(withoutTag(Suites.national().encrypt(KEY, nonce, KEY, MESSAGE)));
        assertThat(counterMode("-aes-128-ctr", nonce))
                .isEqualTo(withoutTag(Suites.international().encrypt(KEY, nonce, KEY, MESSAGE)));
    }

    private byte[] counterMode(String cipher, byte[] nonce) {
        return openssl.run(
                "enc", cipher, "-K", hex(KEY), "-iv", hex(nonce) + "00000002", "-in", "message");
    }

    private static byte[] withoutTag(byte[] sealed) {
        return Arrays.copyOf(sealed, sealed.length - 16);
    }

    private byte[] publicKey() {
        return openssl.run("pkey", "-in", "private", "-pubout", "-outform", "DER");
    }

    private static EnvelopeKey sender(byte[] secret, byte[] encapsulation, byte[] spki)
            throws CryptoException {
        return new Sm2RecipientKey(Sm2.decode(spki)).envelopeKey(secret, encapsulation, true);
    }

    private static EnvelopeKey received(byte[] secret, byte[] encapsulation, byte[] spki)
            throws CryptoException {
        return new Sm2RecipientKey(Sm2.decode(spki)).envelopeKey(secret, encapsulation, false);
    }

    /** GM/T 0009's SM2Cipher from an encapsulation: 1, 4, x, y, C3, C2. */
    private static byte[] toDer(byte[] raw) throws Exception {
        ASN1EncodableVector parts = new ASN1EncodableVector();
        parts.add(new ASN1Integer(new BigInteger(1, Arrays.copyOfRange(raw, 2, 34))));
        parts.add(new ASN1Integer(new BigInteger(1, Arrays.copyOfRange(raw, 34, 66))));
        parts.add(new DEROctetString(Arrays.copyOfRange(raw, 66, 98)));
        parts.add(new DEROctetString(Arrays.copyOfRange(raw, 98, raw.length)));
        return new DERSequence(parts).getEncoded(ASN1Encoding.DER);
    }

    private static byte[] fromDer(byte[] der) {
        ASN1Sequence parts = ASN1Sequence.getInstance(der);
        byte[] raw = new byte[130];
        raw[0] = 1;
        raw[1] = 4;
        for (int i = 0; i < 2; i++) {
            BigInteger number = ASN1Integer.getInstance(parts.getObjectAt(i)).getValue();
            BigIntegers.asUnsignedByteArray(number, raw, 2 + 32 * i, 32);
            byte[] octets = ASN1OctetString.getInstance(parts.getObjectAt(2 + i)).getOctets();
            System.arraycopy(octets, 0, raw, 66 + 32 * i, 32);
        }
        return raw;
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
