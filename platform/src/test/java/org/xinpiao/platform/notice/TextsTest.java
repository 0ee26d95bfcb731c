package org.xinpiao.platform.notice;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.context.support.ResourceBundleMessageSource;

/** What messages say and how failures are waited out. */
class TextsTest {

    @ParameterizedTest
    @EnumSource
    void everyKindHasTextsThatFitOneMessage(NoticeKind kind) {
        var messages = messages();
        for (Locale language : List.of(Locale.SIMPLIFIED_CHINESE, Locale.ENGLISH)) {
            String text = new Texts(messages).sms(kind.word(), "claim-20261122-8817", language);

            assertThat(text).contains("8817").doesNotContain("1122", "{", "??");
            Segments segments = Segments.of(text, 1);
            assertThat(segments.parts()).hasSize(1);
            assertThat(segments.ucs2()).isEqualTo(!language.equals(Locale.ENGLISH));
            assertThat(messages.getMessage("notice.box." + kind.word(), null, language))
                    .isNotBlank();
            assertThat(messages.getMessage("notice.kind." + kind.word(), null, language))
                    .isNotBlank();
        }
    }

    @Test
    void codeFitsOneMessage() {
        for (Locale language : List.of(Locale.SIMPLIFIED_CHINESE, Locale.ENGLISH)) {
            String text = new Texts(messages()).code("031415", language);

            assertThat(text).contains("031415");
            assertThat(Segments.of(text, 1).parts()).hasSize(1);
        }
    }

    @Test
    void shortIdIsShownAsItIs() {
        assertThat(new Texts(messages()).sms("paid", "c1", Locale.ENGLISH)).contains("ending c1 ");
    }

    @Test
    void waitDoublesUpToALimit() {
        BackOff wait = new BackOff(Duration.ofSeconds(5), Duration.ofHours(1));

        assertThat(List.of(wait.after(1), wait.after(2), wait.after(3), wait.after(10)))
                .containsExactly(
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(20),
                        Duration.ofSeconds(2560));
        assertThat(wait.after(11)).isEqualTo(Duration.ofHours(1));
        assertThat(wait.after(Integer.MAX_VALUE)).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void numberIsMasked() {
        var contact = new PhoneBook.Contact("13800001234", Locale.ENGLISH);

        assertThat(contact.masked()).isEqualTo("138****1234");
        assertThat(contact).hasToString("138****1234");
        assertThat(new PhoneBook.Contact("12345", Locale.ENGLISH).masked()).isEqualTo("*****");
    }

    static ResourceBundleMessageSource messages() {
        var messages = new ResourceBundleMessageSource();
        messages.setBasename("messages/notice");
        messages.setDefaultEncoding("UTF-8");
        messages.setFallbackToSystemLocale(false);
        return messages;
    }
}
