package org.xinpiao.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Media;
import com.microsoft.playwright.options.ReducedMotion;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.test.context.SpringBootTest;

/** The shell in a real browser, on a phone and on a desk. */
@SpringBootTest(
        classes = ShellIT.App.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "xinpiao.oidc.demo-password=right")
class ShellBrowserIT extends BrowserTest {

    @ParameterizedTest
    @EnumSource
    void startPageLeadsIn(Screen screen) {
        var page = open(screen);
        page.navigate("/");
        assertFits(page);
        picture(page, "home", screen);
        openMenu(page, screen);
        picture(page, "menu", screen);
        page.click("text=English >> visible=true");
        assertThat(page.locator("h1").textContent()).contains("anyone can check");
        assertFits(page);
        picture(page, "home-en", screen);
        login(page, "pang");
        assertThat(page.url()).endsWith("/patient");
    }

    @ParameterizedTest
    @EnumSource
    void loginPageTakesPickOrPassword(Screen screen) {
        var page = open(screen);
        page.navigate("/cashier");
        assertFits(page);
        picture(page, "login", screen);
        page.fill("#username", "wang");
        page.fill("#password", "right");
        page.click("form[action='/login'] button");
        page.waitForURL("**/cashier");
        page.navigate("/verify/gallery");
        page.click(".xp-menu summary");
        picture(page, "signed-in", screen);
        page.click("form[action='/logout'] button");
        page.waitForURL(base() + "/");
    }

    @ParameterizedTest
    @EnumSource
    void piecesLookRight(Screen screen) {
        var page = open(screen);
        page.emulateMedia(new Page.EmulateMediaOptions().setReducedMotion(ReducedMotion.REDUCE));
        page.navigate("/verify/gallery");
        page.waitForCondition(() -> page.locator("[data-chart] canvas").count() == 2);
        assertFits(page);
        page.hover("[data-chart] >> nth=0");
        picture(page, "gallery", screen);
        page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
        picture(page, "gallery-print", screen);
    }

    @ParameterizedTest
    @EnumSource
    void dialogAsksBeforeTheAct(Screen screen) {
        tolerate("status of 405");
        var page = open(screen);
        page.navigate("/verify/gallery");
        page.click("form[data-confirm] button");
        Locator dialog = page.locator("#confirm[open]");
        assertThat(dialog.textContent()).contains("确定冲红这张票据？");
        page.screenshot(
                new Page.ScreenshotOptions()
                        .setPath(java.nio.file.Path.of("target/screenshots/dialog.png")));
        dialog.locator("[value=no]").click();
        assertThat(page.url()).endsWith("/verify/gallery");
        assertThat(page.locator("h1").textContent()).isEqualTo("样张");
        page.click("form[data-confirm] button");
        page.locator("#confirm [value=yes]").click();
        page.waitForSelector(".xp-oops");
        assertThat(page.locator(".xp-oops-code").textContent()).isEqualTo("405");
        picture(page, "oops", screen);
    }

    @ParameterizedTest
    @EnumSource
    void figuresRenewThemselvesWithoutTheReader(Screen screen) {
        var page = open(screen);
        page.navigate("/");
        page.waitForResponse(
                "**/figures", () -> page.evaluate("htmx.trigger('#figures', 'every')"));
        assertThat(page.locator("#figures .xp-tile").count()).isEqualTo(4);
    }

    @ParameterizedTest
    @EnumSource
    void largePrintStillFits(Screen screen) {
        var page = open(screen);
        page.navigate("/?print=large");
        assertFits(page);
        picture(page, "home-large", screen);
        page.navigate("/verify/gallery");
        assertFits(page);
        picture(page, "gallery-large", screen);
    }

    private static void openMenu(Page page, Screen screen) {
        if (screen == Screen.PHONE) {
            page.click(".xp-menu summary");
        }
    }

    private void picture(Page page, String name, Screen screen) {
        screenshot(page, name + "-" + screen.name().toLowerCase(Locale.ROOT));
    }
}
