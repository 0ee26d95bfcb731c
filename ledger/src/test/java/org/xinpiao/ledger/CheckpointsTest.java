package org.xinpiao.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xinpiao.crypto.SigningKey;
import org.xinpiao.crypto.VerifyingKey;

class CheckpointsTest {

    private final Testbed bed = new Testbed();
    @TempDir Path dir;

    @Test
    void cosignerThatFailsStopsProofsAndNotTheLedger() {
        AtomicBoolean broken = new AtomicBoolean();
        SoloOptions options = options(new Cosigner("finance.example", breakable(broken)));
        try (SoloEngine engine = SoloEngine.open(options)) {
            broken.set(true);
            assertThat(Testbed.join(engine, bed.command("k1", "put a 1")).hasAccepted()).isTrue();
            assertThatThrownBy(() -> engine.ledger().proof(1))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("no checkpoint");
            assertThat(Testbed.join(engine, bed.command("k2", "put a 2")).hasAccepted()).isTrue();
            broken.set(false);
            assertThat(engine.ledger().proof(2)).contains("index 2\n");
        }
    }

    @Test
    void proofWaitsForACheckpointThatCoversIt() throws FormatException {
        try (SoloEngine engine = SoloEngine.open(bed.options(dir))) {
            for (int i = 1; i <= 20; i++) {
                Testbed.join(engine, bed.command("k" + i, "put a 1"));
                LogProof proof = LogProof.parse(engine.ledger().proof(i));
                Checkpoint checkpoint = Checkpoint.parse(Note.parse(proof.checkpoint()).text());
                assertThat(proof.index()).isEqualTo(i);
                assertThat(checkpoint.size()).isGreaterThan(i);
            }
        }
    }

    @Test
    void lastCheckpointCoversTheWholeLogWhenTheEngineCloses() throws FormatException {
        try (SoloEngine engine = SoloEngine.open(bed.options(dir))) {
            Testbed.join(engine, bed.command("k1", "put a 1"));
            Testbed.join(engine, bed.command("k2", "put a 1"));
        }
        Note stored = Checkpoints.read(dir.resolve(Checkpoints.FILE));
        assertThat(stored).isNotNull().extracting(Note::text).asString().contains("\n3\n");
    }

    @Test
    void ledgerOfAnotherOriginIsRefused() {
        SoloEngine.open(bed.options(dir)).close();
        SoloOptions other =
                new SoloOptions(
                        dir,
                        Testbed.CHAIN,
                        Testbed.GENESIS,
                        bed.suite,
                        bed.rules,
                        "other.example",
                        bed.cosigners);
        assertThatThrownBy(() -> SoloEngine.open(other))
                .isInstanceOfSatisfying(
                        OpenException.class,
                        e -> assertThat(e.why()).isEqualTo(OpenException.Cause.OTHER_LEDGER));
    }

    private SoloOptions options(Cosigner cosigner) {
        return new SoloOptions(
                dir,
                Testbed.CHAIN,
                Testbed.GENESIS,
                bed.suite,
                bed.rules,
                Testbed.ORIGIN,
                List.of(cosigner));
    }

    private SigningKey breakable(AtomicBoolean broken) {
        SigningKey key = bed.suite.newSigningKey();
        return new SigningKey() {
            @Override
            public VerifyingKey publicKey() {
                return key.publicKey();
            }

            @Override
            public byte[] sign(byte[] message) {
                if (broken.get()) {
                    throw new IllegalStateException("the key is out of reach");
                }
                return key.sign(message);
            }
        };
    }
}
