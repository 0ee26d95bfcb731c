package org.xinpiao.ledger;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Random transactions, good and bad, and a model of what they do to the state. */
final class RandomRun {

    private static final int TRANSACTIONS_MAX = 20;
    private static final int KEYS = 40;

    /** Their order by code point is not that by char. */
    private static final List<String> PREFIXES = List.of("", "é", "\uFFEE", "\uD83D\uDE00");

    private final Map<String, String> model = new TreeMap<>(StateKeys.ORDER);
    private final Testbed bed;
    private final Random random;

    RandomRun(Testbed bed, Random random) {
        this.bed = bed;
        this.random = random;
    }

    /** The state as it must be, without the genesis. */
    Map<String, String> model() {
        return model;
    }

    /** Makes the next block on a machine, which commits it. */
    Block block(StateMachine machine, long timeMillis) {
        List<Candidate> candidates = new ArrayList<>();
        for (int n = random.nextInt(TRANSACTIONS_MAX); n >= 0; n--) {
            candidates.add(machine.prepare(transaction().toByteString(), timeMillis));
        }
        BlockResult result = machine.execute(timeMillis, candidates);
        machine.commit(result);
        return result.block();
    }

    private SignedTransaction transaction() {
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
}
