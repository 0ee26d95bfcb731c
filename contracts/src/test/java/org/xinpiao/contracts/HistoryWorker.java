package org.xinpiao.contracts;

import java.util.HexFormat;

/** Runs a random history and prints the hash of the state now and then, in hexadecimal. */
final class HistoryWorker {

    private static final int STEPS = 50;

    private HistoryWorker() {}

    /** Takes the seed and how many steps. */
    public static void main(String[] args) {
        RandomHistory history = new RandomHistory(Long.parseLong(args[0]));
        int steps = Integer.parseInt(args[1]);
        for (int i = 1; i <= steps; i++) {
            history.step();
            if (i % STEPS == 0) {
                System.out.println(hash(history.province));
            }
        }
    }

    static String hash(Province province) {
        return HexFormat.of().formatHex(province.state.hash(province.primitives));
    }
}
