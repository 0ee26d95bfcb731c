package org.xinpiao.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TimeZone;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateMachinePropertyTest {

    private static final int BLOCKS = 60;
    private static final int TRANSACTIONS_MAX = 20;
    private static final int KEYS = 40;

    /** Their order by code point is not that by char. */
    private static final List<String> PREFIXES = List.of("", "é", "\uFFEE", "\uD83D\uDE00");

    private final Locale locale = Locale.getDefault();
    private final TimeZone zone = TimeZone.getDefault();
    private final Testbed bed = new Testbed();
    @TempDir Path dir;

    @AfterEach
    void restoreDefaults() {
        Locale.setDefault(locale);
        TimeZone.setDefault(zone);
    }

    /** Commands in a model and in two machines on different "machines": all three agree. */
    @Test
    void sameBlocksGiveTheSameBytesEverywhere() {
        long seed = Long.getLong("seed", System.nanoTime());
        Random random = new Random(seed);
        List<Block> blocks = new ArrayList<>();
        Map<String, String> model = new TreeMap<>(StateKeys.ORDER);

        setMachine(Locale.US, "UTC");
        try (Store store = store("first")) {
            StateMachine machine = machine(store);
            for (int i = 0; i < BLOCKS; i++) {
                List<Candidate> candidates = new ArrayList<>();
                for (int n = random.nextInt(TRANSACTIONS_MAX); n >= 0; n--) {
                    SignedTransaction transaction = randomTransaction(random, model);
                    candidates.add(machine.prepare(transaction.toByteString(), i));
                }
                BlockResult result = machine.execute(i, candidates);
                blocks.add(result.block());
                machine.commit(result);
            }
            assertThat(state(store)).as("seed %d", seed).isEqualTo(model);

            setMachine(Locale.forLanguageTag("ar-u-nu-arab"), "Asia/Kathmandu");
            try (Store second = store("second")) {
                StateMachine again = machine(second);
                blocks.forEach(block -> again.commit(again.execute(block)));
                assertThat(again.head().root())
                        .as("seed %d", seed)
                        .isEqualTo(machine.head().root());
                assertThat(state(second)).as("seed %d", seed).isEqualTo(model);
            }
        }
    }

    /** A transaction, and what it does to the model. */
    private SignedTransaction randomTransaction(Random random, Map<String, String> model) {
        String name = PREFIXES.get(random.nextInt(4)) + random.nextInt(KEYS);
        String value = "" + random.nextInt();
        String key = "k" + random.nextLong();
        return switch (random.nextInt(8)) {
            case 0, 1, 2 -> {
                model.put("toy/" + name, value);
                yield bed.command(key, "put " + name + " " + value);
            }
            case 3 -> {
                model.remove("toy/" + name);
                yield bed.command(key, "delete " + name);
            }
            case 4 -> {
                String prefix = "" + random.nextInt(10);
                long count =
                        model.keySet().stream().filter(k -> k.startsWith("toy/" + prefix)).count();
                model.put("toy/count", "" + count);
                yield bed.command(key, "count " + prefix);
            }
            case 5 -> bed.command(key, "refuse " + name + " " + value);
            case 6 -> bed.signed(bed.transaction(key, "put " + name + " " + value), bed.bob);
            default ->
                    SignedTransaction.newBuilder()
                            .setTransaction(ByteString.copyFromUtf8(key))
                            .build();
        };
    }

    private Store store(String name) {
        return new Store(dir.resolve(name), new Hashes(bed.suite), Rocks.Mode.REPLAY);
    }

    private StateMachine machine(Store store) {
        return StateMachine.open(
                store,
                new Hashes(bed.suite),
                bed.rules,
                new SuitePrimitives(bed.suite),
                Testbed.CHAIN,
                Testbed.GENESIS);
    }

    /** The state without the genesis, in its own order. */
    private static Map<String, String> state(Store store) {
        Map<String, String> state = new TreeMap<>(StateKeys.ORDER);
        List<String> order = new ArrayList<>();
        for (Map.Entry<String, ByteString> entry : store.scan("toy/", Integer.MAX_VALUE)) {
            order.add(entry.getKey());
            if (!entry.getKey().equals("toy/genesis")) {
                state.put(entry.getKey(), entry.getValue().toStringUtf8());
            }
        }
        assertThat(order).isSortedAccordingTo(StateKeys.ORDER);
        return state;
    }

    private static void setMachine(Locale locale, String zone) {
        Locale.setDefault(locale);
        TimeZone.setDefault(TimeZone.getTimeZone(zone));
    }
}
