package org.xinpiao.platform.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import org.junit.jupiter.api.Test;
import org.xinpiao.contracts.bill.Basics;
import org.xinpiao.contracts.bill.Payer;
import org.xinpiao.contracts.bill.Payment;
import org.xinpiao.contracts.bill.SectionKind;
import org.xinpiao.contracts.bill.Visit;
import org.xinpiao.ledger.Verdict.Fault;
import org.xinpiao.platform.verify.BillStatus.Standing;
import org.xinpiao.platform.verify.Report.Verdict;

class TextTest {

    @Test
    void bothLanguagesHaveTheSameTexts() {
        var noFallback =
                ResourceBundle.Control.getNoFallbackControl(
                        ResourceBundle.Control.FORMAT_PROPERTIES);
        var zh = ResourceBundle.getBundle("messages.verify", Locale.ROOT, noFallback);
        var en = ResourceBundle.getBundle("messages.verify", Locale.ENGLISH, noFallback);
        assertThat(zh.keySet()).isEqualTo(en.keySet());
        for (String key : zh.keySet()) {
            // Apostrophes would mean quoting to the formatter; in English texts use the typographic
            // one.
            assertThat(en.getString(key)).as(key).isNotBlank().doesNotContain("'");
            assertThat(en.getString(key)).as(key).isNotEqualTo(zh.getString(key));
        }
    }

    @Test
    void everyFieldOfABillHasAName() {
        for (Descriptor message :
                List.of(
                        Basics.getDescriptor(),
                        Payer.getDescriptor(),
                        Payment.getDescriptor(),
                        Visit.getDescriptor())) {
            for (FieldDescriptor field : message.getFields()) {
                String key = "verify.field." + message.getName() + "." + field.getName();
                assertThat(Text.of(key).zh()).isNotBlank();
            }
        }
    }

    @Test
    void everythingThatCanBeSaidHasWords() {
        for (Check.What what : Check.What.values()) {
            assertThat(what.title().en()).isNotBlank();
        }
        for (Check.Result result : Check.Result.values()) {
            assertThat(result.title().en()).isNotBlank();
        }
        for (Verdict verdict : Verdict.values()) {
            assertThat(verdict.title().en()).isNotBlank();
        }
        for (Standing standing : Standing.values()) {
            assertThat(standing.title().en()).isNotBlank();
            assertThat(standing.meaning().en()).isNotBlank();
        }
        for (SectionKind kind : SectionKind.values()) {
            assertThat(BillText.part(kind, List.of(), 0).title().en()).isNotBlank();
        }
        for (Fault fault : Fault.values()) {
            if (fault != Fault.NOT_INCLUDED) {
                String key = "failed.CHECKPOINT." + fault;
                assertThat(Check.failed(Check.What.CHECKPOINT, key, "x").detail().en())
                        .isNotBlank();
            }
        }
    }
}
