package org.xinpiao.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Against numbers published as examples, not made by this code. */
class CheckDigitsTest {

    @Test
    void identityNumber_ofTheStandardsExamples() {
        // Both numbers are the examples of GB 11643-1999.
        assertThat(CheckDigits.ofIdNumber("11010519491231002")).isEqualTo('X');
        assertThat(CheckDigits.ofIdNumber("44052418800101001")).isEqualTo('4');
    }

    @Test
    void creditCode_ofTheStandardsExample() {
        assertThat(CheckDigits.ofCreditCode("91350100M000100Y4")).isEqualTo('3');
        assertThat(CheckDigits.ofOrganisation("M000100Y")).isEqualTo('4');
    }

    @Test
    void bankCard_ofLuhnsExample() {
        assertThat(CheckDigits.ofBankCard("7992739871")).isEqualTo('3');
    }
}
