package org.xinpiao.contracts;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;

/**
 * Recomputes from the whole state what the contracts promise (DESIGN §5). Streams over bills and
 * claims; holds segments, day totals and accounts in memory.
 */
public final class Invariants {

    /** After so many findings the rest is not worth reading. */
    private static final int FINDINGS_MAX = 100;

    private final List<String> findings = new ArrayList<>();

    private Invariants() {}

    /**
     * What is wrong, each finding with its state key first; empty when the state is sound.
     *
     * @return at most {@value #FINDINGS_MAX} findings
     */
    public static List<String> check(State state) {
        Invariants invariants = new Invariants();
        new BillInvariants(state, invariants).check();
        new MoneyInvariants(state, invariants).check();
        return List.copyOf(invariants.findings);
    }

    void require(boolean holds, String key, String rule) {
        if (!holds && findings.size() < FINDINGS_MAX) {
            findings.add(key + ": " + rule);
        }
    }

    void requireText(State state, String key, String text) {
        require(ByteString.copyFromUtf8(text).equals(state.get(key)), key, "is " + text);
    }
}
