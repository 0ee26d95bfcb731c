package org.xinpiao.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One key, one suite, many threads at once, real and virtual. */
class ConcurrencyTest {

    private static final int TASKS = 64;
    private static final int ROUNDS = 12;

    static Stream<Suite> suites() {
        return Stream.of(Suites.national(), Suites.international());
    }

    @ParameterizedTest
    @MethodSource("suites")
    void sharedObjectsServeManyThreads(Suite suite) throws Exception {
        SigningKey signer = suite.newSigningKey();
        SealingKey recipient = suite.newSealingKey();
        var sent = recipient.publicKey().encapsulate();
        EnvelopeKey opened = recipient.open(sent.bytes());
        List<Callable<Boolean>> tasks = new ArrayList<>();
        for (int i = 0; i < TASKS; i++) {
            int task = i;
            byte[] expected = suite.hash(message(task));
            tasks.add(() -> {
                boolean good = true;
                for (int round = 0; round < ROUNDS; round++) {
                    byte[] message = message(task);
                    byte[] other = message(task + 1);
                    byte[] signature = signer.sign(message);
                    good &= Arrays.equals(suite.hash(message), expected);
                    good &= signer.publicKey().verify(message, signature);
                    good &= !signer.publicKey().verify(other, signature);
                    good &= !signer.publicKey().verify(other, new byte[task]);
                    byte[] wrapped = sent.key().wrap(task * ROUNDS + round, message);
                    byte[] unwrapped = opened.unwrap(task * ROUNDS + round, wrapped);
                    good &= Arrays.equals(unwrapped, message);
                }
                return good;
            });
        }
        try (var real = Executors.newFixedThreadPool(8);
                var virtual = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Boolean>> results = new ArrayList<>();
            for (int i = 0; i < TASKS; i++) {
                results.add((i % 2 == 0 ? real : virtual).submit(tasks.get(i)));
            }
            for (Future<Boolean> result : results) {
                assertThat(result.get()).isTrue();
            }
        }
    }

    private static byte[] message(int number) {
        return ByteBuffer.allocate(100).putInt(50, number).array();
    }
}
