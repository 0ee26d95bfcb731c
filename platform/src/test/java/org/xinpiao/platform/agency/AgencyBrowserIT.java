package org.xinpiao.platform.agency;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.xinpiao.platform.Clerks;
import org.xinpiao.platform.Made;
import org.xinpiao.platform.RunningPlatform;
import org.xinpiao.platform.Story;
import org.xinpiao.platform.bill.BillQueries;
import org.xinpiao.platform.claim.Act;
import org.xinpiao.platform.claim.ClaimQueries;
import org.xinpiao.platform.demo.RunningDemo;
import org.xinpiao.platform.web.BrowserTest;
import org.xinpiao.platform.web.Ui;
import org.xinpiao.simulator.Person;

/** What the clerk does with a claim, in a real browser. */
class AgencyBrowserIT extends BrowserTest {

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
    void paidClaimIsFoundWithAllItsEvidence(Screen screen) {
        BillQueries.Row bill = story.stay(person, "25000.00");
        String claim = claimed(bill, "inpatient", "paid");
        Page page = clerk(screen);
        assertThat(page.locator(".xp-filters [aria-current=page]")).containsText("全部");
        page.fill("#claim", claim);
        page.press("#claim", "Enter");
        assertThat(page.locator("h1")).containsText(claim);
        Locator facts = page.locator(".xp-table").first().locator("tbody tr");
        assertThat(facts).hasCount(5);
        for (Locator fact : facts.all()) {
            assertThat(fact).containsText("✓ 一致");
        }
        assertThat(facts.nth(0)).containsText(person.name());
        assertThat(facts.nth(1)).containsText(person.idNumber());
        var row = platform.bean(ClaimQueries.class).find(claim).orElseThrow();
        String money = platform.bean(Ui.class).money(Objects.requireNonNull(row.approvedFen()));
        assertThat(page.locator(".xp-total")).hasText(money);
        assertThat(page.locator(".xp-trace tbody tr").first()).containsText(Story.ITEM);
        assertThat(page.locator(".xp-trace")).containsText(money);
        page.click("summary:has-text('结算金额')");
        assertThat(page.locator("dt:has-text('fund_pay_sumamt')")).isVisible();
        assertThat(page.locator("section:has(#h-pay)")).containsText(person.bankCard());
        assertThat(page.locator("section:has(#h-pay)")).containsText(money + " → ****");
        assertThat(page.locator("section:has(#h-time) li"))
                .containsText(new String[] {"患者提交", "核定", "支付"});
        assertFits(page);
        screenshot(page, "agency-claim-" + word(screen));
        page.locator("section:has(#h-ledger) a").last().click();
        page.waitForURL("**/log/proof/*");
        assertThat(page.content()).contains("c2sp.org/tlog-proof", "— finance");
        page.goBack();
        page.click("[data-back]");
        assertThat(page.locator("h1")).hasText("报销审核");
        assertFits(page);
    }

    @Test
    void refusedClaimShowsWhatDiffers() {
        BillQueries.Row bill = story.stay(person, "300.00");
        String claim = claimed(bill, "outpatient", "review");
        new Clerks(platform).act(claim, new Act.Refuse("class-mismatch"));
        Page page = clerk(Screen.PHONE);
        page.click(".xp-filters a:has-text('不予报销')");
        assertThat(page.locator("tbody tr").first()).containsText("不予报销");
        page.click("a:text-is('" + claim + "')");
        assertThat(page.locator(".xp-alert.tone-bad")).containsText("申请表上的就诊类别与票据不符。");
        assertThat(page.locator("tbody tr:has-text('✗ 不一致')")).containsText("就诊类别");
        assertThat(page.locator("section:has(#h-decision)")).containsText("未经核定即已结束");
        assertThat(page.locator("section:has(#h-pay)")).containsText("没有支付");
        assertFits(page);
        screenshot(page, "agency-refused-phone");
        page.navigate("/agency/claims/" + claim + "?lang=en");
        assertSpeaksEnglish(page);
    }

    @Test
    void keyboardWalksThroughTheQueue() {
        Page page = clerk(Screen.DESKTOP);
        page.keyboard().press("j");
        assertThat(page.locator("[data-open]").first()).isFocused();
        page.keyboard().press("j");
        assertThat(page.locator("[data-open]").nth(1)).isFocused();
        page.keyboard().press("k");
        String claim = page.locator("[data-open]").first().textContent();
        page.keyboard().press("Enter");
        assertThat(page.locator("h1")).containsText(claim);
        page.keyboard().press("u");
        assertThat(page.locator("h1")).hasText("报销审核");
        page.keyboard().press("/");
        assertThat(page.locator("#claim")).isFocused();
        page.fill("#claim", "nowhere");
        page.press("#claim", "Enter");
        assertThat(page.locator(".xp-alert.tone-warn")).containsText("没有这个报销编号");
    }

    @ParameterizedTest
    @EnumSource
    void caseFitsSpeaksBothLanguagesAndIsApproved(Screen screen) throws Exception {
        String claim = new Made(platform).review("27000.00");
        Page page = clerk(screen);
        String address = "/agency/claims/" + claim;
        page.navigate(address + "?lang=en");
        assertSpeaksEnglish(page);
        assertFits(page);
        screenshot(page, "agency-case-en-" + word(screen));
        page.navigate(address + "?lang=zh");
        assertFits(page);
        page.selectOption("[name=reason-1]", "line-over-price");
        page.fill("[name=amount-1]", "24000");
        page.click("button:has-text('试算')");
        assertThat(page.locator("[data-test=preview]")).containsText("基金支付");
        assertThat(page.locator("[name=amount-1]")).hasValue("24000");
        assertFits(page);
        page.click("button[value=approve]");
        assertThat(page.locator(".xp-alert.tone-good")).hasText("已核定。");
        assertThat(page.locator("[data-test=log]")).containsText("核定");
        assertThat(page.locator(".xp-trace")).containsText("经办人员核减为24000.00元");
        assertFits(page);
    }

    @Test
    void keyboardSelectsHelpsAndFindsTheButtonThatApproves() throws Exception {
        String claim = new Made(platform).review("360.00");
        Page page = clerk(Screen.DESKTOP);
        page.navigate("/agency?status=review");
        page.keyboard().press("?");
        assertThat(page.locator("#keys")).isVisible();
        page.keyboard().press("j");
        assertThat(page.locator("[data-open]").first()).not().isFocused();
        page.keyboard().press("Escape");
        assertThat(page.locator("#keys")).isHidden();
        page.keyboard().press("j");
        page.keyboard().press("x");
        assertThat(page.locator("[name=selected]").first()).isChecked();
        page.keyboard().press("a");
        assertThat(page.locator("[data-approve]")).isFocused();
        screenshot(page, "agency-queue-desktop");
        page.navigate("/agency/claims/" + claim);
        page.keyboard().press("a");
        assertThat(page.locator("[data-approve]")).isFocused();
        page.keyboard().press("u");
        assertThat(page.locator("h1")).hasText("报销审核");
    }

    @ParameterizedTest
    @EnumSource
    void everyPageFitsAndSpeaksBothLanguages(Screen screen) {
        Page page = clerk(screen);
        String claim = "/agency/claims/" + page.locator("[data-open]").first().textContent();
        for (String path :
                List.of("/agency", claim, "/agency/policies", "/agency/appeals", "/agency/fund")) {
            page.navigate(path + "?lang=zh");
            assertThat(page.locator("h1").textContent()).containsPattern("[\\u4e00-\\u9fff]");
            assertFits(page);
            page.navigate(path + "?lang=en");
            assertSpeaksEnglish(page);
            assertFits(page);
        }
        assertThat(page.locator(".xp-posting").first()).containsText("¥0.00");
    }

    private Page clerk(Screen screen) {
        return openAs("clerk-" + person.homeRegion(), screen);
    }

    /** A claim that the person makes in another window. */
    private String claimed(BillQueries.Row bill, String visitClass, String status) {
        Page page = openAs(story.login(person), Screen.PHONE);
        String claim = Story.claim(page, bill, person, visitClass);
        assertThat(page.locator("#status[data-status=" + status + "]")).isVisible();
        return claim;
    }

    private static String word(Screen screen) {
        return screen.name().toLowerCase(Locale.ROOT);
    }
}
