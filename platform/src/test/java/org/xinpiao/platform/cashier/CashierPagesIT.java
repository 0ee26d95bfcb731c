package org.xinpiao.platform.cashier;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.xinpiao.platform.RunningPlatform;
import org.xinpiao.platform.Story;
import org.xinpiao.platform.bill.BillQueries;
import org.xinpiao.platform.demo.RunningDemo;
import org.xinpiao.platform.identity.Role;
import org.xinpiao.platform.web.BrowserTest;
import org.xinpiao.platform.web.Ui;
import org.xinpiao.simulator.Person;

/** The window's pages of the running program, in a real browser. */
class CashierPagesIT extends BrowserTest {

    @SuppressWarnings("NullAway.Init")
    private static RunningDemo platform;

    @SuppressWarnings("NullAway.Init")
    private static Story story;

    @SuppressWarnings("NullAway.Init")
    private static Person person;

    @BeforeAll
    static void start() {
        PlaywrightAssertions.setDefaultAssertionTimeout(30_000);
        platform = RunningPlatform.get();
        story = new Story(platform);
        person = story.employee();
    }

    @Override
    protected String base() {
        return platform.base();
    }

    @ParameterizedTest
    @EnumSource
    void billIsIssuedByHandFoundAndReversed(Screen screen) {
        Page page = window(screen);
        BillQueries.Day before = today();
        page.click("[data-test=issue]");
        fillPatient(page);
        assertThat(page.locator("#sexAge")).containsText(person.sex() + " / ");
        fillLine(page, 0, "阿托伐他汀钙片", "31.4301", "1.5");
        // Enter in the last line adds the next, and puts the cursor there.
        page.locator("[name=lineQuantity]").first().press("Enter");
        assertThat(page.locator("[name=lineName]").nth(1)).isFocused();
        fillLine(page, 1, "美容项目", "20", "1");
        page.locator("[name=lineClass]").nth(1).selectOption("3");
        page.click("#addLine");
        page.locator("[data-remove]").nth(2).click();
        assertThat(page.locator("#lines .xb-line")).hasCount(2);
        assertThat(page.locator("[data-test=total]")).hasText("¥67.15");
        assertThat(page.locator("#outside")).hasText("¥20.00");
        assertFits(page);
        screenshot(page, "cashier-issue-" + word(screen));
        page.click("[data-test=submit]");

        assertThat(page.locator("[data-test=done]")).containsText("已开具");
        assertThat(page.locator(".xb-face")).containsText("¥67.15");
        assertThat(page.locator(".xb-face")).containsText("陆拾柒元壹角伍分");
        assertThat(page.locator(".xb-lines")).containsText("美容项目");
        String number = page.locator("[data-test=number]").textContent();
        String code = page.locator("[data-test=code]").textContent();
        assertFits(page);

        page.navigate("/cashier");
        assertToday(page, before.count() + 1, before.totalFen() + 6715, before.redCount());
        // Nobody types the zeros in front.
        page.navigate("/cashier/find?number=none");
        page.fill("#number", number.replaceFirst("^0+", ""));
        page.fill("#code", code);
        page.click("[data-test=find]");
        assertThat(page.locator("h1")).containsText("票据 " + number);

        page.fill("#reverseReason", "重复收费");
        page.click("[data-test=reverse]");
        assertThat(page.locator("#confirm")).containsText("确定冲红这张 ¥67.15 的票据？");
        confirm(page);
        assertThat(page.locator("[data-test=done]")).containsText("已冲红");
        assertThat(page.locator("h1 .xp-badge")).hasText("已冲红");
        assertThat(page.locator("[data-test=reverse]")).hasCount(0);
        assertFits(page);
        screenshot(page, "cashier-reversed-" + word(screen));
        page.click(".xp-alert.tone-bad a");
        assertThat(page.locator(".xb-face.xb-red")).containsText("-¥67.15");
        assertThat(page.locator(".xb-face.xb-red")).containsText("重复收费");
        assertFits(page);

        page.navigate("/cashier");
        assertToday(page, before.count() + 1, before.totalFen() + 6715, before.redCount() + 1);
        assertThat(page.locator("tbody tr").filter(with(code + " " + number)).last())
                .containsText("已冲红");
        assertFits(page);
    }

    @Test
    void whatIsWrongInTheChargeStandsAtItsField() {
        Page page = window(Screen.PHONE);
        page.navigate("/cashier/issue");
        page.click("[data-test=submit]");
        assertThat(page.locator("#name:invalid")).isFocused();
        fillPatient(page);
        page.fill("#idNumber", person.idNumber().replaceFirst(".$", "?"));
        fillLine(page, 0, "挂号", "ten", "1");
        page.click("[data-test=submit]");
        assertThat(page.locator("#idNumber-error")).isVisible();
        assertThat(page.locator(".xb-line .xp-error").first()).isVisible();
        assertThat(page.locator("[name=lineName]")).hasValue("挂号");
        assertFits(page);
        screenshot(page, "cashier-errors-phone");
        page.navigate("/cashier/issue?lang=en");
        fillPatient(page);
        page.fill("#idNumber", "1");
        fillLine(page, 0, "挂号", "1", "1");
        page.click("[data-test=submit]");
        assertThat(page.locator("#idNumber-error")).isVisible();
        assertSpeaksEnglish(page);
        tolerate("status of 422");
    }

    @Test
    void paperIsBoundAndVoided() {
        BillQueries.Row bill = story.stay(person, "88.00");
        Page page = window(Screen.DESKTOP);
        page.navigate(address(bill));
        page.click("[data-test=paper]");
        assertThat(page.locator(".xp-alert.tone-warn")).containsText("请填写必填内容");
        page.fill("#batch", "33060426");
        page.fill("#paperNumber", "77" + bill.number().substring(2));
        page.click("[data-test=paper]");
        assertThat(page.locator("[data-test=done]")).containsText("已换开纸质票");
        assertThat(page.locator("main")).containsText("33060426 77" + bill.number().substring(2));
        assertThat(page.locator(".xp-timeline")).containsText("换开纸质票");
        assertFits(page);

        // Who has the paper has the money: it must come back first.
        reverse(page);
        assertThat(page.locator(".xp-alert.tone-bad")).containsText("票据有未作废的纸质票据");
        assertThat(page.locator("h1 .xp-badge")).hasText("有效");
        screenshot(page, "cashier-refused-desktop");

        page.selectOption("#voidReason", "taken-back");
        page.click("[data-test=void]");
        confirm(page);
        assertThat(page.locator("[data-test=done]")).containsText("纸质票已作废");
        reverse(page);
        assertThat(page.locator("[data-test=done]")).containsText("已冲红");
    }

    @Test
    void claimedBillIsNotReversed() {
        BillQueries.Row bill = story.stay(person, "40000.00");
        Page patient = openAs(story.login(person), Screen.PHONE);
        Story.claim(patient, bill, person, "inpatient");
        assertThat(patient.locator("#status[data-status=paid]")).isVisible();
        Page page = window(Screen.DESKTOP);
        page.navigate(address(bill));
        assertThat(page.locator("h1 .xp-badge")).hasText("已报销");
        reverse(page);
        assertThat(page.locator(".xp-alert.tone-bad")).containsText("票据已被报销占用或已报销");
        assertThat(page.locator("h1 .xp-badge")).hasText("已报销");
        page.navigate(address(bill) + "?lang=en");
        reverse(page);
        assertThat(page.locator(".xp-alert.tone-bad"))
                .containsText("The bill is reserved or reimbursed");
    }

    @ParameterizedTest
    @EnumSource
    void everyPageFitsAndSpeaksBothLanguages(Screen screen) {
        BillQueries.Row bill = story.stay(person, "60.00");
        Page page = openAs(story.user(Role.CASHIER).id(), screen);
        for (String path :
                List.of(
                        "/cashier",
                        "/cashier?day=" + Story.today(),
                        "/cashier/find?number=1",
                        "/cashier/issue",
                        address(bill))) {
            String and = path.contains("?") ? "&" : "?";
            page.navigate(path + and + "lang=zh");
            assertThat(page.locator("h1").textContent()).containsPattern("[\\u4e00-\\u9fff]");
            assertFits(page);
            page.navigate(path + and + "lang=en");
            assertSpeaksEnglish(page);
            assertFits(page);
        }
        screenshot(page, "cashier-bill-en-" + word(screen));
    }

    private Page window(Screen screen) {
        return openAs(story.user(Role.CASHIER).id(), screen);
    }

    private static void fillPatient(Page page) {
        page.fill("#name", person.name());
        page.fill("#idNumber", person.idNumber());
        page.fill("#department", "内科");
    }

    private static void fillLine(Page page, int line, String name, String price, String quantity) {
        page.locator("[name=lineName]").nth(line).fill(name);
        page.locator("[name=lineUnit]").nth(line).fill("盒");
        page.locator("[name=linePrice]").nth(line).fill(price);
        page.locator("[name=lineQuantity]").nth(line).fill(quantity);
    }

    private void reverse(Page page) {
        page.fill("#reverseReason", "患者退费");
        page.click("[data-test=reverse]");
        confirm(page);
        page.waitForLoadState();
    }

    private static void assertToday(Page page, long count, long fen, long red) {
        Locator tiles = page.locator(".xp-tile-value");
        assertThat(tiles.nth(0)).hasText(Long.toString(count));
        assertThat(tiles.nth(1)).hasText(platform.bean(Ui.class).money(fen));
        assertThat(tiles.nth(2)).hasText(Long.toString(red));
    }

    private static BillQueries.Day today() {
        String window = String.valueOf(story.user(Role.CASHIER).memberId());
        return platform.bean(BillQueries.class).day(window, Story.today());
    }

    private static String address(BillQueries.Row bill) {
        return "/cashier/bills/" + bill.code() + "/" + bill.number();
    }

    private static Locator.FilterOptions with(String text) {
        return new Locator.FilterOptions().setHasText(text);
    }

    private static String word(Screen screen) {
        return screen.name().toLowerCase(Locale.ROOT);
    }
}
