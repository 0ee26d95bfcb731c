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
        RandomRun run = new RandomRun(bed, new Random(seed));
        Map<String, String> model = run.model();

        setMachine(Locale.US, "UTC");
        try (Store store = store("first")) {
            StateMachine machine = machine(store);
            List<Block> blocks = new ArrayList<>();
            for (int i = 0; i < BLOCKS; i++) {
                blocks.add(run.block(machine, i));
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
