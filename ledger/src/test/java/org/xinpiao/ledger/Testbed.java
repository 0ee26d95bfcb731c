package org.xinpiao.ledger;

import com.google.protobuf.ByteString;
import com.google.protobuf.StringValue;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.xinpiao.contracts.Rules;
import org.xinpiao.contracts.Rules.SigningKeyRecord;
import org.xinpiao.crypto.SigningKey;
import org.xinpiao.crypto.Suite;
import org.xinpiao.crypto.Suites;

/** A chain to test with: two members, two cosigners, one clock. */
final class Testbed {

    static final String CHAIN = "test-chain";
    static final String ORIGIN = "xinpiao.example/test";
    static final String ALICE = "alice";
    static final String BOB = "bob";
    static final ByteString GENESIS = ByteString.copyFromUtf8("in the beginning");

    final Suite suite;
    final SigningKey alice;
    final SigningKey bob;
    final List<Cosigner> cosigners;
    final Rules rules;

    Testbed() {
        this(Suites.international());
    }

    Testbed(Suite suite) {
        this(suite, suite::newSigningKey);
    }

    /** A chain whose keys are the same in every process. */
    static Testbed repeatable() {
        AtomicInteger next = new AtomicInteger();
        return new Testbed(Suites.international(), () -> new SeededKey(next.incrementAndGet()));
    }

    private Testbed(Suite suite, Supplier<SigningKey> keys) {
        this.suite = suite;
        alice = keys.get();
        bob = keys.get();
        cosigners =
                List.of(
                        new Cosigner(ORIGIN, keys.get()),
                        new Cosigner("finance.example", keys.get()),
                        new Cosigner("health.example", keys.get()));
        rules = new ToyRules(Map.of(ALICE, record(alice), BOB, record(bob)));
    }

    Trust trust(int quorum) {
        return new Trust(
                ORIGIN, suite, cosigners.stream().map(c -> c.publicKey(ORIGIN)).toList(), quorum);
    }

    private static SigningKeyRecord record(SigningKey key) {
        return new SigningKeyRecord(
                key.publicKey().algorithm(), ByteString.copyFrom(key.publicKey().encoded()));
    }

    SoloOptions options(Path dir) {
        return new SoloOptions(dir, CHAIN, GENESIS, suite, rules, ORIGIN, cosigners)
                .withClock(InstantSource.fixed(Instant.ofEpochMilli(1_700_000_000_000L)));
    }

    Transaction.Builder transaction(String key, String command) {
        return Transaction.newBuilder()
                .setChainId(CHAIN)
                .setMember(ALICE)
                .setKeyId(ByteString.copyFromUtf8("key"))
                .setType(ToyRules.TYPE)
                .setCommand(StringValue.of(command).toByteString())
                .setIdempotencyKey(key)
                .setExpiryHeight(100_000);
    }

    SignedTransaction signed(Transaction.Builder transaction) {
        return signed(transaction, transaction.getMember().equals(BOB) ? bob : alice);
    }

    SignedTransaction signed(Transaction.Builder transaction, SigningKey key) {
        return SignedTransactions.sign(suite, transaction.build(), key);
    }

    SignedTransaction command(String key, String command) {
        return signed(transaction(key, command));
    }

    static Receipt join(Engine engine, SignedTransaction transaction) {
        return engine.submit(transaction).toCompletableFuture().join();
    }

    /** Why a submission completed exceptionally. */
    static Throwable failure(Engine engine, SignedTransaction transaction) {
        try {
            join(engine, transaction);
        } catch (CompletionException e) {
            return e.getCause() == null ? e : e.getCause();
        }
        throw new AssertionError("the transaction was not refused");
    }
}
