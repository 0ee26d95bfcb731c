package org.xinpiao.platform.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xinpiao.crypto.PostQuantumKey;
import org.xinpiao.crypto.Suites;
import org.xinpiao.ledger.CheckpointKey;
import org.xinpiao.ledger.Trust;
import picocli.CommandLine;

class VerifyCommandTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    private final Fixture chain = new Fixture(Suites.national(), 4);
    private final StringWriter out = new StringWriter();

    @BeforeEach
    void writeGoodFiles() throws IOException {
        Files.write(directory.resolve("good.xpb.json"), BundleFormat.write(chain.bundle(0, 4)));
        Files.write(directory.resolve(TrustFile.NAME), TrustFile.write(chain.trust()));
    }

    @Test
    void validIsZero() {
        assertThat(run("good.xpb.json")).isZero();
        assertThat(out.toString())
                .contains("核验通过 · Valid", "trust.json", "123.45", "诊察费", "未", "ask the ledger");
    }

    @Test
    void alteredIsOneAndNamed() throws IOException {
        byte[] file = BundleFormat.write(chain.bundle(0, 4));
        String text = new String(file, StandardCharsets.UTF_8);
        Files.writeString(
                directory.resolve("bad.xpb.json"), text.replaceFirst("0000001000", "0000001001"));
        assertThat(run("bad.xpb.json")).isOne();
        assertThat(out.toString()).contains("✗ 校验码", "Code, number or check code differ");
    }

    @Test
    void unusableIsTwo() throws IOException {
        assertThat(run("absent.xpb.json")).isEqualTo(2);
        Files.write(directory.resolve("noise"), new byte[] {1, 2, 3});
        assertThat(run("noise")).isEqualTo(2);
        Files.write(directory.resolve("long"), new byte[BundleFormat.FILE_BYTES_MAX + 1]);
        assertThat(run("long")).isEqualTo(2);
        Files.delete(directory.resolve(TrustFile.NAME));
        assertThat(run("good.xpb.json", "--trust", "absent.json")).isEqualTo(2);
        assertThat(out.toString()).contains("4 MiB", "cannot be read", "trust file");
        assertThat(run()).isEqualTo(2);
    }

    @Test
    void theWorstOfSeveralCounts() throws IOException {
        Fixture other = new Fixture(Suites.national(), 1);
        Files.write(directory.resolve("other.xpb.json"), BundleFormat.write(other.bundle(0, 4)));
        assertThat(run("good.xpb.json", "other.xpb.json")).isOne();
        assertThat(run("good.xpb.json", "absent", "other.xpb.json")).isEqualTo(2);
    }

    @Test
    void printsJsonForPrograms() throws UnusableException {
        assertThat(run("good.xpb.json", "--json")).isZero();
        assertThat(out.toString())
                .startsWith("[")
                .contains("\"verdict\": \"VALID\"", "\"total\": \"123.45\"", "\"NOT_PROVED\"");
    }

    @Test
    void trustFileComesBackAndFaultsAreNamed() throws UnusableException {
        byte[] file = TrustFile.write(chain.trust());
        assertThat(TrustFile.write(TrustFile.read(file))).isEqualTo(file);
        String text = new String(file, StandardCharsets.UTF_8);
        assertUnusable(text.replace("\"quorum\": 3", "\"quorum\": 5"), "quorum");
        assertUnusable(text.replace("SM2", "RSA"), "cosigners[0]");
        assertUnusable(text.replace("/data", "/health"), "twice");
        assertUnusable(text.replace("\"origin\"", "\"orign\""), "origin: missing");
        assertUnusable(text.replace("\"quorum\"", "\"more\": 1, \"quorum\""), "more: unknown");
    }

    @Test
    void trustFileMayAskForPostQuantumKeys() throws UnusableException {
        Trust classic = chain.trust();
        List<CheckpointKey> keys = new ArrayList<>(classic.keys());
        keys.add(
                new CheckpointKey(
                        keys.getFirst().name(),
                        CheckpointKey.Role.COSIGNER,
                        new PostQuantumKey(new byte[32]).publicKey()));
        byte[] file = TrustFile.write(new Trust(classic.origin(), classic.suite(), keys, 3, 1));

        assertThat(TrustFile.read(file).postQuantum()).isEqualTo(1);
        assertThat(TrustFile.write(TrustFile.read(file))).isEqualTo(file);
        String text = new String(file, StandardCharsets.UTF_8);
        assertUnusable(
                text.replace("\"postQuantumQuorum\": 1", "\"postQuantumQuorum\": 2"), "quorum");
    }

    @Test
    void trustFileMayNameThoseOfBefore() throws UnusableException {
        Trust before = new Fixture(Suites.national(), 1).trust();
        Trust now = chain.trust();
        Trust both = now.withFormer(List.of(new Trust.Former(5_000_000_000L, before)));
        byte[] file = TrustFile.write(both);

        assertThat(TrustFile.write(TrustFile.read(file))).isEqualTo(file);
        Trust.Former former = TrustFile.read(file).former().getFirst();
        assertThat(former.size()).isEqualTo(5_000_000_000L);
        assertThat(former.trust().quorum()).isEqualTo(before.quorum());
        assertThat(former.trust().keys()).hasSameSizeAs(before.keys());
        String text = new String(file, StandardCharsets.UTF_8);
        assertUnusable(text.replace("5000000000", "-1"), "former[0].size");
        assertUnusable(text.replace("5000000000", "1.5"), "former[0].size");
        assertUnusable(text.replace("\"size\"", "\"sice\""), "former[0].size: missing");
    }

    private static void assertUnusable(String trust, String fault) {
        assertThatThrownBy(() -> TrustFile.read(trust.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(UnusableException.class)
                .hasMessageContaining(fault);
    }

    private int run(String... arguments) {
        for (int i = 0; i < arguments.length; i++) {
            if (!arguments[i].startsWith("--")) {
                arguments[i] = directory.resolve(arguments[i]).toString();
            }
        }
        PrintWriter writer = new PrintWriter(out, true);
        return new CommandLine(new VerifyCommand())
                .setOut(writer)
                .setErr(writer)
                .execute(arguments);
    }
}
