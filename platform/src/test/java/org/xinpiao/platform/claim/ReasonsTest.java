package org.xinpiao.platform.claim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.xinpiao.contracts.Wire;

class ReasonsTest {

    @Test
    void everyCodeHasItsTextsForClerkAndPatient() {
        var missing = new TreeSet<String>();
        Stream.of(
                        Reasons.REVIEW,
                        Reasons.REFUSE,
                        Reasons.INSURER_REFUSE,
                        Reasons.DEMAND,
                        Reasons.DROP,
                        Reasons.UPHOLD)
                .flatMap(List::stream)
                .forEach(code -> {
                    lack(missing, "agency", "agency.reason." + code);
                    lack(missing, "billview", "bill.refused." + code);
                    lack(missing, "billview", "bill.refused." + code + ".hint");
                });
        Arrays.stream(AwardReason.values())
                .forEach(one -> lack(missing, "agency", "agency.reason." + one.code()));
        Reasons.DOCUMENTS.forEach(code -> {
            lack(missing, "agency", "agency.document." + code);
            lack(missing, "patient", "patient.document." + code);
        });
        assertThat(missing).isEmpty();
    }

    @Test
    void everyCodeIsAWordOfTheLedger() {
        assertThat(
                        Stream.of(
                                        Reasons.REVIEW,
                                        Reasons.REFUSE,
                                        Reasons.INSURER_REFUSE,
                                        Reasons.DEMAND,
                                        Reasons.DROP,
                                        Reasons.UPHOLD,
                                        Reasons.DOCUMENTS)
                                .flatMap(List::stream))
                .allMatch(Wire::isWord);
        assertThat(
                        Stream.concat(
                                Arrays.stream(LineReason.values()).map(LineReason::code),
                                Arrays.stream(AwardReason.values()).map(AwardReason::code)))
                .allMatch(Wire::isWord);
    }

    /** English falls back to Chinese where it lacks a text; MessagesTest finds that. */
    private static void lack(Set<String> missing, String bundle, String key) {
        if (!ResourceBundle.getBundle("messages." + bundle, Locale.ENGLISH).containsKey(key)) {
            missing.add(key);
        }
    }
}
