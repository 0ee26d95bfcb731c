package org.xinpiao.platform.window;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.FilePayload;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.xinpiao.platform.RunningPlatform;
import org.xinpiao.platform.Story;
import org.xinpiao.platform.demo.RunningDemo;
import org.xinpiao.platform.web.BrowserTest;
import org.xinpiao.simulator.Person;

/**
 * A paper on its way through the window, and the pages about money, on a phone in both languages.
 */
class WindowBrowserIT extends BrowserTest {

    @SuppressWarnings("NullAway.Init")
    private static RunningDemo platform;

    @SuppressWarnings("NullAway.Init")
    private static Person person;

    @BeforeAll
    static void start() {
        PlaywrightAssertions.setDefaultAssertionTimeout(60_000);
        platform = RunningPlatform.get();
        person = new Story(platform).employee();
    }

    @Override
    protected String base() {
        return platform.base();
    }

    @Test
    void paperIsEnteredByKeyboard_answered_confirmedByAnother_andClaimed() {
        tolerate("422");
        Page page = openAs("clerk-" + person.homeRegion(), Screen.PHONE);
        page.navigate("/agency/window?lang=en");
        assertSpeaksEnglish(page);
        assertFits(page);
        screenshot(page, "window-phone-en");
        page.navigate("/agency/window?lang=zh");
        PaperForm form = PapersMade.stay(person, "710001");
        fill(page, form, "2999.00");
        assertThat(page.locator("#differs")).isVisible();
        page.click("[data-test=submit]");
        assertThat(page.locator("#total-error")).hasText("各行合计与票面总额不符。");
        assertFits(page);
        screenshot(page, "window-faults-phone-zh");
        page.fill("#total", form.total());
        page.setInputFiles("#photo", photo());
        page.click("[data-test=submit]");
        assertThat(page.locator("h1")).hasText("41010126 0000710001");
        for (String lang : List.of("en", "zh")) {
            page.navigate(page.url().replaceFirst("\\?.*", "") + "?lang=" + lang);
            assertFits(page);
            screenshot(page, "window-inquiry-phone-" + lang);
            if (lang.equals("en")) {
                assertSpeaksEnglish(page);
            }
        }
        page.fill("#asked", "医务处");
        page.fill("#words", "底联相符");
        page.click("[name=result][value=genuine]");
        assertThat(page.locator(".xp-alert.tone-good")).containsText("请第二人对照原件确认");
        assertThat(page.locator("[data-test=confirm]")).hasCount(0);
        String address = page.url().substring(page.url().indexOf("/agency/"));

        Page second = openAs("checker-" + person.homeRegion(), Screen.PHONE);
        second.navigate(address + "?lang=en");
        assertSpeaksEnglish(second);
        assertFits(second);
        screenshot(second, "window-confirm-phone-en");
        second.check("[name=stamped]");
        second.fill("#archive", "A-2026-17");
        second.click("[data-test=confirm]");
        assertThat(second.locator(".xp-alert.tone-good")).containsText("Registered on the ledger");
        second.click("[data-test=claim]");
        assertThat(second.locator("main")).containsText("A paper bill registered at a window");
        assertFits(second);
        screenshot(second, "window-claim-phone-en");

        Page patient = openAs(new Story(platform).login(person), Screen.PHONE);
        patient.navigate("/patient/bills/41010126/0000710001?lang=zh");
        assertThat(patient.locator(".xb-note")).containsText("窗口登记的纸质票据");
        assertThat(patient.locator("main")).containsText("伊犁州友谊医院");
        assertFits(patient);
        screenshot(patient, "window-patient-bill-phone-zh");
    }

    @Test
    void whoeverScansAPaperWithoutRecord_isToldWhereToGo() {
        Page page = open(Screen.PHONE);
        for (String lang : List.of("zh", "en")) {
            page.navigate("/verify?code=41010126&number=0000999999&check=abcdef&lang=" + lang);
            assertThat(page.locator("[data-test=paper-hint] li")).hasCount(4);
            assertThat(page.locator("[data-test=paper-hint] li").first()).isVisible();
            assertFits(page);
            screenshot(page, "window-hint-phone-" + lang);
        }
        Page patient = openAs(new Story(platform).login(person), Screen.PHONE);
        patient.navigate("/patient?lang=zh");
        patient.click("[data-test=paper-hint] summary");
        assertThat(patient.locator("[data-test=paper-hint]")).containsText("纸质票据原件");
        assertFits(patient);
    }

    @Test
    void paymentPagesAndThePhoneNumberFitAPhoneInBothLanguages() {
        String order =
                platform.bean(JdbcClient.class)
                        .sql(
                                "select message_id from payment_batch where agency = ? order by"
                                        + " transactions desc limit 1")
                        .param("agency-" + person.homeRegion())
                        .query(String.class)
                        .single();
        Page page = openAs("clerk-" + person.homeRegion(), Screen.PHONE);
        List<String> paths =
                List.of("/agency/payments", "/agency/payments/orders/" + order, "/agency/day");
        for (String path : paths) {
            shown(page, path, "payment" + paths.indexOf(path));
        }
        Page patient = openAs(new Story(platform).login(person), Screen.PHONE);
        shown(patient, "/patient/notices", "phone-number");
        patient.fill("#mobile", "12345");
        patient.click("[data-test=send]");
        assertThat(patient.locator("[data-test=phone] .tone-bad")).isVisible();
        assertFits(patient);
    }

    private void shown(Page page, String path, String name) {
        page.navigate(path + "?lang=zh");
        assertFits(page);
        screenshot(page, name + "-phone-zh");
        page.navigate(path + "?lang=en");
        assertSpeaksEnglish(page);
        assertFits(page);
        screenshot(page, name + "-phone-en");
    }

    private static void fill(Page page, PaperForm form, String total) {
        page.fill("#person", form.person());
        page.fill("#code", form.code());
        page.fill("#number", form.number());
        page.fill("#check", form.check());
        page.fill("#name", form.name());
        page.fill("#region", form.region());
        page.selectOption("#level", form.level());
        page.selectOption("#kind", form.kind());
        page.fill("#admission", form.admission());
        page.fill("#day", form.day());
        page.fill("#total", total);
        for (int i = 0; i < form.lines().size(); i++) {
            var row = page.locator("#lines .xb-line").nth(i);
            PaperForm.Line line = form.lines().get(i);
            row.locator("[name=lineCategory]").selectOption(line.category());
            row.locator("[name=lineName]").fill(line.name());
            row.locator("[name=lineClass]").selectOption(line.itemClass());
            row.locator("[name=lineAmount]").fill(line.amount());
            if (i + 1 < form.lines().size()) {
                row.locator("[name=lineAmount]").press("Enter");
            }
        }
        page.fill("#bankCard", form.bankCard());
        page.setInputFiles("#photo", photo());
    }

    private static FilePayload photo() {
        return new FilePayload("paper.png", "image/png", PapersMade.photo());
    }
}
