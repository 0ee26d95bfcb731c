package org.xinpiao.platform.insurer;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.xinpiao.contracts.bill.BillId;
import org.xinpiao.contracts.claim.ClaimStatus;
import org.xinpiao.platform.Clerks;
import org.xinpiao.platform.Made;
import org.xinpiao.platform.RunningPlatform;
import org.xinpiao.platform.Story;
import org.xinpiao.platform.claim.Act;
import org.xinpiao.platform.demo.RunningDemo;
import org.xinpiao.platform.web.BrowserTest;

/** The rest of a bill from the patient's button to the insurer's payment, in a real browser. */
class InsurerBrowserIT extends BrowserTest {

    @SuppressWarnings("NullAway.Init")
    private static RunningDemo platform;

    @SuppressWarnings("NullAway.Init")
    private static Clerks clerks;

    @SuppressWarnings("NullAway.Init")
    private static Made made;

    @SuppressWarnings("NullAway.Init")
    private static Rest rest;

    @BeforeAll
    static void start() {
        PlaywrightAssertions.setDefaultAssertionTimeout(60_000);
        platform = RunningPlatform.get();
        clerks = new Clerks(platform);
        made = new Made(platform);
        rest = new Rest(platform, clerks, made);
    }

    @Override
    protected String base() {
        return platform.base();
    }

    @ParameterizedTest
    @EnumSource
    void restIsClaimedAndPaid(Screen screen) throws Exception {
        BillId bill = rest.paid("23500.00");
        Page page = openAs(new Story(platform).login(made.person()), screen);
        page.navigate("/patient/bills/" + bill.getCode() + "/" + bill.getNumber());
        page.click("[data-test=claim-rest]");
        page.selectOption("#insurer", Rest.ANHE);
        page.fill("#bankCard", made.person().bankCard());
        look(page, "rest-form", screen);
        page.selectOption("#insurer", Rest.ANHE);
        page.fill("#bankCard", made.person().bankCard());
        page.click("[data-test=submit]");
        page.waitForURL("**/patient/claims/*");
        String claimId = page.url().replaceAll(".*/|\\?.*", "");
        assertThat(page.locator("[data-test=grant]")).containsText("安禾人寿");
        clerks.await(claimId, ClaimStatus.REVIEW::equals);
        look(page, "rest-claim", screen);

        Page desk = openAs("assessor-" + Rest.ANHE, screen);
        assertThat(desk.locator("tbody")).containsText(claimId);
        look(desk, "insurer-queue", screen);
        desk.click("a:text-is('" + claimId + "')");
        assertThat(desk.locator("[data-test=grant]")).containsText("票面与费用明细");
        look(desk, "insurer-claim", screen);
        desk.fill("#fen", "120.50");
        desk.selectOption("#award", "award-ratio");
        desk.click("button[value=award]");
        assertThat(desk.locator(".xp-total")).hasText("¥120.50");
        clerks.await(claimId, ClaimStatus.PAID::equals);
        desk.reload();
        look(desk, "insurer-paid", screen);

        page.reload();
        page.click("[data-test=revoke]");
        confirm(page);
        assertThat(page.locator("[data-test=grant-over]")).isVisible();
        look(page, "rest-paid", screen);
    }

    @ParameterizedTest
    @EnumSource
    void moneyIsAskedBack(Screen screen) throws Exception {
        String claimId = made.stay("22500.00");
        clerks.await(claimId, ClaimStatus.PAID::equals);
        Page desk = openAs("clerk-370200", screen);
        desk.navigate("/agency/claims/" + claimId);
        desk.selectOption("#demand", "demand-double");
        look(desk, "demand-form", screen);
        desk.selectOption("#demand", "demand-double");
        desk.click("button[value=demand]");
        assertThat(desk.locator("[data-test=draft]")).isVisible();
        assertFits(desk); // The colleague's name is Chinese in both languages.
        clerks.act("checker", claimId, new Act.Confirm());
        clerks.await(claimId, ClaimStatus.DEMANDED::equals);
        desk.reload();
        look(desk, "demanded-agency", screen);

        Page page = openAs(new Story(platform).login(made.person()), screen);
        page.navigate("/patient/claims/" + claimId);
        assertThat(page.locator("[data-test=repay]")).containsText("Z" + claimId);
        look(page, "demanded-patient", screen);
        page.click("[data-test=pay-in]");
        clerks.await(claimId, ClaimStatus.REPAID::equals);
        desk.reload();
        assertThat(desk.locator("[data-test=received]")).containsText("已入账");
        look(desk, "repaid-agency", screen);
    }

    /** In both languages, and no wider than the screen. */
    private void look(Page page, String name, Screen screen) {
        String word = screen.name().toLowerCase(Locale.ROOT);
        String address = page.url().replaceAll("\\?.*", "");
        page.navigate(address + "?lang=en");
        assertFits(page);
        assertSpeaksEnglish(page);
        screenshot(page, name + "-en-" + word);
        page.navigate(address + "?lang=zh");
        assertFits(page);
        screenshot(page, name + "-zh-" + word);
    }
}
