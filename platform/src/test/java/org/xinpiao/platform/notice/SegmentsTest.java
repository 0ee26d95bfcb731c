package org.xinpiao.platform.notice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How texts are cut into short messages. */
class SegmentsTest {

    @ParameterizedTest
    @CsvSource({"a, 160, 1", "a, 161, 2", "a, 306, 2", "a, 307, 3"})
    @CsvSource({"信, 70, 1", "信, 71, 2", "信, 134, 2", "信, 135, 3"})
    void cutsWhereAPartIsFull(String character, int length, int parts) {
        String text = character.repeat(length);

        Segments segments = Segments.of(text, 7);

        assertThat(segments.parts()).hasSize(parts);
        assertThat(segments.headed()).isEqualTo(parts > 1);
        assertThat(segments.ucs2()).isEqualTo(character.equals("信"));
        assertThat(segments.parts()).allSatisfy(part -> assertThat(part.length).isLessThan(161));
        assertThat(joined(segments)).isEqualTo(text);
    }

    @Test
    void partsSayWhereTheyBelong() {
        Segments segments = Segments.of("信".repeat(140), 0xfe);

        for (int i = 0; i < 3; i++) {
            assertThat(segments.parts().get(i)).startsWith(5, 0, 3, (byte) 0xfe, 3, (byte) (i + 1));
        }
    }

    @Test
    void pairOfSurrogatesStaysTogether() {
        String text = "信".repeat(66) + "🧾" + "票".repeat(20);

        Segments segments = Segments.of(text, 1);

        assertThat(segments.parts().getFirst()).hasSize(6 + 132);
        assertThat(joined(segments)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"@", "$", "_", "…", "é", "[", "~"})
    void charactersThatTheAlphabetsCodeOtherwiseGoAsUcs2(String character) {
        assertThat(Segments.of("a" + character, 1).ucs2()).isTrue();
    }

    @Test
    void textWithoutEndIsRefused() {
        assertThatThrownBy(() -> Segments.of("信".repeat(67 * 255 + 1), 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    static String joined(Segments segments) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int from = segments.headed() ? 6 : 0;
        segments.parts().forEach(part -> bytes.write(part, from, part.length - from));
        Charset charset = segments.ucs2() ? StandardCharsets.UTF_16BE : StandardCharsets.US_ASCII;
        return bytes.toString(charset);
    }
}
