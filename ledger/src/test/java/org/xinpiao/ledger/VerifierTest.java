package org.xinpiao.ledger;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xinpiao.contracts.Merkle;
import org.xinpiao.crypto.CryptoException;
import org.xinpiao.crypto.PostQuantumKey;
import org.xinpiao.crypto.Suites;
import org.xinpiao.ledger.Verdict.Failed;
import org.xinpiao.ledger.Verdict.Fault;

class VerifierTest {

    @TempDir Path dir;

    @ParameterizedTest
    @ValueSource(strings = {"xp-international-1", "xp-national-1"})
    void proofOfAnEngineVerifies(String suite) throws CryptoException {
        Testbed bed = new Testbed(Suites.of(suite));
        try (SoloEngine engine = SoloEngine.open(bed.options(dir))) {
            Receipt receipt = Testbed.join(engine, bed.command("k1", "put a 1"));
            Testbed.join(engine, bed.command("k2", "put a 2"));
            String proof = engine.ledger().proof(1);

            Verdict verdict = Verifier.inclusion(proof, receipt.toByteArray(), bed.trust(3));
            assertThat(verdict)
                    .isInstanceOfSatisfying(
                            Verdict.Included.class,
                            included -> {
                                assertThat(included.index()).isEqualTo(1);
                                assertThat(included.checkpoint().signers())
                                        .containsExactly(
                                                "finance.example",
                                                "health.example",
                                                Testbed.ORIGIN);
                            });
        }
    }

    @Test
    void namesWhatDoesNotHold() {
        Testbed bed = new Testbed();
        Testbed other = new Testbed();
        try (SoloEngine engine = SoloEngine.open(bed.options(dir))) {
            byte[] leaf = Testbed.join(engine, bed.command("k1", "put a 1")).toByteArray();
            String proof = engine.ledger().proof(1);
            Trust trust = bed.trust(2);

            assertFault(Verifier.inclusion(proof, new byte[] {1}, trust), Fault.NOT_INCLUDED);
            assertFault(
                    Verifier.inclusion(proof.replace("index 1", "index 0"), leaf, trust),
                    Fault.NOT_INCLUDED);
            assertFault(Verifier.inclusion(proof, leaf, other.trust(1)), Fault.NO_QUORUM);
            assertFault(
                    Verifier.inclusion(
                            proof,
                            leaf,
                            new Trust("another.example", trust.suite(), trust.keys(), 1)),
                    Fault.OTHER_LOG);
            assertFault(Verifier.inclusion("", leaf, trust), Fault.MALFORMED);
        }
    }

    @Test
    void formerSignersAreBelievedForTheLogOfTheirTime() {
        Testbed before = new Testbed();
        Testbed after = new Testbed();
        Trust trust = after.trust(3).withFormer(List.of(new Trust.Former(9, before.trust(3))));
        Checkpoint inTime = new Checkpoint(Testbed.ORIGIN, 9, before.suite.hash());
        Checkpoint late = new Checkpoint(Testbed.ORIGIN, 10, before.suite.hash());

        assertThat(Verifier.checkpoint(signed(before, inTime), trust))
                .isInstanceOfSatisfying(
                        Verdict.OfCheckpoint.Signed.class,
                        signed -> {
                            assertThat(signed.signers()).hasSize(3);
                            assertThat(signed.trust()).isSameAs(trust.former().getFirst().trust());
                        });
        assertFault(Verifier.checkpoint(signed(before, late), trust), Fault.NO_QUORUM);
        assertThat(Verifier.checkpoint(signed(after, late), trust))
                .isInstanceOf(Verdict.OfCheckpoint.Signed.class);
        assertFault(Verifier.checkpoint(signed(before, inTime), after.trust(3)), Fault.NO_QUORUM);
        // A quorum of some of these and some of those is none.
        Note mixed =
                new Note(
                        inTime.text(),
                        List.of(
                                before.cosigners.get(0).sign(inTime, 1),
                                before.cosigners.get(1).sign(inTime, 1),
                                after.cosigners.get(2).sign(inTime, 1)));
        assertFault(Verifier.checkpoint(mixed.format(), trust), Fault.NO_QUORUM);
    }

    private static String signed(Testbed bed, Checkpoint checkpoint) {
        List<Note.Signature> lines =
                bed.cosigners.stream().map(cosigner -> cosigner.sign(checkpoint, 1)).toList();
        return new Note(checkpoint.text(), lines).format();
    }

    @Test
    void oneSignerCountsOnce() {
        Testbed bed = new Testbed();
        Checkpoint checkpoint = new Checkpoint(Testbed.ORIGIN, 0, bed.suite.hash());
        Cosigner finance = bed.cosigners.get(1);
        Note note =
                new Note(
                        checkpoint.text(),
                        List.of(finance.sign(checkpoint, 1), finance.sign(checkpoint, 2)));
        assertThat(Verifier.checkpoint(note.format(), bed.trust(1)))
                .isInstanceOf(Verdict.OfCheckpoint.Signed.class);
        assertFault(Verifier.checkpoint(note.format(), bed.trust(2)), Fault.NO_QUORUM);
    }

    @Test
    void postQuantumSignaturesAreAskedForOnlyByTheTrust() {
        Testbed bed = new Testbed(Suites.national());
        List<Cosigner> departments = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            byte[] seed = new byte[32];
            seed[0] = (byte) i;
            departments.add(new Cosigner("dept" + i, bed.suite.newSigningKey()));
            departments.add(new Cosigner("dept" + i, new PostQuantumKey(seed)));
        }
        List<CheckpointKey> keys =
                departments.stream().map(d -> d.publicKey(Testbed.ORIGIN)).toList();
        Trust classic = new Trust(Testbed.ORIGIN, bed.suite, keys, 3);
        Trust both = new Trust(Testbed.ORIGIN, bed.suite, keys, 3, 3);
        Checkpoint checkpoint = new Checkpoint(Testbed.ORIGIN, 0, bed.suite.hash());
        List<Note.Signature> lines =
                departments.stream().map(d -> d.sign(checkpoint, 1_700_000_000)).toList();

        assertThat(Verifier.checkpoint(new Note(checkpoint.text(), lines).format(), both))
                .isInstanceOfSatisfying(
                        Verdict.OfCheckpoint.Signed.class,
                        signed ->
                                assertThat(signed.signers())
                                        .containsExactly("dept0", "dept1", "dept2", "dept3"));
        // Two of four post-quantum keys; then no classic ones.
        String few = new Note(checkpoint.text(), without(lines, 5, 7)).format();
        assertFault(Verifier.checkpoint(few, both), Fault.NO_POST_QUANTUM_QUORUM);
        assertThat(Verifier.checkpoint(few, classic))
                .isInstanceOf(Verdict.OfCheckpoint.Signed.class);
        String none = new Note(checkpoint.text(), without(lines, 0, 2, 4, 6)).format();
        assertFault(Verifier.checkpoint(none, both), Fault.NO_QUORUM);
        assertFault(Verifier.checkpoint(none, classic), Fault.NO_QUORUM);
        lines.get(1).bytes()[100] ^= 1;
        String bad = new Note(checkpoint.text(), lines).format();
        assertFault(Verifier.checkpoint(bad, both), Fault.BAD_SIGNATURE);
    }

    private static List<Note.Signature> without(List<Note.Signature> lines, Integer... places) {
        return IntStream.range(0, lines.size())
                .filter(i -> !List.of(places).contains(i))
                .mapToObj(lines::get)
                .toList();
    }

    /** The bytes are those that C2SP tlog-cosignature lays down for ML-DSA-44. */
    @Test
    void postQuantumKeySignsTheStandardsBytes() throws FormatException {
        Checkpoint checkpoint = new Checkpoint("log.example", 258, new byte[32]);
        Cosigner cosigner = new Cosigner("w1", new PostQuantumKey(new byte[32]));
        CheckpointKey key = cosigner.publicKey("log.example");
        byte[] message = requireNonNull(key.cosigned(1_700_000_000L, checkpoint.text()));

        assertThat(HexFormat.of().formatHex(message))
                .isEqualTo(
                        "737562747265652f76310a00"
                                + "027731"
                                + "000000006553f100"
                                + "0b6c6f672e6578616d706c65"
                                + "0000000000000000"
                                + "0000000000000102"
                                + "00".repeat(32));
        Note.Signature line = cosigner.sign(checkpoint, 1_700_000_000L);
        assertThat(line.bytes()).hasSize(8 + 2420);
        assertThat(key.verify(line, checkpoint.text())).isTrue();
        assertThat(key.verify(line, new Checkpoint("log.example", 259, new byte[32]).text()))
                .isFalse();
        assertThat(key.verify(line, "no checkpoint\n")).isFalse();
        CheckpointKey read = CheckpointKey.parse(key.vkey());
        assertThat(read.key()).isEqualTo(key.key());
        assertThat(read.isPostQuantum()).isTrue();
        assertThat(Base64.getDecoder().decode(key.vkey().split("\\+", 3)[2]))
                .hasSize(1313)
                .startsWith(6);
    }

    @Test
    void badSignatureOfATrustedPartySpoilsTheCheckpoint() {
        Testbed bed = new Testbed();
        Checkpoint checkpoint = new Checkpoint(Testbed.ORIGIN, 0, bed.suite.hash());
        List<Note.Signature> lines = new ArrayList<>();
        bed.cosigners.forEach(cosigner -> lines.add(cosigner.sign(checkpoint, 1)));
        lines.getLast().bytes()[20] ^= 1;
        String note = new Note(checkpoint.text(), lines).format();
        assertFault(Verifier.checkpoint(note, bed.trust(2)), Fault.BAD_SIGNATURE);
    }

    @Test
    void everyAlteredCharacterOfAProofIsNoticed() {
        Testbed bed = new Testbed();
        try (SoloEngine engine = SoloEngine.open(bed.options(dir))) {
            byte[] leaf = Testbed.join(engine, bed.command("k1", "put a 1")).toByteArray();
            String proof = engine.ledger().proof(1);
            long seed = System.nanoTime();
            Random random = new Random(seed);
            for (int i = 0; i < proof.length(); i++) {
                char[] altered = proof.toCharArray();
                altered[i] = (char) (' ' + random.nextInt(95));
                String text = new String(altered);
                if (!text.equals(proof)) {
                    assertThat(Verifier.inclusion(text, leaf, bed.trust(3)))
                            .as("seed %d, char %d", seed, i)
                            .isInstanceOf(Failed.class);
                }
            }
        }
    }

    @Test
    void tilesOfAnEngineGiveItsRoot() {
        Testbed bed = new Testbed();
        try (SoloEngine engine = SoloEngine.open(bed.options(dir))) {
            List<CompletableFuture<Receipt>> answers = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                answers.add(engine.submit(bed.command("k" + i, "put a 1")).toCompletableFuture());
            }
            answers.forEach(CompletableFuture::join);
            Ledger ledger = engine.ledger();
            Merkle merkle = new Merkle(new SuitePrimitives(bed.suite));
            List<byte[]> leaves = new ArrayList<>();
            readBundle(ledger.tile("tile/entries/000"), merkle, leaves);
            readBundle(ledger.tile("tile/entries/001.p/45"), merkle, leaves);

            assertThat(merkle.root(leaves)).isEqualTo(ledger.root());
            assertThat(ledger.tile("tile/0/000")).hasSize(8_192).startsWith(leaves.getFirst());
            assertThat(ledger.tile("tile/0/001.p/45")).hasSize(45 * 32).endsWith(leaves.getLast());
            assertThat(ledger.tile("tile/1/000.p/1"))
                    .isEqualTo(merkle.root(leaves.subList(0, 256)));
            assertThat(ledger.tile("tile/0/001")).isNull();
            assertThat(ledger.tile("tile/entries/001.p/46")).isNull();
            assertThat(ledger.tile("tile/entries/x999/x999/x999/x999/x999/999")).isNull();
            assertThat(ledger.tile("nonsense")).isNull();
            List<byte[]> proof = ledger.consistency(100, 301);
            assertThat(
                            merkle.extendsTree(
                                    merkle.root(leaves.subList(0, 100)),
                                    100,
                                    ledger.root(),
                                    301,
                                    proof))
                    .isTrue();
        }
    }

    private static void readBundle(byte @Nullable [] bundle, Merkle merkle, List<byte[]> leaves) {
        ByteBuffer in = ByteBuffer.wrap(requireNonNull(bundle));
        while (in.hasRemaining()) {
            byte[] leaf = new byte[Short.toUnsignedInt(in.getShort())];
            in.get(leaf);
            leaves.add(merkle.leaf(leaf));
        }
    }

    private static void assertFault(Object verdict, Fault fault) {
        assertThat(verdict)
                .isInstanceOfSatisfying(
                        Failed.class, failed -> assertThat(failed.fault()).isEqualTo(fault));
    }
}
