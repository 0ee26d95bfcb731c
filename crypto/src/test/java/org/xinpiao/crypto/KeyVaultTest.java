package org.xinpiao.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.Signature;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Keys survive a restart, and nothing survives a delete. */
class KeyVaultTest {

    private static final char[] PASSWORD = "密码 correct horse".toCharArray();
    private static final byte[] MESSAGE = "message".getBytes(UTF_8);

    @TempDir private Path directory = Path.of("");
    private Path file = directory;

    static Stream<Suite> suites() {
        return Stream.of(Suites.national(), Suites.international());
    }

    @BeforeEach
    void file() {
        file = directory.resolve("keys.p12");
    }

    private KeyVault open() throws IOException, CryptoException {
        return KeyVault.open(file, PASSWORD);
    }

    @Test
    void createsAFileForItsOwnerAlone() throws Exception {
        assertThat(open().aliases()).isEmpty();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(open().aliases()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("suites")
    void keysSurviveReopening(Suite suite) throws Exception {
        KeyVault vault = open();
        SigningKey signs = vault.createSigningKey("医院.签名", suite);
        SealingKey seals = vault.createSealingKey("seal", suite);
        byte[] secret = vault.createSecret("pseudonyms");
        assertThat(secret).hasSize(KeyVault.SECRET_BYTES);

        KeyVault again = open();
        assertThat(again.aliases()).containsExactly("pseudonyms", "seal", "医院.签名");
        assertThat(again.secret("pseudonyms").orElseThrow()).isEqualTo(secret);
        SigningKey signsAgain = again.signingKey("医院.签名").orElseThrow();
        assertThat(signsAgain.publicKey()).isEqualTo(signs.publicKey());
        assertThat(signs.publicKey().verify(MESSAGE, signsAgain.sign(MESSAGE))).isTrue();
        var sent = seals.publicKey().encapsulate();
        byte[] wrapped = sent.key().wrap(0, MESSAGE);
        SealingKey sealsAgain = again.sealingKey("seal").orElseThrow();
        assertThat(sealsAgain.open(sent.bytes()).unwrap(0, wrapped)).isEqualTo(MESSAGE);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @ParameterizedTest
    @MethodSource("suites")
    void aKeyServesOnlyItsPurpose(Suite suite) throws Exception {
        open().createSigningKey("sign", suite);
        open().createSealingKey("seal", suite);
        open().createSecret("secret");
        KeyVault vault = open();
        assertThat(vault.sealingKey("sign")).isEmpty();
        assertThat(vault.secret("sign")).isEmpty();
        assertThat(vault.signingKey("seal")).isEmpty();
        assertThat(vault.secret("seal")).isEmpty();
        assertThat(vault.signingKey("secret")).isEmpty();
        assertThat(vault.sealingKey("secret")).isEmpty();
        assertThat(vault.signingKey("none")).isEmpty();
    }

    @Test
    void deletingIsFinal() throws Exception {
        KeyVault vault = open();
        vault.createSecret("gone");
        byte[] kept = vault.createSecret("kept");
        Path old = Files.createLink(directory.resolve("link"), file);
        assertThat(vault.delete("gone")).isTrue();
        assertThat(vault.delete("gone")).isFalse();
        assertThat(vault.secret("gone")).isEmpty();
        assertThat(open().aliases()).containsExactly("kept");
        assertThat(open().secret("kept").orElseThrow()).isEqualTo(kept);
        assertThat(Files.readAllBytes(old)).isNotEmpty().containsOnly(0);
    }

    @Test
    void refusesTakenAndUnusableAliases() throws Exception {
        KeyVault vault = open();
        byte[] secret = vault.createSecret("a");
        for (String alias : new String[] {"a", "", " ", "x".repeat(65)}) {
            assertThatThrownBy(() -> vault.createSigningKey(alias, Suites.national()))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        vault.createSecret("x".repeat(64));
        assertThat(open().secret("a").orElseThrow()).isEqualTo(secret);
    }

    @Test
    void refusesAWrongPasswordAndChangesNothing() throws Exception {
        open().createSecret("a");
        byte[] before = Files.readAllBytes(file);
        assertThatThrownBy(() -> KeyVault.open(file, "wrong".toCharArray()))
                .isInstanceOf(CryptoException.class)
                .hasMessageContaining("password");
        assertThatThrownBy(() -> KeyVault.open(file, new char[0]))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }

    /** A few bits of PKCS #12 say nothing (of the MAC's parameters); no other may go unseen. */
    @Test
    void refusesDamagedFiles() throws Exception {
        KeyVault vault = open();
        vault.createSigningKey("sign", Suites.national());
        byte[] secret = vault.createSecret("secret");
        byte[] good = Files.readAllBytes(file);
        long seed = 20260101;
        Random random = new Random(seed);
        int unseen = 0;
        for (int i = 0; i < 15; i++) {
            String which = "seed %d, case %d".formatted(seed, i);
            boolean cut = i % 3 == 0;
            Files.write(
                    file,
                    cut
                            ? Arrays.copyOf(good, random.nextInt(good.length))
                            : SuiteTest.flip(good, random.nextInt(good.length * 8)));
            try {
                assertThat(open().secret("secret")).as(which).contains(secret);
                assertThat(cut).as(which).isFalse();
                unseen++;
            } catch (CryptoException _) {
                // Refused, as it should be.
            }
        }
        assertThat(unseen).isLessThanOrEqualTo(1);
        Files.write(file, new byte[0]);
        assertThatThrownBy(this::open).isInstanceOf(CryptoException.class);
    }

    @Test
    void whatAKilledWriterLeftIsIgnored() throws Exception {
        byte[] secret = open().createSecret("a");
        Path beside = directory.resolve("keys.p12.new");
        Files.write(beside, Arrays.copyOf(Files.readAllBytes(file), 100));
        assertThat(open().secret("a").orElseThrow()).isEqualTo(secret);
        assertThat(beside).doesNotExist();
        KeyVault vault = open();
        Files.write(beside, new byte[] {1});
        vault.createSecret("b");
        assertThat(open().aliases()).containsExactly("a", "b");
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void aKilledWriterLosesNothingItAcknowledged() throws Exception {
        long seed = 20260102;
        Random random = new Random(seed);
        Set<String> acknowledged = new TreeSet<>();
        for (int run = 0; run < 3; run++) {
            Process writer =
                    new ProcessBuilder(
                                    ProcessHandle.current().info().command().orElseThrow(),
                                    "-cp",
                                    System.getProperty("java.class.path"),
                                    Writer.class.getName(),
                                    file.toString(),
                                    "run" + run)
                            .redirectError(ProcessBuilder.Redirect.INHERIT)
                            .start();
            try (BufferedReader lines = writer.inputReader(UTF_8)) {
                int kill = 1 + random.nextInt(40);
                for (int i = 0; i < kill; i++) {
                    acknowledged.add(Objects.requireNonNull(lines.readLine(), "the writer died"));
                }
                writer.destroyForcibly();
            }
            writer.waitFor();
            KeyVault vault = open();
            assertThat(vault.aliases()).as("seed %d, run %d", seed, run).containsAll(acknowledged);
        }
    }

    /** Makes secrets until it is killed, and says each when it is durable. */
    static final class Writer {

        private Writer() {}

        public static void main(String[] arguments) throws Exception {
            KeyVault vault = KeyVault.open(Path.of(arguments[0]), PASSWORD);
            for (int i = 0; ; i++) {
                String alias = arguments[1] + "." + i;
                vault.createSecret(alias);
                System.out.println(alias);
            }
        }
    }

    @Test
    void aFailedWriteChangesNothing() throws Exception {
        KeyVault vault = open();
        byte[] before = Files.readAllBytes(file);
        Path blocker = Files.createDirectories(directory.resolve("keys.p12.new").resolve("x"));
        assertThatThrownBy(() -> vault.createSecret("a")).isInstanceOf(IOException.class);
        assertThat(vault.aliases()).isEmpty();
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
        Files.delete(blocker);
        vault.createSecret("a");
        assertThat(open().aliases()).isEqualTo(Set.of("a"));
    }

    @Test
    void doesNotOverwriteAnotherProcess() throws Exception {
        KeyVault one = open();
        KeyVault two = open();
        byte[] secret = two.createSecret("a");
        assertThatThrownBy(() -> one.createSecret("b")).isInstanceOf(IOException.class);
        assertThat(open().secret("a").orElseThrow()).isEqualTo(secret);
    }

    @ParameterizedTest
    @MethodSource("suites")
    void opensslReadsIt(Suite suite) throws Exception {
        KeyVault vault = KeyVault.open(file, "secret".toCharArray());
        SigningKey signs = vault.createSigningKey("sign", suite);
        SealingKey seals = vault.createSealingKey("zeal", suite);
        vault.createSecret("secret");
        OpenSsl openssl = new OpenSsl(directory);
        String pem =
                new String(
                        openssl.run(
                                "pkcs12", "-in", "keys.p12", "-passin", "pass:secret", "-noenc"),
                        UTF_8);
        String end = "-----END PRIVATE KEY-----\n";
        int second = pem.indexOf(end) + end.length();
        openssl.file("sign.pem", pem.substring(0, second).getBytes(UTF_8));
        openssl.file("zeal.pem", pem.substring(second).getBytes(UTF_8));
        assertThat(openssl.run("pkey", "-in", "sign.pem", "-pubout", "-outform", "DER"))
                .isEqualTo(signs.publicKey().encoded());
        assertThat(openssl.run("pkey", "-in", "zeal.pem", "-pubout", "-outform", "DER"))
                .isEqualTo(seals.publicKey().encoded());
        assertThat(pem).contains("BEGIN CERTIFICATE");
    }

    @Test
    void theJdkReadsIt() throws Exception {
        KeyVault vault = open();
        SigningKey signs = vault.createSigningKey("sign", Suites.international());
        vault.createSealingKey("seal", Suites.international());
        byte[] secret = vault.createSecret("secret");
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD);
        }
        assertThat(store.getKey("secret", PASSWORD).getEncoded()).isEqualTo(secret);
        Signature signature = Signature.getInstance("Ed25519");
        signature.initSign((java.security.PrivateKey) store.getKey("sign", PASSWORD));
        signature.update(MESSAGE);
        assertThat(signs.publicKey().verify(MESSAGE, signature.sign())).isTrue();
        store.getCertificate("sign").verify(store.getCertificate("sign").getPublicKey());
        assertThat(store.isKeyEntry("seal")).isTrue();
    }
}
