package org.xinpiao.platform.patient;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.FilePayload;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.xinpiao.platform.Clerks;
import org.xinpiao.platform.DistantAgency;
import org.xinpiao.platform.RunningPlatform;
import org.xinpiao.platform.Story;
import org.xinpiao.platform.bill.BillQueries;
import org.xinpiao.platform.claim.Act;
import org.xinpiao.platform.claim.ClaimQueries;
import org.xinpiao.platform.claim.Trace;
import org.xinpiao.platform.claim.Traces;
import org.xinpiao.platform.demo.RunningDemo;
import org.xinpiao.platform.node.Parties;
import org.xinpiao.platform.web.BrowserTest;
import org.xinpiao.platform.web.Ui;
import org.xinpiao.simulator.Person;

/** The patient's pages of the running program, in a real browser. */
class PatientPagesIT extends BrowserTest {

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

    @Test
    void billIsFoundOpenedClaimedAndPaid() {
        BillQueries.Row bill = story.stay(person, "30000.00");
        Page page = openAs(story.login(person), Screen.PHONE);
        Locator card = page.locator(".xb-card[href$='" + bill.number() + "']");
        assertThat(card).containsText("¥30,000.00");
        assertThat(card).containsText("可报销");
        card.click();

        assertThat(page.locator("h1")).containsText(institution(bill));
        assertThat(page.locator("[data-test=code]")).hasText(bill.code());
        assertThat(page.locator("[data-test=number]")).hasText(bill.number());
        assertThat(page.locator("[data-test=qr] svg")).isVisible();
        assertThat(page.locator(".xb-words-phone")).hasText("叁万元整");
        assertThat(page.locator(".xb-lines")).containsText(Story.ITEM);
        assertThat(page.locator(".xp-timeline li").first()).containsText("已开具");
        assertThat(page.locator(".xp-alert.tone-good")).containsText("最多 ¥30,000.00");
        assertFits(page);

        page.click("[data-test=claim]");
        assertThat(page.locator("form.xp-card"))
                .containsText(person.idNumber().substring(0, 6) + "********");
        assertThat(page.locator("form.xp-card")).containsText(person.name());
        assertThat(page.locator("form.xp-card")).containsText(institution(bill));
        assertThat(page.locator("#visitDate")).hasValue(Story.today().toString());
        assertThat(page.locator("#visitClass")).hasValue("inpatient");
        assertFits(page);
        page.fill("#bankCard", person.bankCard());
        page.click("[data-test=submit]");

        page.waitForURL("**/patient/claims/*");
        assertThat(page.locator("#status[data-status=paid]")).isVisible();
        assertReckoning(page, bill);
        assertFits(page);
        screenshot(page, "patient-claim-phone");

        page.navigate("/patient");
        assertThat(card).containsText("已报销");
        assertThat(page.locator(".xb-notices")).containsText("报销款已支付到您的银行卡");
        page.navigate(Story.address(bill));
        assertThat(page.locator("[data-test=claim]")).hasCount(0);
        assertThat(page.locator(".xp-timeline li").last()).containsText("报销款已支付");
    }

    /** The amount, the figures of the sum and the sentence of every step. */
    private static void assertReckoning(Page page, BillQueries.Row bill) {
        ClaimQueries.Row claim = platform.bean(ClaimQueries.class).ofBill(bill.id()).getFirst();
        long approved = Objects.requireNonNull(claim.approvedFen());
        assertThat(approved).isPositive();
        String paid = platform.bean(Ui.class).money(approved);
        assertThat(page.locator("[data-test=approved]")).hasText(paid);
        assertThat(page.locator("#status")).containsText("款项已转到您填写的银行卡");
        Locator sum = page.locator("[data-test=reckoning]");
        assertThat(sum).containsText("¥30,000.00");
        assertThat(sum).containsText(paid);
        assertThat(sum).containsText(platform.bean(Ui.class).money(bill.totalFen() - approved));
        Trace trace =
                platform.bean(Traces.class)
                        .read(platform.bean(Parties.class).get(claim.agency()), claim)
                        .orElseThrow();
        List<String> sentences = trace.steps().stream().map(Trace.Step::zh).toList();
        assertThat(sentences).hasSizeGreaterThan(3);
        for (String sentence : sentences) {
            assertThat(page.locator("[data-test=trace] li").filter(with(sentence)).first())
                    .isVisible();
        }
        assertThat(page.locator("[data-test=trace]").first()).containsText(Story.ITEM);
    }

    @Test
    void whatIsWrongInTheFormStandsAtItsField() {
        BillQueries.Row bill = story.stay(person, "100.00");
        Page page = openAs(story.login(person), Screen.PHONE);
        page.navigate(Story.address(bill) + "/claim");
        page.click("[data-test=submit]");
        assertThat(page.locator("#bankCard:invalid")).isFocused();

        page.fill("#bankCard", "6222 0000 0000 0000 001");
        page.fill("#visitDate", Story.today().minusDays(30).toString());
        page.click("[data-test=submit]");
        assertThat(page.locator("#visitDate:invalid")).isVisible();

        // A browser that checks nothing itself.
        page.evaluate("document.querySelector('main form').noValidate = true");
        page.click("[data-test=submit]");
        assertThat(page.locator("#bankCard-error")).hasText("银行卡号校验位不符");
        assertThat(page.locator("#visitDate-error")).hasText("与票据上的就诊日期不符");
        assertThat(page.locator("#bankCard")).hasValue("6222 0000 0000 0000 001");
        assertThat(page.locator("#bankCard")).hasAttribute("aria-invalid", "true");
        assertFits(page);
        screenshot(page, "patient-form-errors-phone");
        page.navigate(Story.address(bill) + "/claim?lang=en");
        page.fill("#bankCard", "6222000000000000001");
        page.click("[data-test=submit]");
        assertThat(page.locator("#bankCard-error")).hasText("the card's check digit is wrong");
        assertSpeaksEnglish(page);
        assertThat(platform.bean(ClaimQueries.class).ofBill(bill.id())).isEmpty();
        tolerate("status of 422");
    }

    @Test
    void refusedClaimSaysWhyAndTheBillIsFreeAgain() {
        BillQueries.Row bill = story.stay(person, "500.00");
        Page page = openAs(story.login(person), Screen.DESKTOP);
        page.navigate("/patient?lang=en");
        String claim = Story.claim(page, bill, person, "outpatient");
        assertThat(page.locator("#status[data-status=review]")).containsText("kind of visit");
        new Clerks(platform).act(claim, new Act.Refuse("class-mismatch"));
        assertThat(page.locator("#status[data-status=refused]")).isVisible();
        assertThat(page.locator("#status .xp-alert")).containsText("kind of visit");
        assertThat(page.locator("[data-test=approved]")).hasCount(0);
        assertSpeaksEnglish(page);
        assertFits(page);
        screenshot(page, "patient-refused-desktop");
        page.click("text=Open the bill");
        assertThat(page.locator("[data-test=claim]")).isVisible();
        Story.claim(page, bill, person, "inpatient");
        assertThat(page.locator("#status[data-status=closed], #status[data-status=paid]"))
                .isVisible();
    }

    @Test
    void photoIsGivenAndAnAppealTakesTwoTaps() throws Exception {
        BillQueries.Row bill = story.stay(person, "510.00");
        var clerks = new Clerks(platform);
        Page page = openAs(story.login(person), Screen.PHONE);
        String claim = Story.claim(page, bill, person, "outpatient");
        assertThat(page.locator("#status[data-status=review]")).isVisible();
        clerks.act(claim, new Act.Ask("discharge-note"));
        assertThat(page.locator("#status[data-status=waiting]")).containsText("现在轮到您");
        assertThat(page.locator("[data-test=ask]")).containsText("出院小结");
        assertFits(page);
        screenshot(page, "patient-ask-phone");
        page.setInputFiles("#photo", new FilePayload("note.jpg", "text/x-sh", new byte[] {35, 33}));
        assertThat(page.locator("#photo:invalid")).isVisible();
        page.setInputFiles("#photo", new FilePayload("note.png", "image/png", png()));
        page.click("[data-test=ask] button");
        assertThat(page.locator("#status[data-status=review]")).containsText("您已补充：出院小结");
        assertFits(page);

        clerks.act(claim, new Act.Refuse("no-proof"));
        assertThat(page.locator("#status[data-status=refused]")).containsText("没有所需的证明");
        page.click("[data-test=appeal] summary");
        assertFits(page);
        screenshot(page, "patient-appeal-phone");
        page.click("[data-test=appeal] button");
        assertThat(page.locator("#status[data-status=appealed]")).containsText("申诉中");
        assertFits(page);
    }

    private static byte[] png() throws IOException {
        var out = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(64, 48, BufferedImage.TYPE_INT_RGB), "png", out);
        return out.toByteArray();
    }

    @Test
    void waitingClaimIsTakenBack() {
        Person moved = story.resident();
        new DistantAgency(platform).insure(moved.idNumber(), Story.today());
        BillQueries.Row bill = story.stay(moved, "800.00");
        Page page = openAs(story.login(moved), Screen.PHONE);
        Story.claim(page, bill, moved, "inpatient");
        assertThat(page.locator("#status[data-status=submitted]")).containsText("审核中");
        assertThat(page.locator("#status")).containsText(DistantAgency.NAME);
        assertThat(page.locator("[data-test=reckoning]")).hasCount(0);
        page.waitForResponse("**/status?was=submitted*", () -> {});
        assertThat(page.locator("#status")).hasCount(1);
        screenshot(page, "patient-waiting-phone");

        page.click("#status form button");
        assertThat(page.locator("#confirm")).containsText("确定撤回这次报销申请？");
        page.click("#confirm [value=no]");
        assertThat(page.locator("#status[data-status=submitted]")).isVisible();
        page.click("#status form button");
        confirm(page);
        assertThat(page.locator("#status[data-status=cancelled]")).containsText("您撤回了这次申请");
        assertThat(page.locator("#status form")).hasCount(0);
        assertFits(page);
        page.click("text=打开票据");
        assertThat(page.locator("[data-test=claim]")).isVisible();
        assertThat(page.locator(".xp-timeline li").last()).containsText("报销已撤回");
    }

    @ParameterizedTest
    @EnumSource
    void everyPageFitsAndSpeaksBothLanguages(Screen screen) {
        BillQueries.Row bill = story.stay(person, "60.00");
        Page page = openAs(story.login(person), screen);
        String address = Story.address(bill);
        Story.claim(page, story.stay(person, "20000.00"), person, "inpatient");
        assertThat(page.locator("#status[data-status=paid]")).isVisible();
        String claim = page.url().replaceFirst("\\?.*", "");
        for (String path :
                List.of("/patient", address, address + "/claim", "/patient/claims", claim)) {
            page.navigate(path + "?lang=zh");
            assertThat(page.locator("h1").textContent()).containsPattern("[\\u4e00-\\u9fff]");
            assertFits(page);
            page.navigate(path + "?lang=en");
            assertSpeaksEnglish(page);
            assertFits(page);
            String name = path.equals(address) ? "bill" : path.replaceAll(".*/", "");
            screenshot(
                    page,
                    "patient-" + (path.equals(claim) ? "paid" : name) + "-en-" + word(screen));
        }
        page.navigate(address + "?print=large");
        assertFits(page);
    }

    @Test
    void anotherPatientsBillIsNotThere() {
        BillQueries.Row bill = story.stay(story.resident(), "10.00");
        Page page = openAs(story.login(person), Screen.PHONE);
        page.navigate(Story.address(bill));
        assertThat(page.locator(".xp-oops-code")).hasText("404");
        assertFits(page);
        tolerate("status of 404");
    }

    private static String institution(BillQueries.Row bill) {
        return platform.bean(org.xinpiao.platform.registry.Directory.class)
                .required(bill.issuer())
                .getNameZh();
    }

    private static Locator.FilterOptions with(String text) {
        return new Locator.FilterOptions().setHasText(text);
    }

    private static String word(Screen screen) {
        return screen.name().toLowerCase(Locale.ROOT);
    }
}
