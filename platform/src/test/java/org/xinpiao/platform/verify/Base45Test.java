package org.xinpiao.platform.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Base45Test {

    /** The examples of RFC 9285 §4.3 and §4.4. */
    @ParameterizedTest
    @CsvSource({"AB,BB8", "Hello!!,%69 VD92EX0", "base-45,UJCLQE7W581", "ietf!,QED8WEX0"})
    void agreesWithTheStandardsExamples(String plain, String encoded) throws UnusableException {
        byte[] bytes = plain.getBytes(StandardCharsets.US_ASCII);
        assertThat(Base45.encode(bytes)).isEqualTo(encoded);
        assertThat(Base45.decode(encoded)).isEqualTo(bytes);
    }

    @Test
    void everyPairOfBytesComesBack() throws UnusableException {
        for (int i = 0; i < 1 << 16; i++) {
            byte[] pair = {(byte) (i >> 8), (byte) i};
            assertThat(Base45.decode(Base45.encode(pair))).isEqualTo(pair);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"A", "AAAA", ":::", "GGW", "::", "ab", "AB!", "Ａ0"})
    void rejectsWhatNoBytesEncodeTo(String text) {
        assertThatThrownBy(() -> Base45.decode(text)).isInstanceOf(UnusableException.class);
    }
}
