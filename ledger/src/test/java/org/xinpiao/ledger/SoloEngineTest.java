package org.xinpiao.ledger;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xinpiao.contracts.Contract;
import org.xinpiao.contracts.Rules;
import org.xinpiao.contracts.State;

class SoloEngineTest {

    private final Testbed bed = new Testbed();
    @TempDir Path dir;

    @Test
    void answersWithAReceiptThatIsDurableAndFound() {
        try (SoloEngine engine = SoloEngine.open(bed.options(dir))) {
            Receipt receipt = Testbed.join(engine, bed.command("k1", "put a 1"));

            assertThat(receipt.hasAccepted()).isTrue();
            assertThat(receipt.getAccepted().getEvents(0).getType()).isEqualTo("toy.StringValue");
            assertThat(receipt.getHeight()).isEqualTo(1);
            Ledger ledger = engine.ledger();
            assertThat(ledger.get("toy/a")).isEqualTo(ByteString.copyFromUtf8("1"));
            assertThat(ledger.find(Testbed.ALICE, "k1")).hasValue(1);
            assertThat(ledger.receipt(1)).isEqualTo(receipt);
            assertThat(ledger.size()).isEqualTo(2);
            assertThat(requireNonNull(ledger.block(1)).receipts()).containsExactly(receipt);
        }
    }

    @Test
    void transactionIsFoundByItsPlaceAlone() {
        try (SoloEngine engine = SoloEngine.open(bed.options(dir))) {
            Testbed.join(engine, bed.command("k1", "put a 1"));
            Receipt receipt = Testbed.join(engine, bed.command("k2", "put b 2"));

            Ledger ledger = engine.ledger();
            Ledger.CommittedTransaction found = requireNonNull(ledger.transaction(2, 0));
            assertThat(found.transaction().getIdempotencyKey()).isEqualTo("k2");
            assertThat(found.leaf()).isEqualTo(2);
            assertThat(ledger.receipt(2, 0)).isEqualTo(receipt);
            assertThat(ledger.timeMillis()).isEqualTo(receipt.getTimeMs());
            // Block 1 has one transaction; the next leaf is another block's.
            assertThat(ledger.transaction(1, 1)).isNull();
            assertThat(ledger.receipt(3, 0)).isNull();
        }
    }

    @Test
    void repeatedTransactionGetsTheFirstReceipt() {
        try (SoloEngine engine = SoloEngine.open(bed.options(dir))) {
            Receipt first = Testbed.join(engine, bed.command("k1", "put a 1"));
            Testbed.join(engine, bed.command("k2", "put a 2"));
            Receipt again = Testbed.join(engine, bed.command("k1", "put a 1"));

            assertThat(again).isEqualTo(first);
            assertThat(engine.ledger().get("toy/a")).isEqualTo(ByteString.copyFromUtf8("2"));
        }
    }

    @Test
    void contentDigestStandsForCommandsThatDifferFromTryToTry() {
        ByteString digest = ByteString.copyFrom(bed.suite.hash(new byte[] {1}));
        try (SoloEngine engine = SoloEngine.open(bed.options(dir))) {
            Receipt first =
                    Testbed.join(
                            engine,
                            bed.signed(bed.transaction("k", "put a 1").setContentDigest(digest)));
            Receipt again =
                    Testbed.join(
                            engine,
                            bed.signed(bed.transaction("k", "put a 2").setContentDigest(digest)));

            assertThat(again).isEqualTo(first);
            assertThat(engine.ledger().get("toy/a")).isEqualTo(ByteString.copyFromUtf8("1"));
        }
    }

    @Test
    void reusedKeyWithOtherContentIsRejected() {
        try (SoloEngine engine = SoloEngine.open(bed.options(dir))) {
            Testbed.join(engine, bed.command("k1", "put a 1"));
            Receipt other = Testbed.join(engine, bed.command("k1", "put a 2"));

            assertThat(other.getRejected().getCode()).isEqualTo("transaction.key-reused");
            assertThat(engine.ledger().get("toy/a")).isEqualTo(ByteString.copyFromUtf8("1"));
            assertThat(engine.ledger().find(Testbed.ALICE, "k1")).hasValue(1);
        }
    }

    @Test
    void sameKeyOfAnotherMemberIsAnotherKey() {
        try (SoloEngine engine = SoloEngine.open(bed.options(dir))) {
            Testbed.join(engine, bed.command("k1", "put a 1"));
            Receipt other =
                    Testbed.join(
                            engine,
                            bed.signed(bed.transaction("k1", "put a 2").setMember(Testbed.BOB)));

            assertThat(other.hasAccepted()).isTrue();
        }
    }

    @Test
    void concurrentDuplicatesHaveOneEffectAndOneReceipt() {
        try (SoloEngine engine = SoloEngine.open(bed.options(dir))) {
            List<CompletableFuture<Receipt>> answers = new ArrayList<>();
            SignedTransaction transaction = bed.command("k1", "put a 1");
            for (int i = 0; i < 200; i++) {
                answers.add(engine.submit(transaction).toCompletableFuture());
            }
            assertThat(answers.stream().map(CompletableFuture::join).distinct()).hasSize(1);
            int withEvents = 0;
            for (long i = 1; i < engine.ledger().size(); i++) {
                Receipt receipt = requireNonNull(engine.ledger().receipt(i));
                withEvents += receipt.getAccepted().getEventsCount();
            }
            assertThat(withEvents).isEqualTo(1);
        }
    }

    @Test
    void rejectedCommandLeavesNoTraceButItsReceipt() {
        try (SoloEngine engine = SoloEngine.open(bed.options(dir))) {
            Receipt receipt = Testbed.join(engine, bed.command("k1", "refuse a 1"));

            assertThat(receipt.getRejected().getCode()).isEqualTo("toy.no");
            assertThat(receipt.getRejected().getDetail()).isEqualTo("at 1");
            assertThat(receipt.getWriteSetHash()).isEqualTo(ByteString.copyFrom(bed.suite.hash()));
            assertThat(engine.ledger().get("toy/a")).isNull();
            assertThat(engine.ledger().find(Testbed.ALICE, "k1")).isEmpty();
            assertThat(Testbed.join(engine, bed.command("k1", "put a 1")).hasAccepted()).isTrue();
        }
    }

    @Test
    void bytesThatAreNoCommandAreARecordedRejection() {
        try (SoloEngine engine = SoloEngine.open(bed.options(dir))) {
            Transaction.Builder transaction =
                    bed.transaction("k1", "").setCommand(ByteString.copyFromUtf8("\n\377"));
            Receipt receipt = Testbed.join(engine, bed.signed(transaction));

            assertThat(receipt.getRejected().getCode()).isEqualTo("transaction.malformed");
        }
    }

    @Test
    void unknownTypeIsARecordedRejection() {
        try (SoloEngine engine = SoloEngine.open(bed.options(dir))) {
            Receipt receipt =
                    Testbed.join(
                            engine, bed.signed(bed.transaction("k1", "put a 1").setType("no")));

            assertThat(receipt.getRejected().getCode()).isEqualTo("transaction.unknown-type");
        }
    }

    @Test
    void outcomeTooLargeForALeafIsARecordedRejection() {
        try (SoloEngine engine = SoloEngine.open(bed.options(dir))) {
            int most = largestAccepted(engine);
            Receipt over = Testbed.join(engine, bed.command("over", "huge " + (most + 1)));

            assertThat(over.getRejected().getCode()).isEqualTo("transaction.receipt-too-large");
            Receipt fits = Testbed.join(engine, bed.command("fits", "huge " + most));
            assertThat(fits.toByteArray()).hasSize(StateMachine.RECEIPT_BYTES_MAX);
        }
    }

    /** The body that fills a leaf to the brim, from the receipt of one that does not. */
    private int largestAccepted(SoloEngine engine) {
        int body = 64_000;
        Receipt receipt = Testbed.join(engine, bed.command("body", "huge " + body));
        return body + StateMachine.RECEIPT_BYTES_MAX - receipt.getSerializedSize();
    }

    @Test
    void refusesWhatIsNotSignedAsItShouldBe() {
        try (SoloEngine engine = SoloEngine.open(bed.options(dir))) {
            SignedTransaction good = bed.command("k1", "put a 1");
            assertRefused(
                    engine,
                    bed.signed(bed.transaction("k1", "put a 1"), bed.bob),
                    "transaction.bad-signature");
            assertRefused(
                    engine,
                    good.toBuilder().setSignature(ByteString.EMPTY).build(),
                    "transaction.bad-signature");
            assertRefused(
                    engine,
                    bed.signed(bed.transaction("k1", "put a 1").setMember("mallory")),
                    "transaction.unknown-key");
            assertRefused(
                    engine,
                    bed.signed(bed.transaction("k1", "put a 1").setChainId("other")),
                    "transaction.wrong-chain");
            assertRefused(
                    engine, bed.signed(bed.transaction("", "put a 1")), "transaction.malformed");
            assertRefused(
                    engine,
                    SignedTransaction.newBuilder()
                            .setTransaction(ByteString.copyFromUtf8("\377"))
                            .build(),
                    "transaction.malformed");
            assertThat(engine.ledger().height()).isZero();
        }
    }

    @Test
    void refusesWhatHasExpiredButStillAnswersForWhatWasAccepted() {
        try (SoloEngine engine = SoloEngine.open(bed.options(dir))) {
            SignedTransaction early =
                    bed.signed(bed.transaction("k1", "put a 1").setExpiryHeight(1));
            Receipt first = Testbed.join(engine, early);
            assertRefused(
                    engine,
                    bed.signed(bed.transaction("k2", "put a 1").setExpiryHeight(1)),
                    "transaction.expired");
            assertThat(Testbed.join(engine, early)).isEqualTo(first);
        }
    }

    @Test
    void transportKeyIsForgottenAfterItsExpiryHeight() {
        try (SoloEngine engine = SoloEngine.open(bed.options(dir))) {
            SignedTransaction early =
                    bed.signed(bed.transaction("~t", "put a 1").setExpiryHeight(2));
            Receipt first = Testbed.join(engine, early);
            Testbed.join(engine, bed.command("k2", "put b 1"));
            assertThat(Testbed.join(engine, early)).isEqualTo(first);
            assertThat(engine.ledger().find(Testbed.ALICE, "~t")).hasValue(1);

            Testbed.join(engine, bed.command("k3", "put b 2"));
            assertThat(engine.ledger().find(Testbed.ALICE, "~t")).isEmpty();
            assertRefused(engine, early, "transaction.expired");
            assertRefused(
                    engine,
                    bed.signed(bed.transaction("~u", "put a 1").setExpiryHeight(2_000_000)),
                    "transaction.expiry-too-far");
        }
    }

    @Test
    void keySuspendedInTheBlockBeforeIsRejectedInOrder() {
        try (SoloEngine engine = SoloEngine.open(bed.options(dir))) {
            Testbed.join(
                    engine,
                    bed.signed(
                            bed.transaction("k1", "put suspended/alice yes")
                                    .setMember(Testbed.BOB)));
            assertRefused(engine, bed.command("k2", "put a 1"), "transaction.unknown-key");
        }
    }

    @Test
    void fullQueueRefusesWithADelay() throws InterruptedException {
        CountDownLatch checking = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Rules slow =
                new Rules() {
                    @Override
                    public void genesis(State state, ByteString genesis)
                            throws InvalidProtocolBufferException {
                        bed.rules.genesis(state, genesis);
                    }

                    @Override
                    public @Nullable SigningKeyRecord signingKey(
                            State state, String member, ByteString keyId, long timeMillis) {
                        checking.countDown();
                        try {
                            goOn.await();
                        } catch (InterruptedException e) {
                            throw new IllegalStateException(e);
                        }
                        return bed.rules.signingKey(state, member, keyId, timeMillis);
                    }

                    @Override
                    public @Nullable Contract contract(String type) {
                        return bed.rules.contract(type);
                    }

                    @Override
                    public List<ValidatorRecord> validators(State state, long height) {
                        return bed.rules.validators(state, height);
                    }

                    @Override
                    public List<FormerRecord> formerValidators(State state) {
                        return bed.rules.formerValidators(state);
                    }
                };
        SoloOptions options =
                new SoloOptions(
                                dir,
                                Testbed.CHAIN,
                                Testbed.GENESIS,
                                bed.suite,
                                slow,
                                Testbed.ORIGIN,
                                bed.cosigners)
                        .withLimits(new SoloOptions.Limits(10, 1 << 20, 1, 1 << 20));
        try (SoloEngine engine = SoloEngine.open(options)) {
            CompletableFuture<Receipt> first =
                    engine.submit(bed.command("k1", "put a 1")).toCompletableFuture();
            checking.await();
            Throwable refused = Testbed.failure(engine, bed.command("k2", "put a 1"));
            goOn.countDown();

            assertThat(refused).isInstanceOf(RefusedException.class);
            assertThat(((RefusedException) refused).code()).isEqualTo("transaction.busy");
            assertThat(((RefusedException) refused).retryAfter()).isPositive();
            assertThat(first.join().hasAccepted()).isTrue();
        }
    }

    @Test
    void contractThatFailsHasNoEffectAndStopsNothing() {
        try (SoloEngine engine = SoloEngine.open(bed.options(dir))) {
            Receipt receipt = Testbed.join(engine, bed.command("k1", "break"));
            assertThat(receipt.getRejected().getCode()).isEqualTo("transaction.contract-failed");
            assertThat(receipt.getRejected().getDetail()).isEqualTo("toy");
            assertThat(engine.ledger().get("toy/broken")).isNull();
            assertThat(Testbed.join(engine, bed.command("k1", "put a 2")).hasAccepted()).isTrue();
        }
        assertThat(Audit.run(dir, bed.rules, bed.trust(3), (_, _) -> {}).bad()).isEmpty();
    }

    /** Whoever has the bytes of a rejected transaction can do nothing with them. */
    @Test
    void rejectionOfTheSameBytesIsFinal() {
        SignedTransaction taken = bed.command("k1", "new a 2");
        try (SoloEngine engine = SoloEngine.open(bed.options(dir))) {
            Testbed.join(engine, bed.command("k0", "put a 1"));
            Receipt rejected = Testbed.join(engine, taken);
            assertThat(rejected.getRejected().getCode()).isEqualTo("toy.no");
            Testbed.join(engine, bed.command("k2", "delete a"));
            assertThat(Testbed.join(engine, taken)).isEqualTo(rejected);
            assertThat(engine.ledger().get("toy/a")).isNull();
        }
        try (SoloEngine engine = SoloEngine.open(bed.options(dir))) {
            assertThat(Testbed.join(engine, taken).hasRejected()).isTrue();
            Transaction.Builder anew = bed.transaction("k1", "new a 2").setExpiryHeight(77);
            assertThat(Testbed.join(engine, bed.signed(anew, bed.alice)).hasAccepted()).isTrue();
        }
        assertThat(Audit.run(dir, bed.rules, bed.trust(3), (_, _) -> {}).bad()).isEmpty();
    }

    @Test
    void damagedStateStopsTheEngineWhichSaysSo() {
        try (SoloEngine engine = SoloEngine.open(bed.options(dir))) {
            Testbed.join(engine, bed.command("k1", "put a 1"));
            assertThat(engine.failed().toCompletableFuture()).isNotDone();
            assertRefused(engine, bed.command("k2", "damage"), "transaction.undecided");
            assertThat(engine.failed().toCompletableFuture().join())
                    .isInstanceOf(CorruptException.class);
            assertRefused(engine, bed.command("k3", "put a 3"), "transaction.stopped");
            assertThat(engine.ledger().height()).isEqualTo(1);
        }
        try (SoloEngine engine = SoloEngine.open(bed.options(dir))) {
            assertThat(Testbed.join(engine, bed.command("k3", "put a 3")).hasAccepted()).isTrue();
        }
    }

    @Test
    void reopenedLedgerIsTheSame() {
        byte[] root;
        String checkpoint;
        try (SoloEngine engine = SoloEngine.open(bed.options(dir))) {
            for (int i = 0; i < 700; i++) {
                engine.submit(bed.command("k" + i, "put a" + i % 50 + " " + i));
            }
            Testbed.join(engine, bed.command("last", "count a"));
            root = engine.ledger().root();
            engine.ledger().proof(engine.ledger().size() - 1);
            checkpoint = engine.ledger().checkpoint();
        }
        try (SoloEngine engine = SoloEngine.open(bed.options(dir))) {
            Ledger ledger = engine.ledger();
            assertThat(ledger.root()).isEqualTo(root);
            assertThat(ledger.size()).isEqualTo(702);
            assertThat(ledger.checkpoint().lines().limit(3))
                    .isEqualTo(checkpoint.lines().limit(3).toList());
            assertThat(ledger.get("toy/count")).isEqualTo(ByteString.copyFromUtf8("50"));
            Receipt again = Testbed.join(engine, bed.command("k3", "put a3 3"));
            assertThat(ledger.find(Testbed.ALICE, "k3").getAsLong())
                    .isEqualTo(ledger.size() - 702 + index(ledger, again));
        }
    }

    private static long index(Ledger ledger, Receipt receipt) {
        Ledger.CommittedBlock block = requireNonNull(ledger.block(receipt.getHeight()));
        return block.firstIndex() + receipt.getIndex();
    }

    @Test
    void refusesTheDirectoryOfAnotherLedger() {
        SoloEngine.open(bed.options(dir)).close();
        SoloOptions other =
                new SoloOptions(
                        dir,
                        Testbed.CHAIN,
                        ByteString.copyFromUtf8("another beginning"),
                        bed.suite,
                        bed.rules,
                        Testbed.ORIGIN,
                        bed.cosigners);
        assertThatThrownBy(() -> SoloEngine.open(other))
                .isInstanceOfSatisfying(
                        OpenException.class,
                        e -> assertThat(e.why()).isEqualTo(OpenException.Cause.OTHER_LEDGER));
    }

    @Test
    void refusesADirectoryThatIsOpen() {
        try (SoloEngine _ = SoloEngine.open(bed.options(dir))) {
            assertThatThrownBy(() -> SoloEngine.open(bed.options(dir)))
                    .isInstanceOfSatisfying(
                            OpenException.class,
                            e -> assertThat(e.why()).isEqualTo(OpenException.Cause.IN_USE));
        }
    }

    @Test
    void closedEngineAnswersEverythingItTookAndRefusesMore() {
        SoloEngine engine = SoloEngine.open(bed.options(dir));
        List<CompletableFuture<Receipt>> answers = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            answers.add(engine.submit(bed.command("k" + i, "put a 1")).toCompletableFuture());
        }
        engine.close();

        assertThat(answers).allSatisfy(a -> assertThat(a.join().hasAccepted()).isTrue());
        assertThat(Testbed.failure(engine, bed.command("k", "put a 1")))
                .hasMessageContaining("closed");
        assertThatThrownBy(() -> engine.ledger().get("toy/a")).hasMessageContaining("closed");
    }

    @Test
    void whatOneThreadSubmitsIsExecutedInItsOrder() {
        try (SoloEngine engine = SoloEngine.open(bed.options(dir))) {
            List<CompletableFuture<Receipt>> answers = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                answers.add(engine.submit(bed.command("k" + i, "put a 1")).toCompletableFuture());
            }
            answers.forEach(CompletableFuture::join);
            for (int i = 0; i < 300; i++) {
                assertThat(engine.ledger().find(Testbed.ALICE, "k" + i)).hasValue(i + 1);
            }
        }
    }

    @Test
    void waitsForABlock() throws InterruptedException {
        try (SoloEngine engine = SoloEngine.open(bed.options(dir))) {
            assertThat(engine.ledger().awaitAbove(0, 0)).isZero();
            engine.submit(bed.command("k", "put a 1"));
            assertThat(engine.ledger().awaitAbove(0, 10_000)).isEqualTo(1);
        }
    }

    private static void assertRefused(Engine engine, SignedTransaction transaction, String code) {
        assertThat(Testbed.failure(engine, transaction))
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
