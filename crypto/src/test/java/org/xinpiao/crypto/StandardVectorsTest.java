package org.xinpiao.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.HexFormat;
import org.bouncycastle.crypto.engines.SM2Engine;
import org.bouncycastle.crypto.engines.SM4Engine;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.X25519PrivateKeyParameters;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;
import org.bouncycastle.math.ec.rfc7748.X25519;
import org.junit.jupiter.api.Test;

/** Each primitive against the examples of its standard. */
class StandardVectorsTest {

    private static final Suite NATIONAL = Suites.national();
    private static final Suite INTERNATIONAL = Suites.international();

    // GB/T 32918.5: the private key of the examples on the recommended curve.
    private static final String SM2_PRIVATE =
            "3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8";
    private static final String SM2_PUBLIC =
            "09f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020"
                    + "ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13";
    private static final String SM2_SPKI = "3059301306072a8648ce3d020106082a811ccf5501822d034200";

    @Test
    void sm3_of_gbt32905() {
        assertThat(hex(NATIONAL.hash(ascii("abc"))))
                .isEqualTo("66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
        assertThat(hex(NATIONAL.hash(ascii("abcd".repeat(16)))))
                .isEqualTo("debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732");
    }

    @Test
    void sha256_of_fips180() {
        assertThat(hex(INTERNATIONAL.hash(ascii("abc"))))
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assertThat(hex(INTERNATIONAL.hash()))
                .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }

    @Test
    void hashOfPartsIsHashOfTheWhole() {
        for (Suite suite : new Suite[] {NATIONAL, INTERNATIONAL}) {
            assertThat(suite.hash(ascii("a"), ascii(""), ascii("bc")))
                    .isEqualTo(suite.hash(ascii("abc")));
            assertThat(suite.mac(ascii("key"), ascii("a"), ascii("bc")))
                    .isEqualTo(suite.mac(ascii("key"), ascii("abc")));
        }
    }

    @Test
    void sm4_of_gbt32907() {
        SM4Engine engine = new SM4Engine();
        engine.init(true, new KeyParameter(bytes("0123456789abcdeffedcba9876543210")));
        byte[] block = bytes("0123456789abcdeffedcba9876543210");
        engine.processBlock(block, 0, block, 0);
        assertThat(hex(block)).isEqualTo("681edf34d206965e86b3e94f536e4246");
        for (int i = 1; i < 1_000_000; i++) {
            engine.processBlock(block, 0, block, 0);
        }
        assertThat(hex(block)).isEqualTo("595298c7c6fd271f0402f804c33d3f66");
    }

    @Test
    void sm4Gcm_of_rfc8998() throws CryptoException {
        assertAead(
                NATIONAL,
                "0123456789abcdeffedcba9876543210",
                "00001234567800000000abcd",
                "feedfacedeadbeeffeedfacedeadbeefabaddad2",
                "aaaaaaaaaaaaaaaabbbbbbbbbbbbbbbbccccccccccccccccdddddddddddddddd"
                        + "eeeeeeeeeeeeeeeeffffffffffffffffeeeeeeeeeeeeeeeeaaaaaaaaaaaaaaaa",
                "17f399f08c67d5ee19d0dc9969c4bb7d5fd46fd3756489069157b282bb200735"
                        + "d82710ca5c22f0ccfa7cbf93d496ac15a56834cbcf98c397b4024a2691233b8d"
                        + "83de3541e4c2b58177e065a9bf7b62ec");
    }

    @Test
    void aesGcm_of_nist() throws CryptoException {
        assertAead(
                INTERNATIONAL,
                "00000000000000000000000000000000",
                "000000000000000000000000",
                "",
                "00000000000000000000000000000000",
                "0388dace60b6a392f328c2b971b2fe78ab6e47d42cec13bdf53a67b21257bddf");
        assertAead(
                INTERNATIONAL,
                "feffe9928665731c6d6a8f9467308308",
                "cafebabefacedbaddecaf888",
                "feedfacedeadbeeffeedfacedeadbeefabaddad2",
                "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
                        + "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39",
                "42831ec2217774244b7221b784d0d49ce3aa212f2c02a4e035c17e2329aca12e"
                        + "21d514b25466931c7d8f6a5aac84aa051ba30b396a0aac973d58e091"
                        + "5bc94fbc3221a5db94fae95ae7121a47");
    }

    @Test
    void hmacSm3_of_gmt0042() {
        assertThat(hex(NATIONAL.mac(ascii("Jefe"), ascii("what do ya want for nothing?"))))
                .isEqualTo("2e87f1d16862e6d964b50a5200bf2b10b764faa9680a296a2405f24bec39f882");
        String text = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq";
        assertThat(
                        hex(
                                NATIONAL.mac(
                                        bytes(
                                                "0102030405060708090a0b0c0d0e0f10"
                                                        + "1112131415161718191a1b1c1d1e1f20"),
                                        ascii(text),
                                        ascii(text))))
                .isEqualTo("ca05e144ed05d1857840d1f318a4a8669e559fc8391f414485bfdf7bb408963a");
    }

    @Test
    void hmacSha256_of_rfc4231() {
        assertThat(hex(INTERNATIONAL.mac(ascii("Jefe"), ascii("what do ya want for nothing?"))))
                .isEqualTo("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    }

    @Test
    void hkdf_of_rfc5869() {
        byte[] secret = bytes("0b".repeat(22));
        assertThat(
                        hex(
                                Hkdf.derive(
                                        INTERNATIONAL,
                                        bytes("000102030405060708090a0b0c"),
                                        secret,
                                        bytes("f0f1f2f3f4f5f6f7f8f9"),
                                        42)))
                .isEqualTo(
                        "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf"
                                + "34007208d5b887185865");
        assertThat(hex(INTERNATIONAL.derive(secret, "", 42)))
                .isEqualTo(
                        "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d"
                                + "9d201395faa4b61a96c8");
    }

    @Test
    void sm2Signature_of_gbt32918() throws Exception {
        VerifyingKey key = Keys.verifying("SM2", bytes(SM2_SPKI + "04" + SM2_PUBLIC));
        byte[] signature =
                StandardDSAEncoding.INSTANCE.encode(
                        Sm2.DOMAIN.getN(),
                        new BigInteger(
                                "f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3",
                                16),
                        new BigInteger(
                                "b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa",
                                16));
        assertThat(key.verify(ascii("message digest"), signature)).isTrue();
        assertThat(key.verify(ascii("message digesT"), signature)).isFalse();
    }

    @Test
    void sm2PublicKey_of_gbt32918() throws CryptoException {
        SigningKey key = new Sm2SigningKey(Sm2.privateKey(new BigInteger(SM2_PRIVATE, 16)));
        assertThat(hex(key.publicKey().encoded())).isEqualTo(SM2_SPKI + "04" + SM2_PUBLIC);
    }

    @Test
    void sm2Encryption_of_gbt32918() throws Exception {
        SM2Engine engine = new SM2Engine(SM2Engine.Mode.C1C3C2);
        engine.init(false, Sm2.privateKey(new BigInteger(SM2_PRIVATE, 16)));
        byte[] ciphertext =
                bytes(
                        "04"
                                + "04ebfc718e8d1798620432268e77feb6415e2ede0e073c0f4f640ecd2e149a73"
                                + "e858f9d81e5430a57b36daab8f950a3c64e6ee6a63094d99283aff767e124df0"
                                + "59983c18f809e262923c53aec295d30383b54e39d609d160afcb1908d0bd8766"
                                + "21886ca989ca9c7d58087307ca93092d651efa");
        assertThat(engine.processBlock(ciphertext, 0, ciphertext.length))
                .isEqualTo(ascii("encryption standard"));
    }

    @Test
    void ed25519_of_rfc8032() throws CryptoException {
        assertEd25519(
                "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
                "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
                "",
                "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555"
                        + "fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b");
        assertEd25519(
                "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
                "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
                "af82",
                "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
                        + "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a");
    }

    @Test
    void x25519_of_rfc7748() {
        byte[] shared = new byte[X25519.POINT_SIZE];
        X25519.calculateAgreement(
                bytes("a546e36bf0527c9d3b16154b82465edd62144c0ac1fc5a18506a2244ba449ac4"),
                0,
                bytes("e6db6867583030db3594c1a424b15f7c726624ec26b3353b10a903a6d0ab1c4c"),
                0,
                shared,
                0);
        assertThat(hex(shared))
                .isEqualTo("c3da55379de9c6908e94ea4df28d084f32eccf03491c71f754b4075577a28552");
    }

    @Test
    void hpke_of_rfc9180() throws CryptoException {
        var key =
                new X25519SealingKey(
                        new X25519PrivateKeyParameters(
                                bytes(
                                        "33d196c830a12f9ac65d6e565a590d80"
                                                + "f04ee9b19c83c87f2c170d972a812848")));
        var context =
                key.context(
                        bytes("e5e8f9bfff6c2f29791fc351d2c25ce1299aa5eaca78a757c0b4fb4bcd830918"),
                        ascii("Ode on a Grecian Urn"));
        assertThat(hex(context.export(new byte[0], 32)))
                .isEqualTo("7a36221bd56d50fb51ee65edfd98d06a23c4dc87085aa5866cb7087244bd2a36");
        assertThat(hex(context.export(ascii("TestContext"), 32)))
                .isEqualTo("ffaabc85a776136ca0c378e5d084c9140ab552b78f039d2e8775f26efff4c70e");
    }

    private static void assertAead(
            Suite suite, String key, String nonce, String associated, String plain, String sealed)
            throws CryptoException {
        assertThat(hex(suite.encrypt(bytes(key), bytes(nonce), bytes(associated), bytes(plain))))
                .isEqualTo(sealed);
        assertThat(hex(suite.decrypt(bytes(key), bytes(nonce), bytes(associated), bytes(sealed))))
                .isEqualTo(plain);
    }

    private static void assertEd25519(
            String privateKey, String publicKey, String message, String signature)
            throws CryptoException {
        var key = new Ed25519SigningKey(new Ed25519PrivateKeyParameters(bytes(privateKey)));
        assertThat(hex(key.sign(bytes(message)))).isEqualTo(signature);
        byte[] spki = bytes("302a300506032b6570032100" + publicKey);
        assertThat(key.publicKey().encoded()).isEqualTo(spki);
        assertThat(Keys.verifying("Ed25519", spki).verify(bytes(message), bytes(signature)))
                .isTrue();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(US_ASCII);
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
