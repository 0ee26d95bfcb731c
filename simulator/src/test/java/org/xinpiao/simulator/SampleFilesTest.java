package org.xinpiao.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SampleFilesTest {

    private static final Province MADE = Province.generate(Province.SAMPLE_SEED, Scale.SAMPLE);

    @Test
    void regeneratingGivesTheShippedBytes() {
        Map<String, String> texts = SampleFiles.texts(MADE);
        int bytes = 0;
        for (Map.Entry<String, String> file : texts.entrySet()) {
            assertThat(SampleFiles.text(file.getKey()).equals(file.getValue()))
                    .as(file.getKey() + " equals the shipped file; SampleFiles.main writes it")
                    .isTrue();
            bytes += file.getValue().getBytes(StandardCharsets.UTF_8).length;
        }
        assertThat(bytes).isLessThan(2_000_000);
    }

    @Test
    void readsBackWhatWasMade() {
        assertThat(Province.sample()).isEqualTo(MADE);
    }

    @Test
    void pangPaysNineteenInHangzhouAndClaims() {
        ClaimCase claim =
                MADE.claims().stream().filter(c -> c.name().equals("庞文")).findFirst().orElseThrow();
        HisMessage bill =
                MADE.messages().stream()
                        .filter(m -> m.busNo().equals(Optional.of(claim.busNo())))
                        .findFirst()
                        .orElseThrow();
        assertThat(bill.method()).isEqualTo(Methods.REGISTRATION);
        assertThat(bill.institution()).startsWith("H330100");
        assertThat(bill.body().get("totalAmt").decimalValue()).isEqualTo(new BigDecimal("19.00"));
        assertThat(claim.homeRegion()).isNotEqualTo("330100");
    }

    @Test
    void creditCodesAreRight() {
        assertThat(MADE.institutions()).hasSize(12);
        for (Institution institution : MADE.institutions()) {
            String code = institution.uscc();
            assertThat(institution.code()).matches("H\\d{11}").contains(institution.region());
            assertThat(code).hasSize(18);
            assertThat(code.charAt(16))
                    .isEqualTo(CheckDigits.ofOrganisation(code.substring(8, 16)));
            assertThat(code.charAt(17)).isEqualTo(CheckDigits.ofCreditCode(code.substring(0, 17)));
        }
        assertThat(MADE.institutions()).extracting(Institution::uscc).doesNotHaveDuplicates();
    }
}
