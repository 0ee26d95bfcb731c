package org.xinpiao.platform.finance;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.xinpiao.platform.RunningPlatform;
import org.xinpiao.platform.Story;
import org.xinpiao.platform.bill.BillQueries;
import org.xinpiao.platform.demo.RunningDemo;
import org.xinpiao.platform.web.BrowserTest;
import org.xinpiao.platform.web.Ui;
import org.xinpiao.simulator.Person;

/** What finance does, in a real browser. */
class FinanceBrowserIT extends BrowserTest {

    /** How many colours a drawn chart has at least; an empty canvas has one. */
    private static final String COLOURS =
            """
            canvas => {
              const copy = document.createElement('canvas');
              copy.width = canvas.width;
              copy.height = canvas.height;
              const drawing = copy.getContext('2d', {willReadFrequently: true});
              drawing.drawImage(canvas, 0, 0);
              const {data} = drawing.getImageData(0, 0, copy.width, copy.height);
              return new Set(new Uint32Array(data.buffer)).size;
            }
            """;

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
        person = story.resident();
    }

    @Override
    protected String base() {
        return platform.base();
    }

    @ParameterizedTest
    @EnumSource
    void segmentIsGrantedAndWrittenOff(Screen screen) {
        BillQueries.Row bill = story.stay(person, "10.00");
        long from = 8_000_000_001L + System.nanoTime() % 90_000 * 1_000;
        String numbers = from + " – " + (from + 99);
        Page page = openAs("finance", screen);
        page.navigate("/finance/segments");
        page.locator(".xp-grant button").click();
        confirm(page);
        assertThat(page.locator("#institution-error")).hasText("请选择单位");
        assertThat(page.locator("#from-error")).isVisible();
        assertFits(page);
        grant(page, bill, from, from + 99);
        assertThat(page.locator("[role=status]")).containsText("已发放 " + bill.code());
        Locator row = page.locator("tbody tr").filter(with(numbers));
        assertThat(row).containsText("0 / 100");
        grant(page, bill, from + 50, from + 149);
        assertThat(page.locator("#from-error")).containsText("重叠");
        assertThat(page.locator("#to")).hasValue(Long.toString(from + 149));
        screenshot(page, "finance-segments-" + word(screen));

        page.navigate("/finance/segments?holder=" + bill.issuer());
        row.locator("button").click();
        assertThat(page.locator("#confirm")).containsText("未用的 100 个号码将作废");
        confirm(page);
        assertThat(page.locator("[role=status]")).containsText("已核销 " + bill.code());
        assertThat(row).containsText("已核销");
        assertThat(row.locator("button")).hasCount(0);
        assertFits(page);
        tolerate("status of 422");
    }

    @ParameterizedTest
    @EnumSource
    void billIsFoundFrozenAndUnfrozen(Screen screen) {
        BillQueries.Row bill = story.stay(person, "345.67");
        Page page = openAs("finance", screen);
        page.navigate("/finance/bills");
        page.fill("#code", bill.code());
        page.fill("#number", bill.number());
        page.press("#number", "Enter");
        assertThat(page.locator("main")).containsText("¥345.67");
        assertThat(page.locator("main")).not().containsText(Story.ITEM);
        page.selectOption("#reason", "under-investigation");
        page.locator("section:has(#h-act) button").click();
        assertThat(page.locator("#confirm")).containsText("冻结期间不能报销、冲红、换开");
        confirm(page);
        assertThat(page.locator("[role=status]")).containsText("票据已冻结");
        assertThat(page.locator("h2 + .xp-badge")).hasText("已冻结");
        assertThat(page.locator("main")).containsText("正在调查");
        assertFits(page);
        screenshot(page, "finance-frozen-" + word(screen));

        Page patient = openAs(story.login(person), Screen.PHONE);
        patient.navigate(Story.address(bill));
        assertThat(patient.locator(".xp-alert.tone-warn")).containsText("票据已冻结");
        assertThat(patient.locator("[data-test=claim]")).hasCount(0);
        page.click("text=公开查验");
        assertThat(page.locator("#status .xp-alert.tone-bad")).containsText("冻结");
        page.goBack();

        page.locator("section:has(#h-act) button").click();
        confirm(page);
        assertThat(page.locator("[role=status]")).containsText("已解除冻结");
        assertThat(page.locator("h2 + .xp-badge")).hasText("有效");
        assertThat(page.locator("section:has(#h-time) li"))
                .containsText(new String[] {"开具并入账", "冻结", "解除冻结"});
        patient.reload();
        assertThat(patient.locator("[data-test=claim]")).isVisible();
    }

    @ParameterizedTest
    @EnumSource
    void figuresFollowTheLedgerAndTheChartIsDrawn(Screen screen) {
        Page page = open(screen);
        page.clock().install();
        login(page, "finance");
        Locator chart = page.locator("[data-chart] canvas").first();
        assertThat(chart).isVisible();
        page.waitForCondition(() -> ((Number) chart.evaluate(COLOURS)).intValue() > 10);
        Locator tiles = page.locator("#live .xp-tile-value");
        long bills = bills();
        assertThat(tiles.first()).hasText(count(bills));
        story.stay(person, "12.00");
        // The page asks again by itself.
        assertThat(tiles.first()).hasText(count(bills + 1));
        page.waitForResponse("**/finance/days", () -> page.clock().fastForward(61_000));
        page.waitForCondition(() -> ((Number) chart.evaluate(COLOURS)).intValue() > 10);
        assertThat(page.locator("[data-chart] canvas")).hasCount(1);
        page.click(".xp-chart summary");
        assertThat(page.locator(".xp-chart table")).isVisible();
        assertFits(page);
        screenshot(page, "finance-overview-" + word(screen));
        page.locator("#live tbody a").first().click();
        assertThat(page.locator("#holder")).not().hasValue("");
        assertThat(page.locator("tbody tr").first()).isVisible();
    }

    @ParameterizedTest
    @EnumSource
    void everyPageFitsAndSpeaksBothLanguages(Screen screen) {
        BillQueries.Row bill = story.stay(person, "60.00");
        Page page = openAs("finance", screen);
        for (String path :
                List.of(
                        "/finance",
                        "/finance/segments",
                        "/finance/bills?code=1&number=2",
                        "/finance/bills?code=" + bill.code() + "&number=" + bill.number())) {
            String and = path.contains("?") ? "&" : "?";
            page.navigate(path + and + "lang=zh");
            assertThat(page.locator("h1").textContent()).containsPattern("[\\u4e00-\\u9fff]");
            assertFits(page);
            page.navigate(path + and + "lang=en");
            assertSpeaksEnglish(page);
            assertFits(page);
        }
    }

    private void grant(Page page, BillQueries.Row bill, long from, long to) {
        page.selectOption("#institution", bill.issuer());
        page.fill("#code", bill.code());
        page.fill("#from", Long.toString(from));
        page.fill("#to", Long.toString(to));
        page.locator(".xp-grant button").click();
        assertThat(page.locator("#confirm")).containsText("发放后不能收回");
        confirm(page);
        page.waitForLoadState();
    }

    private static long bills() {
        return platform.bean(FinanceQueries.class).sums().bills();
    }

    private static String count(long n) {
        return platform.bean(Ui.class).count(n);
    }

    private static Locator.FilterOptions with(String text) {
        return new Locator.FilterOptions().setHasText(text);
    }

    private static String word(Screen screen) {
        return screen.name().toLowerCase(Locale.ROOT);
    }
}
