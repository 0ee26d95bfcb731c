package org.xinpiao.platform.bank;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.zip.CRC32;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the agencies' bank is, and how the sandbox bank behaves.
 *
 * @param url address of the bank's door, such as {@code https://bank.example}; embedded: a sandbox
 *     bank that this process starts
 * @param answerWithin after this an answer counts as lost
 * @param openingFen balance with which each account was opened
 * @param faults what goes wrong
 */
@ConfigurationProperties("xinpiao.bank")
public record BankSettings(
        @DefaultValue(EMBEDDED) String url,
        @DefaultValue("10s") Duration answerWithin,
        @DefaultValue("" + OPENING_FEN) long openingFen,
        @DefaultValue Faults faults) {

    static final String EMBEDDED = "embedded";

    /** Sixty million yuan, as the sample province deposits for each region. */
    private static final long OPENING_FEN = 6_000_000_000L;

    /** A bank with these faults. */
    public static BankSettings sandbox(Faults faults) {
        return new BankSettings(EMBEDDED, Duration.ofSeconds(10), OPENING_FEN, faults);
    }

    /**
     * What goes wrong, in parts of a thousand, chosen by a seed: the same run has the same faults.
     *
     * @param refuse transfers refused, one half each with AC01 and AC04
     * @param delay transfers executed only after {@code late}
     * @param comeBack executed transfers that come back with AC04 after {@code late}
     * @param loseOrder orders that never arrive, first try only
     * @param loseAnswer orders executed without an answer; cancellations without one, first try
     *     only
     * @param answerLate orders executed at once and answered after {@code late}
     * @param answerTwice orders answered twice
     * @param late how long late is
     */
    public record Faults(
            @DefaultValue("0") long seed,
            @DefaultValue("0") int refuse,
            @DefaultValue("0") int delay,
            @DefaultValue("0") int comeBack,
            @DefaultValue("0") int loseOrder,
            @DefaultValue("0") int loseAnswer,
            @DefaultValue("0") int answerLate,
            @DefaultValue("0") int answerTwice,
            @DefaultValue("2s") Duration late) {

        /** Nothing goes wrong. */
        public static Faults none() {
            return new Faults(0, 0, 0, 0, 0, 0, 0, 0, Duration.ofSeconds(2));
        }

        boolean refuses(String endToEndId) {
            return place("transfer", endToEndId) < refuse;
        }

        String refusal(String endToEndId) {
            return place("reason", endToEndId) < 500 ? "AC01" : "AC04";
        }

        boolean delays(String endToEndId) {
            int place = place("transfer", endToEndId);
            return refuse <= place && place < refuse + delay;
        }

        boolean returns(String endToEndId) {
            return place("return", endToEndId) < comeBack;
        }

        boolean losesOrder(String orderId) {
            return place("order", orderId) < loseOrder;
        }

        boolean losesAnswer(String orderId) {
            return place("answer", orderId) < loseAnswer;
        }

        boolean losesResolution(String endToEndId) {
            return place("cancel", endToEndId) < loseAnswer;
        }

        boolean answersLate(String orderId) {
            int place = place("answer", orderId);
            return loseAnswer <= place && place < loseAnswer + answerLate;
        }

        boolean answersTwice(String orderId) {
            int place = place("answer", orderId);
            return loseAnswer + answerLate <= place
                    && place < loseAnswer + answerLate + answerTwice;
        }

        /** 0 to 999. */
        private int place(String purpose, String id) {
            CRC32 sum = new CRC32();
            sum.update((seed + "/" + purpose + "/" + id).getBytes(StandardCharsets.UTF_8));
            // The low digits of a CRC of near texts are near; a multiplication spreads them.
            return (int)
                    Long.remainderUnsigned((sum.getValue() * 0x9E3779B97F4A7C15L) >>> 20, 1_000);
        }
    }
}
