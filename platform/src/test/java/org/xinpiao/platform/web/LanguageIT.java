package org.xinpiao.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Language and size of letters, as the reader chose. */
class LanguageIT extends ShellIT {

    @Test
    void chineseComesFirstWhateverTheBrowserSays() {
        assertThat(visitor().get("/", "Accept-Language", "en").body())
                .contains("lang=\"zh-CN\"", "人人可验", "已开票据");
    }

    @Test
    void choiceIsRemembered() {
        var visitor = visitor();
        assertThat(visitor.get("/?lang=en").body()).contains("lang=\"en\"", "anyone can check");
        assertThat(visitor.get("/login").body()).contains("Grandmother Li").doesNotContain("登录");
        assertThat(visitor.get("/?lang=zh").body()).contains("lang=\"zh-CN\"");
        assertThat(visitor.get("/").body()).contains("lang=\"zh-CN\"");
    }

    @Test
    void unknownLanguageIsChinese() {
        var visitor = visitor();
        assertThat(visitor.get("/?lang=xx").body()).contains("lang=\"zh-CN\"");
        assertThat(visitor.cookie("lang")).isEmpty();
    }

    @Test
    void switchKeepsTheRestOfTheAddress() {
        assertThat(visitor().get("/verify/gallery?number=7&lang=en").body())
                .contains("/verify/gallery?number=7&amp;lang=zh");
    }

    @Test
    void largePrintIsRemembered() {
        var visitor = visitor();
        assertThat(visitor.get("/").body()).doesNotContain("data-print=");
        assertThat(visitor.get("/?print=large").body()).contains("data-print=\"large\"");
        assertThat(visitor.get("/login").body()).contains("data-print=\"large\"");
        assertThat(visitor.get("/?print=normal").body()).doesNotContain("data-print=");
    }
}
